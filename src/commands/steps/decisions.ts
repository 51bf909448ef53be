import type { Failure } from '../../model/failure.js'
import type { Entry, Override } from '../../model/recalibration.js'
import { err, ok, type Result } from '../../model/result.js'
import { parsePolicy, POLICY_FILE } from '../../policy/parse.js'
import { readYaml } from '../../read/yaml.js'
import { parseEntry } from '../../recalibrate/entry-text.js'
import { parseOverride } from '../../recalibrate/override-text.js'
import { THRESHOLDS_FILE } from '../../recalibrate/projection.js'
import type { Decisions, TrustedBase } from '../../recalibrate/verify/index.js'
import type { World } from '../../world/world.js'
import type { Project } from './project.js'

export const RECALIBRATIONS = 'baselines/recalibrations'
export const OVERRIDES = 'baselines/overrides'

interface DecisionFile {
  readonly path: string
  readonly text: string
}

/** The decisions of the work tree: what this build is judged by, once the trusted base agrees. */
export async function decisionsHere(world: World, { checkout, policy }: Project): Promise<Result<Decisions, Failure>> {
  const files = await textsHere(world, checkout.top, RECALIBRATIONS)
  if (!files.ok) return files
  const thresholds = await world.files.text(`${checkout.top}/${THRESHOLDS_FILE}`)
  if (!thresholds.ok) return thresholds
  return ok({ policy, thresholds: thresholds.value, ...entriesOf(files.value) })
}

/** The decisions of a commit. A tree without a policy has none yet: whoever adds it adopts datum. */
export async function decisionsAt(world: World, commit: string): Promise<TrustedBase> {
  const facts = await world.git.commit(commit)
  if (!facts) return { kind: 'unreadable', why: `commit ${commit.slice(0, 12)} is not in this clone` }
  const text = await world.git.text(commit, POLICY_FILE)
  if (text === undefined) return await isReadable(world, commit) ? { kind: 'first-adoption' } : { kind: 'unreadable', why: `the files of ${commit.slice(0, 12)} are not in this clone` }
  const policy = parsePolicy(POLICY_FILE, text, readYaml)
  if (!policy.ok) return { kind: 'unreadable', why: `${POLICY_FILE} of ${commit.slice(0, 12)} is not valid` }
  const files: DecisionFile[] = []
  const tracked = await world.git.files(commit, RECALIBRATIONS)
  for (const { path, symlink } of tracked) {
    if (!path.endsWith('.md')) continue
    const entry = symlink ? '' : await world.git.text(commit, path)
    if (entry === undefined) return { kind: 'unreadable', why: `${path} of ${commit.slice(0, 12)} is not in this clone` }
    files.push({ path, text: entry })
  }
  return { kind: 'decisions', decisions: { policy: policy.value, thresholds: await world.git.text(commit, THRESHOLDS_FILE), ...entriesOf(files) } }
}

async function isReadable(world: World, commit: string): Promise<boolean> {
  return (await world.git.files(commit)).length > 0
}

function entriesOf(files: readonly DecisionFile[]): Pick<Decisions, 'entries' | 'invalid'> {
  const entries: Entry[] = []
  const invalid: { file: string; problems: readonly string[] }[] = []
  for (const { path, text } of files) {
    const reading = parseEntry(path, text, readYaml)
    if (!reading.ok) invalid.push({ file: path, problems: reading.problems.map(({ line, column, message }) => `${path}:${line}:${column} ${message}`) })
    else if (entries.some(({ id }) => id === reading.entry.id)) invalid.push({ file: path, problems: [`${path}:1:1 another entry has the id ${reading.entry.id}`] })
    else entries.push(reading.entry)
  }
  return { entries, invalid }
}

/** Overrides of the work tree; one that cannot be read overrides nothing. */
export async function overridesHere(world: World, top: string): Promise<Result<readonly Override[], Failure>> {
  const files = await textsHere(world, top, OVERRIDES)
  if (!files.ok) return files
  return ok(files.value.flatMap(({ path, text }) => {
    const reading = parseOverride(path, text, readYaml)
    return reading.ok ? [reading.override] : []
  }))
}

async function textsHere(world: World, top: string, folder: string): Promise<Result<readonly DecisionFile[], Failure>> {
  const files: DecisionFile[] = []
  for (const { name, kind } of await world.files.list(`${top}/${folder}`)) {
    if (!name.endsWith('.md') || kind === 'folder') continue
    const path = `${folder}/${name}`
    if (kind === 'other') return err({ code: 'entry-invalid', file: path, problems: [{ line: 1, column: 1, message: 'it is not a regular file; links are not followed' }] })
    const text = await world.files.text(`${top}/${path}`)
    if (!text.ok) return text
    files.push({ path, text: text.value ?? '' })
  }
  return ok(files)
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change, Entry, FrontMatter, RecalibrationCause } from '../../src/model/recalibration.js'
import { keyText } from '../../src/model/threshold.js'
import { readYaml } from '../../src/read/yaml.js'
import { approvedText } from '../../src/recalibrate/approve.js'
import { inForce } from '../../src/recalibrate/chain.js'
import { entryText, parseEntry } from '../../src/recalibrate/entry-text.js'
import { projectionText } from '../../src/recalibrate/projection.js'
import { changesAsSet, draftEntry } from '../../src/recalibrate/propose.js'
import { wantedLimits } from '../../src/commands/recalibrate/wanted-limits.js'
import { ADA, type Project } from './project.js'
import { valueOf } from './result.js'

const FOLDER = 'baselines/recalibrations'

/** A decision a test begins with; it is approved unless `by` is null. */
export interface Decision {
  readonly title: string
  readonly limits?: readonly string[]
  readonly changes?: readonly Change[]
  readonly cause?: RecalibrationCause
  readonly model?: string
  /** Models the limits of `*` were set for. */
  readonly models?: readonly string[]
  readonly evidence?: FrontMatter
  readonly expires?: string
  readonly by?: string | null
  readonly suite?: string
}

/** Writes an entry of the ledger and its projection with datum's own words, as `propose` and `approve` do; gives its id. */
export function decide(project: Project, decision: Decision): string {
  const { title, cause = 'import', model = '*', models = ['serial'], suite = 'unit', by = ADA } = decision
  const entries = entriesOf(project)
  const wanted = valueOf(wantedLimits(decision.limits ?? [], { suite, model }))
  const changes = [...wanted.length === 0 ? [] : valueOf(changesAsSet(wanted, inForce(entries).thresholds, { cause, measured: null })), ...decision.changes ?? []]
  const { id, file, front } = draftEntry({
    title, suite, cause, changes, evidence: decision.evidence ?? { models: [...models] }, author: ADA, expires: decision.expires ?? null, owner: null, day: '2026-11-23',
  }, entries.map((entry) => entry.id))
  const entry = parsed(file, entryText(front, `${title}: as the team decided.`))
  project.write(file, by === null ? entryText(front, entry.prose) : approvedText(entry, { who: by, when: '2026-11-23T09:30:00Z', digest: entry.digest, signature: null }))
  project.write('baselines/thresholds.yaml', projectionText(inForce(entriesOf(project)).thresholds))
  return id
}

/** Approves a proposed entry as the prompt does. */
export function approve(project: Project, id: string, who = ADA): void {
  const file = `${FOLDER}/${id}.md`
  const entry = parsed(file, project.read(file))
  project.write(file, approvedText(entry, { who, when: '2026-11-23T10:00:00Z', digest: entry.digest, signature: null }))
  project.write('baselines/thresholds.yaml', projectionText(inForce(entriesOf(project)).thresholds))
}

/** Limits in force, each as `unit * coverage.lines project min = 92`. */
export function limitsOf(project: Project): string[] {
  return inForce(entriesOf(project)).thresholds.map(({ key, value }) => `${keyText(key)} = ${value}`)
}

/** All entries of the work tree. */
export function entriesOf({ top }: Project): Entry[] {
  try {
    return readdirSync(join(top, FOLDER)).sort().map((name) => parsed(`${FOLDER}/${name}`, readFileSync(join(top, FOLDER, name), 'utf8')))
  } catch {
    return []
  }
}

function parsed(file: string, text: string): Entry {
  const reading = parseEntry(file, text, readYaml)
  if (!reading.ok) throw new Error(`${file}: ${JSON.stringify(reading.problems)}`)
  return reading.entry
}

/** The policy of a test. */
export function policy({ mode = 'enforce', models = ['serial'], reports = ['coverage/coverage-final.json'], suite = 'unit', more = '' }: {
  readonly mode?: string; readonly models?: readonly string[]; readonly reports?: readonly string[]; readonly suite?: string; readonly more?: string
} = {}): string {
  return [
    `mode: ${mode}`, 'suites:', `  ${suite}:`, `    models: [${models.map((model) => `"${model}"`).join(', ')}]`,
    `    reports: [${reports.map((glob) => `"${glob}"`).join(', ')}]`, 'branches: [main]', `approvers: ['${ADA}']`, more, '',
  ].join('\n')
}

import type { Outcome } from '../exit-code.js'
import type { Checkout } from '../model/context.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { isNativeConfig, nativeSetup, type ConfigFile } from '../policy/native/index.js'
import { POLICY_FILE } from '../policy/parse.js'
import { planOf, type Plan } from '../policy/setup/plan.js'
import { policyText } from '../policy/setup/policy-text.js'
import { entryText } from '../recalibrate/entry-text.js'
import { setupText } from '../report/setup.js'
import type { World } from '../world/world.js'
import { firstEntry } from './steps/first-entry.js'
import { pipelineWanted, writePipeline, type PipelineWanted } from './steps/pipeline.js'
import { openProject } from './steps/project.js'
import { projectLedger } from './steps/project-ledger.js'

export interface InitOptions {
  readonly force: boolean
  /** CI to write a pipeline for. */
  readonly ci?: string | undefined
  /** Shards its tests run in; as the policy says when undefined. */
  readonly shards?: string | undefined
}

/** Sets a repository up, writes a pipeline for it, or both. */
export async function init(options: InitOptions, world: World): Promise<Result<Outcome, Failure>> {
  const checkout = await world.git.checkout()
  if (!checkout.ok) return checkout
  const wanted = pipelineWanted(options)
  if (!wanted.ok) return wanted
  const isAdopted = world.files.exists(`${checkout.value.top}/${POLICY_FILE}`)
  if (isAdopted && !options.force && !wanted.value) return err({ code: 'already-there', file: POLICY_FILE })
  const files = await configFiles(world, checkout.value.top, (await world.git.files(checkout.value.tree)).map(({ path }) => path))
  if (!isAdopted || options.force) {
    const adopted = await adopt(world, checkout.value, files, wanted.value)
    if (!adopted.ok) return adopted
  }
  const written = wanted.value ? await writePipeline(world, { checkout: checkout.value, wanted: wanted.value, setup: nativeSetup(files), force: options.force }) : ok(true)
  return written.ok ? ok({ kind: 'done' }) : written
}

/**
 * Looks at the repository and writes `baselines/` in observe mode: the suites it finds, and one proposed entry with the
 * limits the tools have, or with drafted ones where there are none. Nothing is in force before it is approved.
 */
async function adopt(world: World, checkout: Checkout, files: readonly ConfigFile[], wanted: PipelineWanted | null): Promise<Result<true, Failure>> {
  const { top } = checkout
  const identity = await world.git.identity()
  if (!identity) return err({ code: 'wrong-use', message: 'git does not know who you are: git config user.name and user.email' })
  const author = `${identity.name} <${identity.email}>`
  const found = planOf(nativeSetup(files), files.map(({ text }) => text))
  const plan = withShards(found.suites.length > 0 ? found : { ...found, suites: [UNKNOWN_SUITE] }, wanted)
  const branch = await mainBranch(world, checkout.branch)
  const policy = await world.files.write(`${top}/${POLICY_FILE}`, policyText({ suites: plan.suites, scopes: plan.scopes, branch, approver: author, sync: checkout.repository !== null || wanted !== null }))
  if (!policy.ok) return policy
  const project = await openProject(world)
  if (!project.ok) return project
  const entry = await firstEntry(world, project.value, { plan, author, day: world.clock.now().slice(0, 10) })
  if (!entry.ok) return entry
  const written = await world.files.write(`${top}/${entry.value.file}`, entryText(entry.value.front, entry.value.prose))
  if (!written.ok) return written
  const projected = await projectLedger(world, project.value)
  if (!projected.ok) return projected
  const ignored = await ignoreStore(world, top)
  if (!ignored.ok) return ignored
  world.terminal.write(setupText({ plan, entry: entry.value, pipeline: pipelineOf(files), toolFound: found.suites.length > 0, writesPipeline: wanted !== null }))
  return ok(true)
}

/** Shards that were asked for are the execution model of the first suite whose coverage is measured. */
function withShards(plan: Plan, wanted: PipelineWanted | null): Plan {
  const { shards } = wanted ?? { shards: null }
  const first = plan.suites.find(({ measure }) => measure === 'coverage')
  if (shards === null || !first) return plan
  const models = shards > 1 ? [`sharded:${shards}`] : first.models.map((model) => (model.startsWith('sharded:') ? 'serial' : model))
  return { ...plan, suites: plan.suites.map((suite) => (suite === first ? { ...suite, models } : suite)) }
}

const UNKNOWN_SUITE = {
  name: 'unit', root: '', measure: 'coverage' as const, tool: 'no coverage tool was found: name its reports', models: ['serial'],
  reports: ['coverage/coverage-final.json'], runCommand: null, hints: [],
}

async function configFiles(world: World, top: string, tracked: readonly string[]): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = []
  for (const path of tracked.filter(isNativeConfig)) {
    const text = await world.files.text(`${top}/${path}`)
    if (text.ok && text.value !== undefined) files.push({ path, text: text.value })
  }
  return files
}

/** The branch other branches merge into: the remote's head, else main or master, else the one that is checked out. */
async function mainBranch(world: World, current: string | null): Promise<string> {
  for (const name of ['main', 'master', 'trunk', 'develop']) {
    if (await world.git.resolve(`refs/remotes/origin/${name}`) ?? await world.git.resolve(`refs/heads/${name}`)) return name
  }
  return current ?? 'main'
}

/** The store is rebuilt, never committed. */
async function ignoreStore(world: World, top: string): Promise<Result<true, Failure>> {
  const text = await world.files.text(`${top}/.gitignore`)
  if (!text.ok) return text
  const lines = (text.value ?? '').split('\n')
  if (lines.some((line) => /^\/?\.datum\/?$/.test(line.trim()))) return ok(true)
  const before = text.value === undefined || text.value === '' ? '' : `${text.value.replace(/\n*$/, '')}\n`
  return world.files.write(`${top}/.gitignore`, `${before}.datum/\n`)
}

/** The CI whose files lie in the repository. */
function pipelineOf(files: readonly ConfigFile[]): string | null {
  const known: readonly (readonly [RegExp, string])[] = [
    [/^\.github\/workflows\//, 'GitHub Actions'], [/^\.gitlab-ci/, 'GitLab CI'], [/^\.circleci\//, 'CircleCI'], [/^\.buildkite\//, 'Buildkite'],
    [/(?:^|\/)Jenkinsfile/, 'Jenkins'], [/azure-pipelines/, 'Azure Pipelines'],
  ]
  return known.find(([pattern]) => files.some(({ path }) => pattern.test(path)))?.[1] ?? null
}

import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { isNativeConfig, nativeSetup, type ConfigFile } from '../policy/native/index.js'
import { POLICY_FILE } from '../policy/parse.js'
import { planOf } from '../policy/setup/plan.js'
import { policyText } from '../policy/setup/policy-text.js'
import { entryText } from '../recalibrate/entry-text.js'
import { setupText } from '../report/setup.js'
import type { World } from '../world/world.js'
import { firstEntry } from './steps/first-entry.js'
import { openProject } from './steps/project.js'
import { projectLedger } from './steps/project-ledger.js'

export interface InitOptions {
  readonly force: boolean
}

/**
 * Looks at the repository and writes `baselines/` in observe mode: the suites it finds, and one proposed entry with the
 * limits the tools have, or with drafted ones where there are none. Nothing is in force before it is approved.
 */
export async function init(options: InitOptions, world: World): Promise<Result<Outcome, Failure>> {
  const checkout = await world.git.checkout()
  if (!checkout.ok) return checkout
  const { top, tree } = checkout.value
  if (world.files.exists(`${top}/${POLICY_FILE}`) && !options.force) return err({ code: 'already-there', file: POLICY_FILE })
  const identity = await world.git.identity()
  if (!identity) return err({ code: 'wrong-use', message: 'git does not know who you are: git config user.name and user.email' })
  const author = `${identity.name} <${identity.email}>`
  const files = await configFiles(world, top, (await world.git.files(tree)).map(({ path }) => path))
  const setup = nativeSetup(files)
  const found = planOf(setup, files.map(({ text }) => text))
  const plan = found.suites.length > 0 ? found : { ...found, suites: [UNKNOWN_SUITE] }
  const branch = await mainBranch(world, checkout.value.branch)
  const policy = await world.files.write(`${top}/${POLICY_FILE}`, policyText({ suites: plan.suites, scopes: plan.scopes, branch, approver: author }))
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
  world.terminal.write(setupText({ plan, entry: entry.value, pipeline: pipelineOf(files), toolFound: found.suites.length > 0 }))
  return ok({ kind: 'done' })
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

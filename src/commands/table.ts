import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import type { Result } from '../model/result.js'
import type { World } from '../world/world.js'
import type { OpenStore } from './steps/stores.js'

/** One option of the command line. Its environment twin is `DATUM_` and the name in capitals, `-` as `_`. */
export interface OptionSpec {
  readonly describe: string
  readonly kind: 'text' | 'list' | 'flag'
  readonly placeholder?: string
}

export const OPTIONS = {
  suite: { kind: 'text', placeholder: 'NAME', describe: 'suite of the policy; needed when it has several' },
  leg: { kind: 'text', placeholder: 'NAME', describe: 'matrix leg that is measured on its own (node-20)' },
  model: { kind: 'text', placeholder: 'MODEL', describe: 'execution model: serial, parallel:W, sharded:N, sharded:N+parallel:W' },
  part: { kind: 'text', placeholder: 'i/N', describe: 'place of this shard, from 1; else as CI says' },
  attempt: { kind: 'text', placeholder: 'N', describe: 'try of this job, from 1; else as CI says' },
  commit: { kind: 'text', placeholder: 'HASH', describe: 'commit that was tested; else as CI and git say' },
  build: { kind: 'text', placeholder: 'ID', describe: 'build the parts belong to; else as CI says' },
  branch: { kind: 'text', placeholder: 'NAME', describe: 'branch that was built; else as CI and git say' },
  base: { kind: 'text', placeholder: 'NAME', describe: 'target branch of the pull request; else as CI says' },
  repository: { kind: 'text', placeholder: 'NAME', describe: 'name of the repository; else as CI and git say' },
  'job-status': { kind: 'text', placeholder: 'STATUS', describe: 'passed or failed: what became of the job that ran the tests' },
  store: { kind: 'text', placeholder: 'FILE', describe: 'the database; .datum/datum.db by default' },
  format: { kind: 'list', placeholder: 'FORMAT[:FILE]', describe: 'text or json, to standard output or a file; repeatable' },
  selection: { kind: 'text', placeholder: 'WHICH', describe: 'affected: only tests the change selects ran (vitest --changed, nx, turbo); else all' },
  strict: { kind: 'flag', describe: 'exit 4 when the measurement is not whole' },
  output: { kind: 'text', placeholder: 'FILE', describe: 'part file to write' },
  measurement: { kind: 'text', placeholder: 'ID', describe: 'id of a stored measurement; else the newest of this commit' },
  json: { kind: 'flag', describe: 'print JSON' },
  cause: { kind: 'text', placeholder: 'CAUSE', describe: 'import, instrument, noise, accepted-loss, tightening, quarantine or revert' },
  title: { kind: 'text', placeholder: 'TEXT', describe: 'title of the entry; its file is named after it' },
  reason: { kind: 'text', placeholder: 'TEXT', describe: 'why it is right, in a sentence' },
  set: { kind: 'list', placeholder: 'METRIC.LIMIT=VALUE', describe: 'limit to set, such as coverage.lines.min=80; repeatable' },
  owner: { kind: 'text', placeholder: 'WHO', describe: 'who pays back an accepted loss' },
  expires: { kind: 'text', placeholder: 'DAY', describe: 'last day it holds, such as 2026-12-31' },
  metric: { kind: 'list', placeholder: 'NAME=VALUE', describe: 'a number of this build with its unit, such as p95=182ms; again for each sample; NAME:higher=VALUE where more is better' },
  'strip-prefix': { kind: 'list', placeholder: 'FOLDER', describe: 'a folder that the paths in the reports begin with and that is not here, such as /app; repeatable' },
  'add-prefix': { kind: 'text', placeholder: 'FOLDER', describe: 'the folder that relative paths in the reports lie in, from the top of the repository' },
  kinds: { kind: 'list', placeholder: 'FINDING', describe: 'finding to let through; repeatable' },
  ticket: { kind: 'text', placeholder: 'URL', describe: 'where the follow-up is tracked' },
  force: { kind: 'flag', describe: 'write again what is there already' },
  ci: { kind: 'text', placeholder: 'NAME', describe: 'also write a pipeline: github, gitlab, circleci, buildkite or jenkins' },
  shards: { kind: 'text', placeholder: 'N', describe: 'shards the pipeline runs the tests in; else as the policy says' },
  artifact: { kind: 'text', placeholder: 'FILE', describe: 'also write the record of this build to a file, for a job that may push it' },
  from: { kind: 'text', placeholder: 'WHERE', describe: 'a git remote, URL or folder; else the policy\'s (sync), else origin. For push: a file that --artifact wrote' },
  to: { kind: 'text', placeholder: 'WHERE', describe: 'a git remote, URL or folder; else the policy\'s (sync), else origin' },
  days: { kind: 'text', placeholder: 'N', describe: 'days whose detail is kept; else the policy\'s (sync.detailDays), else 90' },
  search: { kind: 'text', placeholder: 'WORDS', describe: 'words to look for, such as the name of a tool' },
  expiring: { kind: 'text', placeholder: 'TIME', describe: 'only entries that end within so many days or weeks: 30d, 6w' },
  debt: { kind: 'flag', describe: 'only accepted losses that are not paid back' },
  flapping: { kind: 'flag', describe: 'list elements that flipped between runs of one content' },
  quarantine: { kind: 'list', placeholder: 'PATH[:LINES]', describe: 'file, or lines of it, whose flips are set aside for a while; repeatable' },
  home: { kind: 'flag', describe: 'also in the home of the records' },
} as const satisfies Readonly<Record<string, OptionSpec>>

export type OptionName = keyof typeof OPTIONS

type Command = (options: never, world: World, open: OpenStore) => Promise<Result<Outcome, Failure>>

/** One command: its name, its words, and where it is loaded from when it is run. */
export interface CommandSpec {
  readonly path: readonly [string] | readonly [string, string]
  readonly summary: string
  readonly first?: true
  readonly positional?: { readonly name: string; readonly describe: string; readonly many?: true; readonly optional?: true }
  readonly options: readonly OptionName[]
  readonly examples: readonly (readonly [command: string, what: string])[]
  /** Options with environment twins; false for what only a person may do. */
  readonly twins?: false
  readonly load: () => Promise<Command>
}

const BUILD: readonly OptionName[] = ['suite', 'leg', 'model', 'part', 'attempt', 'commit', 'build', 'branch', 'base', 'repository', 'job-status']
const REPORTS = { name: 'reports', describe: 'part files, report files or globs; the policy\'s when there are none', many: true, optional: true } as const

/** Every command there is, those a newcomer needs first. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    path: ['init'], first: true, summary: 'look at the repository and write baselines/, in observe mode',
    options: ['ci', 'shards', 'force'],
    examples: [['npx ci-datum init', 'finds the test runner, the coverage tool and their limits'], ['npx ci-datum init --ci github --shards 4', 'and writes a pipeline that shards the tests']],
    load: async () => (await import('./init.js')).init,
  },
  {
    path: ['ci'], first: true, summary: 'the one line for a CI file: record, check, promote on a baseline branch', positional: REPORTS,
    options: [...BUILD, 'metric', 'strip-prefix', 'add-prefix', 'selection', 'artifact', 'store', 'format'],
    examples: [['npx ci-datum ci', 'the reports of the policy'], ['npx ci-datum ci "parts/*.part.gz"', 'the parts of all shards'], ['npx ci-datum ci --format text --format json:datum.json', 'for people and for a script']],
    load: async () => (await import('./ci.js')).ci,
  },
  {
    path: ['explain'], first: true, summary: 'what a verdict, finding, exit code or known change of a tool means, and what to do',
    positional: { name: 'topic', describe: 'a word of datum, an exit code, or the id of what is known of a tool', optional: true }, options: ['search'],
    examples: [
      ['npx ci-datum explain false-failure', 'the page of a verdict'], ['npx ci-datum explain 4', 'the page of an exit code'],
      ['npx ci-datum explain --search xdist', 'what is known of a tool, and the pages that name it'],
    ],
    load: async () => (await import('./explain.js')).explain,
  },
  {
    path: ['recalibrate', 'propose'], first: true, summary: 'draft a decision that moves a limit',
    options: ['cause', 'title', 'reason', 'set', 'quarantine', 'suite', 'leg', 'model', 'measurement', 'owner', 'expires', 'store'],
    examples: [
      ['npx ci-datum recalibrate propose --cause instrument --title "unit in 4 shards"', 'limits that follow from the measured bias'],
      ['npx ci-datum recalibrate propose --cause tightening --set coverage.lines.min=85', 'a stricter limit'],
    ],
    load: async () => (await import('./recalibrate/propose.js')).recalibratePropose,
  },
  {
    path: ['recalibrate', 'approve'], summary: 'approve a proposed decision, on a prompt', twins: false,
    positional: { name: 'id', describe: 'id of the entry' }, options: [],
    examples: [['npx ci-datum recalibrate approve 2026-11-23-unit-in-4-shards', 'asks for cause, reason and a typed confirmation']],
    load: async () => (await import('./recalibrate/approve.js')).recalibrateApprove,
  },
  {
    path: ['recalibrate', 'reject'], summary: 'take a proposed decision away', twins: false, positional: { name: 'id', describe: 'id of the entry' }, options: [],
    examples: [['npx ci-datum recalibrate reject 2026-11-23-unit-in-4-shards', 'what is approved stays']], load: async () => (await import('./recalibrate/follow-up.js')).recalibrateReject,
  },
  {
    path: ['recalibrate', 'revert'], summary: 'draft the decision that takes an approved one back', positional: { name: 'id', describe: 'id of the entry' }, options: ['reason'],
    examples: [['npx ci-datum recalibrate revert 2026-11-23-unit-in-4-shards', 'its limits return to what stood before']], load: async () => (await import('./recalibrate/follow-up.js')).recalibrateRevert,
  },
  {
    path: ['recalibrate', 'renew'], summary: 'draft the decision that prolongs an expiring one', positional: { name: 'id', describe: 'id of the entry' }, options: ['expires', 'reason'],
    examples: [['npx ci-datum recalibrate renew 2026-08-01-accepted-loss --expires 2026-12-31', '']], load: async () => (await import('./recalibrate/follow-up.js')).recalibrateRenew,
  },
  {
    path: ['recalibrate', 'reconcile'], summary: 'draft the decision that settles two which moved one limit', positional: { name: 'id', describe: 'id of the entry that holds' }, options: ['reason'],
    examples: [['npx ci-datum recalibrate reconcile 2026-11-23-unit-in-4-shards', 'after a merge of two branches']], load: async () => (await import('./recalibrate/follow-up.js')).recalibrateReconcile,
  },
  {
    path: ['recalibrate', 'list'], summary: 'all decisions: proposed, in force, past', options: ['expiring', 'debt'],
    examples: [['npx ci-datum recalibrate list', ''], ['npx ci-datum recalibrate list --expiring 6w --debt', 'what ends soon, and what is owed']], load: async () => (await import('./recalibrate/list.js')).recalibrateList,
  },
  {
    path: ['recalibrate', 'show'], summary: 'one decision: what changes, from what evidence, why', positional: { name: 'id', describe: 'id of the entry' }, options: [],
    examples: [['npx ci-datum recalibrate show 2026-11-23-unit-in-4-shards', '']], load: async () => (await import('./recalibrate/show.js')).recalibrateShow,
  },
  {
    path: ['recalibrate', 'verify'], summary: 'hold the ledger against the commit this change starts from; exit 5 when unsound', options: ['commit', 'branch', 'base'],
    examples: [['npx ci-datum recalibrate verify --base main', 'needs a clone, and no store']], load: async () => (await import('./recalibrate/verify.js')).recalibrateVerify,
  },
  {
    path: ['recalibrate', 'project'], summary: 'write thresholds.yaml and baselines/README.md from the decisions', options: [],
    examples: [['npx ci-datum recalibrate project', 'after a merge conflict in thresholds.yaml']], load: async () => (await import('./recalibrate/project.js')).recalibrateProject,
  },
  {
    path: ['override'], first: true, summary: 'let one failing branch through for 24 hours, on the record', options: ['suite', 'branch', 'kinds', 'reason', 'ticket'],
    examples: [['npx ci-datum override --kinds regression --reason "hotfix for the outage of today" --ticket OPS-17', '']],
    load: async () => (await import('./override.js')).override,
  },
  {
    path: ['collect'], summary: 'in a shard: pack its reports, place and environment into one part file', positional: REPORTS, options: [...BUILD, 'metric', 'output'],
    examples: [['npx ci-datum collect --part 2/4', 'in the second of four shards']], load: async () => (await import('./collect.js')).collect,
  },
  {
    path: ['record'], summary: 'store one measurement; exit 0 once stored, also when it is incomplete', positional: REPORTS, options: [...BUILD, 'metric', 'strip-prefix', 'add-prefix', 'selection', 'strict', 'store'],
    examples: [['npx ci-datum record "parts/*.part.gz"', 'merges the parts of all shards'], ['npx ci-datum record --model sharded:4 "coverage-*/coverage-final.json"', 'raw reports, one a shard']],
    load: async () => (await import('./record.js')).record,
  },
  {
    path: ['check'], summary: 'judge one stored measurement', options: ['suite', 'leg', 'model', 'commit', 'measurement', 'store', 'format'],
    examples: [['npx ci-datum check', 'the newest of this commit'], ['npx ci-datum check --format json', 'one JSON object']], load: async () => (await import('./check.js')).check,
  },
  {
    path: ['log'], summary: 'what was measured, newest first; what flips by itself', options: ['suite', 'leg', 'model', 'branch', 'flapping', 'json', 'store'],
    examples: [['npx ci-datum log --branch main', ''], ['npx ci-datum log --flapping', 'elements that flipped between runs of one content']],
    load: async () => (await import('./log.js')).log,
  },
  {
    path: ['baseline', 'list'], summary: 'the newest baseline of every series and branch', options: ['suite', 'branch', 'json', 'store'],
    examples: [['npx ci-datum baseline list --branch main', '']], load: async () => (await import('./baseline-list.js')).baselineList,
  },
  {
    path: ['baseline', 'show'], summary: 'the versions of a baseline and the values it stands for', positional: { name: 'name', describe: 'a branch, or main@v3', optional: true },
    options: ['suite', 'branch', 'json', 'store'], examples: [['npx ci-datum baseline show main@v3', '']], load: async () => (await import('./baseline-show.js')).baselineShow,
  },
  {
    path: ['baseline', 'promote'], summary: 'accept a stored measurement as the baseline of its branch', positional: { name: 'measurement', describe: 'id of the measurement' }, options: ['store'],
    examples: [['npx ci-datum baseline promote m_3f2a1c9', 'under the rules `ci` promotes by']], load: async () => (await import('./baseline-promote.js')).baselinePromote,
  },
  {
    path: ['sync', 'pull'], summary: 'fetch the records of other machines into this store', options: ['from', 'measurement', 'json', 'store'],
    examples: [['npx ci-datum sync pull', 'from the home the policy names'], ['npx ci-datum sync pull --measurement m_3f2a1c9', 'only what judging it needs']],
    load: async () => (await import('./sync/pull.js')).syncPull,
  },
  {
    path: ['sync', 'push'], summary: 'push what this store holds; `ci` does it by itself', options: ['to', 'from', 'build', 'json', 'store'],
    examples: [['npx ci-datum sync push', ''], ['npx ci-datum sync push --from record.bundle --build 4711', 'in a job that may write: what another job measured']],
    load: async () => (await import('./sync/push.js')).syncPush,
  },
  {
    path: ['store', 'rebuild'], summary: 'build the store anew from the records alone', options: ['from', 'store', 'force'],
    examples: [['npx ci-datum store rebuild', 'keeps the old file under another name']], load: async () => (await import('./store/rebuild.js')).storeRebuild,
  },
  {
    path: ['store', 'prune'], summary: 'drop the elements of old builds; values, verdicts and baselines stay', options: ['days', 'home', 'store'],
    examples: [['npx ci-datum store prune --home', 'here and in the home of the records']], load: async () => (await import('./store/prune.js')).storePrune,
  },
]

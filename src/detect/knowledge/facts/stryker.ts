import type { ToolFact } from '../../../model/tool-fact.js'
import { moves, SCORE } from '../moves.js'

const DOCS = 'https://github.com/stryker-mutator/stryker-js/blob/de5ae70f3/docs'
const ISSUES = 'https://github.com/stryker-mutator/stryker-js/issues'

/** StrykerJS: time limits, shared resources, shortcuts. */
export const stryker: readonly ToolFact[] = [
  {
    id: 'mutants-that-time-out-count-as-killed', title: 'On a busy machine mutants time out and count as killed', tools: ['stryker-js', 'stryker.net', 'pitest', 'infection', 'cargo-mutants'],
    when: [{ change: 'processors' }, { change: 'workers' }, { change: 'setting', fields: ['option concurrency'] }, { change: 'setting', fields: ['option timeoutMS', 'option timeoutFactor'], less: true }],
    moves: [moves(SCORE, 'up', 'none')],
    why: 'The time limit follows from one quiet run. Under load ordinary mutants pass it and are scored as detected, so that the score rises without a better test and falls on a faster machine.',
    advice: 'Raise the time limit, look at killed and timed out apart, and take no baseline from a run in which time-outs jumped.',
    sources: [`${DOCS}/configuration.md#timeoutms`, 'https://github.com/ai-driven-dev/framework/issues/837', `${ISSUES}/2447`, 'https://infection.github.io/2026/01/14/whats-new-in-0.32.3'],
    measured: 'StrykerJS 9.6.1, same tests: 42.22 % with the usual limit, 100 % with a limit of a millisecond.',
  },
  {
    id: 'stryker-workers-share-ports', title: 'Mutants that run side by side are killed by each other\'s ports and files', tools: ['stryker-js'],
    when: [{ change: 'setting', fields: ['option concurrency'] }, { change: 'processors' }], given: { uses: ['stryker-js'] },
    moves: [moves(SCORE, 'up', 'none')],
    why: 'Processes that want the same port, file or database fail for that reason, and the mutant counts as killed.',
    advice: 'Derive such names from STRYKER_MUTATOR_WORKER, and run once with concurrency 1 to compare.',
    sources: [`${DOCS}/parallel-workers.md`],
  },
  {
    id: 'stryker-score-drifts-with-concurrency', title: 'The mutation score drifts with concurrency', tools: ['stryker-js', 'stryker4s'],
    when: [{ change: 'setting', fields: ['option concurrency', 'option coverageAnalysis'] }, { change: 'processors' }], given: { uses: ['stryker-js'] },
    moves: [moves(SCORE, 'either', 'none')],
    why: 'Which mutants are killed, time out or survive depends a little on how many run at once and on how coverage is analysed.',
    advice: 'Hold both fixed, and allow the score its noise.',
    sources: [`${ISSUES}/2456`, 'https://github.com/stryker-mutator/stryker4s/issues/832'],
    measured: 'As reported: 66.89 % with one worker, 67.21 % with seven.',
  },
  {
    id: 'stryker-coverage-analysis-off', title: 'Without coverage analysis Stryker knows no uncovered mutants', tools: ['stryker-js'],
    when: [{ change: 'setting', fields: ['option coverageAnalysis', 'option testRunner'] }],
    moves: [moves(['mutation.coveredScore'], 'down', 'up'), moves(['mutation.score'], 'none', 'none')],
    why: 'Mutants that no test reaches become survivors. The score stays; the score over covered code has more to divide by.',
    advice: 'Set limits on mutation.score, or keep a baseline for each way of analysis.',
    sources: [`${DOCS}/configuration.md#coverageanalysis`],
    measured: 'StrykerJS 9.6.1: 42.22 % both ways; of covered code 67.86 % with perTest, 42.22 % with the command runner.',
  },
  {
    id: 'stryker-ignore-static', title: 'ignoreStatic takes mutants out of the score', tools: ['stryker-js'],
    when: [{ change: 'setting', fields: ['option ignoreStatic'] }],
    moves: [moves(SCORE, 'either', 'down')],
    why: 'Mutants that run once when a module is loaded cost all tests each. Ignored, they are no longer counted.',
    advice: 'Recalibrate with the switch.',
    sources: [`${DOCS}/configuration.md#ignorestatic`],
  },
  {
    id: 'stryker-incremental', title: 'An incremental run of Stryker takes over earlier results', tools: ['stryker-js'],
    when: [{ change: 'setting', fields: ['option incremental'] }],
    moves: [moves(SCORE, 'either')],
    why: 'Results hold as long as mutant and killing test read the same. Changes of other files, dependencies, environment and snapshots are not seen, and how exactly tests are compared depends on the runner.',
    advice: 'Take no baseline from an incremental run; force a full one every week.',
    sources: [`${DOCS}/incremental.md`],
  },
  {
    id: 'stryker-interrupted', title: 'An interrupted incremental run leaves half of its results', tools: ['stryker-js'],
    when: [{ change: 'unseen', what: 'the job was cancelled or ran out of time and the incremental file is kept', shows: ['unknown-status'] }],
    moves: [moves(SCORE, 'either')],
    why: 'What was tested so far is saved, and the next run goes on with it, perhaps on another machine.',
    advice: 'Throw the incremental file of a cancelled job away.',
    sources: [`${DOCS}/incremental.md#interrupted-runs`],
  },
  {
    id: 'stryker-shards-repeat-ids', title: 'Mutant ids begin again in every shard of Stryker', tools: ['stryker-js', 'mutation-testing-report-schema'],
    when: [{ change: 'unseen', what: '--mutate is divided among jobs and their reports are merged by id', shows: ['totals-disagree'] }],
    moves: [moves(SCORE, 'either', 'down')],
    why: 'There is no official shard. Ids are numbers from 0 in each report, so that merging by id writes one mutant over another; gates see a shard only.',
    advice: 'Hand datum the report of each shard: it knows mutants by place and replacement.',
    sources: [`${ISSUES}/2707`, `${ISSUES}/4806`],
    measured: 'StrykerJS 9.6.1: two shards have ids 0 to 33 and 0 to 10, scores 35.29 and 63.64; together 42.22.',
  },
  {
    id: 'stryker-related-tests-only', title: 'Stryker runs only tests that import the mutated file', tools: ['stryker-js', 'jest', 'vitest'],
    when: [{ change: 'setting', fields: ['option jest', 'option vitest'] }, { change: 'unseen', what: 'tests reach the code over HTTP or another process', shows: [] }],
    moves: [moves(SCORE, 'down', 'none')],
    why: 'By default the runners of jest and vitest look for related tests by imports. Mutants that only other tests would kill survive.',
    advice: 'Switch related tests off for such a suite, with a baseline of its own.',
    sources: [`${DOCS}/jest-runner.md`, `${DOCS}/vitest-runner.md`, `${DOCS}/troubleshooting.md`],
  },
  {
    id: 'stryker-vitest-single-thread', title: 'Stryker runs vitest in one thread whatever the project says', tools: ['stryker-js', 'vitest'],
    when: [{ change: 'unseen', what: 'the suite runs in processes or many threads, and under Stryker', shows: [] }],
    moves: [moves(SCORE, 'either', 'none')],
    why: 'Pool, threads, coverage and bail are overridden, so that tests share state that they do not share in CI.',
    advice: 'Read test suite and mutation run as two execution models.',
    sources: [`${DOCS}/vitest-runner.md`],
  },
]

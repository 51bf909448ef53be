import type { ToolFact } from '../../../model/tool-fact.js'
import { BRANCHES, COVERAGE, LINES, moves, NOTHING } from '../moves.js'

const SIMPLECOV = 'https://github.com/simplecov-ruby/simplecov/blob/3d8bd8cd'
const ISSUES = 'https://github.com/simplecov-ruby/simplecov/issues'

/** SimpleCov and parallel_tests. */
export const ruby: readonly ToolFact[] = [
  {
    id: 'simplecov-merge-timeout', title: 'SimpleCov drops results that are older than merge_timeout', tools: ['simplecov'],
    when: [{ change: 'workers' }, { change: 'shards' }], given: { uses: ['simplecov'] },
    moves: [moves(COVERAGE, 'down')],
    why: 'Results of a worker that finished long before the last one (ten minutes by default) are left out of the merge, and nothing is said.',
    advice: 'Set merge_timeout above the longest run, and compare the list of workers with the one that is expected.',
    sources: [`${SIMPLECOV}/docs/Parallelism.md`, `${ISSUES}/1167`],
  },
  {
    id: 'simplecov-skips-its-gate', title: 'SimpleCov 1.0 skips its gate when workers take too long', tools: ['simplecov'],
    when: [{ change: 'unseen', what: 'workers finish more than parallel_wait_timeout apart (a minute by default)', shows: ['part-missing'] }],
    moves: NOTHING,
    why: 'The last process stops waiting, reports what has come and tries no minimum on it. The job passes and nothing was judged.',
    advice: 'Raise parallel_wait_timeout, and read a gate that was skipped as one that failed.',
    sources: [`${SIMPLECOV}/docs/Parallelism.md`, `${SIMPLECOV}/CHANGELOG.md`],
  },
  {
    id: 'simplecov-equal-command-names', title: 'SimpleCov processes of one command name overwrite each other', tools: ['simplecov', 'parallel_tests'],
    when: [{ change: 'workers' }], given: { uses: ['simplecov'] },
    moves: [moves(COVERAGE, 'down')],
    why: 'Results are kept by command name. Processes that do not get a name of their own replace the results of the one before instead of adding to them.',
    advice: 'Give each process its own command_name, and distributed runs a SIMPLECOV_RUN_ID.',
    sources: [`${SIMPLECOV}/docs/Parallelism.md`, `${ISSUES}/339`],
  },
  {
    id: 'simplecov-parallel-race', title: 'Before 1.0 a half-merged SimpleCov report can win', tools: ['simplecov', 'parallel_tests'],
    when: [{ change: 'workers' }], given: { uses: ['simplecov'], version: { tool: 'simplecov', below: '1' } },
    moves: [moves(COVERAGE, 'down')],
    why: 'Each process writes a merged report. One that has not all results can be written last, and the limit is tried on it; the number then changes from run to run of one commit.',
    advice: 'Upgrade, or collate in a step of its own after all processes ended.',
    sources: [`${ISSUES}/559`, `${ISSUES}/815`],
  },
  {
    id: 'simplecov-1-0-leaves-tests-out', title: 'SimpleCov 1.0 does not count test files', tools: ['simplecov'],
    when: [{ change: 'version', tool: 'simplecov', at: ['1'] }],
    moves: [moves(LINES, 'down', 'down')],
    why: 'Files under test, spec, features and autotest are filtered by default. They were nearly all covered, where they counted.',
    advice: 'Recalibrate once with the upgrade.',
    sources: [`${SIMPLECOV}/CHANGELOG.md`],
  },
  {
    id: 'simplecov-unloaded-files', title: 'SimpleCov 1.0 and 1.1 count files that nobody loaded another way', tools: ['simplecov'],
    when: [{ change: 'version', tool: 'simplecov', at: ['1', '1.1'] }],
    moves: [moves(BRANCHES, 'down', 'up'), moves(LINES, 'either')],
    why: 'Tracked files that were never loaded now have branches and methods, and lines as Ruby counts them; 1.1 no longer shows such files as wholly covered after a merge.',
    advice: 'Recalibrate with each of the two versions.',
    sources: [`${SIMPLECOV}/CHANGELOG.md`],
  },
  {
    id: 'simplecov-1-0-0-loses-forks', title: 'SimpleCov 1.0.0 loses the forks of Minitest', tools: ['simplecov', 'minitest'],
    when: [{ change: 'workers' }], given: { uses: ['simplecov'], version: { tool: 'simplecov', from: '1.0.0', below: '1.0.1' } },
    moves: [moves(COVERAGE, 'down')],
    why: 'Where Minitest was armed before SimpleCov started, as a Rails test run does it, the coverage of all forked workers was dropped.',
    advice: 'Upgrade to 1.0.1.',
    sources: [`${SIMPLECOV}/CHANGELOG.md`],
  },
  {
    id: 'parallel-tests-regroups', title: 'parallel_tests groups the same files differently from run to run', tools: ['parallel_tests'],
    when: [{ change: 'workers' }, { change: 'processors' }], given: { uses: ['parallel_tests'] },
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'Groups follow file sizes or recorded times, and change when the log fills or the number of processes does. Numbers of one worker mean nothing from one run to the next.',
    advice: 'Judge what was merged, never a single worker.',
    sources: ['https://github.com/grosser/parallel_tests/blob/master/Readme.md'],
  },
]

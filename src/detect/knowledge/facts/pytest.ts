import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves, TESTS } from '../moves.js'

const XDIST = 'https://github.com/pytest-dev/pytest-xdist/blob/f63b6a2/docs'

/** pytest: its workers, its coverage plugin, its splits. */
export const pytest: readonly ToolFact[] = [
  {
    id: 'pytest-xdist-process-state', title: 'Code that needs the state of an earlier test is not covered by pytest-xdist', tools: ['pytest-xdist', 'pytest-cov', 'coverage.py'],
    when: [{ change: 'workers' }, { change: 'shards' }], given: { producer: 'coverage.py' },
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'Each worker is a new process. A branch that runs only after another test has filled a cache, a registry or a lazy value in the same process is covered in one process and not in several.',
    advice: 'Run both ways on one commit, give the few lines that differ tests of their own, and recalibrate with these lines as the reason.',
    sources: ['https://github.com/pytest-dev/pytest-cov/issues/129', `${XDIST}/distribution.rst`],
    measured: 'The same three tests: 90.48 % in one process, 80.95 % with -n 2, -n 3 and --dist loadfile, five of five times.',
  },
  {
    id: 'coverage-run-does-not-see-xdist-workers', title: 'coverage run does not measure the workers of pytest-xdist', tools: ['coverage.py', 'pytest-xdist'],
    when: [{ change: 'workers' }], given: { producer: 'coverage.py', uses: ['pytest-xdist'], lacks: ['pytest-cov'] },
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'Without pytest-cov only the process that hands out the tests is traced. The tests all pass and nearly nothing is covered.',
    advice: 'Use pytest-cov, or set patch = subprocess and parallel for coverage.py 7.10 or later and combine.',
    sources: ['https://github.com/pytest-dev/pytest-xdist/issues/1233', 'https://github.com/nedbat/coveragepy/blob/210ade2b/doc/subprocess.rst'],
    measured: 'coverage.py 6.5.0: 80.95 % in one process, 0 of 17 lines with -n 2.',
  },
  {
    id: 'pytest-cov-7-subprocesses', title: 'pytest-cov 7 no longer measures child processes by itself', tools: ['pytest-cov', 'coverage.py'],
    when: [{ change: 'version', tool: 'pytest-cov', at: ['7'] }],
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'The .pth file that started coverage in every child process is gone. Code that tests only reach through a command or another process counts as uncovered.',
    advice: 'Set patch = subprocess in the configuration of coverage.py; recalibrate when the number still differs.',
    sources: ['https://github.com/pytest-dev/pytest-cov/blob/57e3fe1/CHANGELOG.rst', 'https://github.com/pytest-dev/pytest-cov/blob/57e3fe1/docs/subprocess-support.rst'],
  },
  {
    id: 'pytest-cov-runs-in-one-folder', title: 'Runs of pytest-cov in one folder combine the data of each other', tools: ['pytest-cov', 'tox'],
    when: [{ change: 'unseen', what: 'several runs write .coverage files into one folder at once (tox -p, jobs in the background)', shows: ['totals-disagree', 'foreign-report'] }],
    moves: [moves(COVERAGE, 'either')],
    why: 'The step that combines takes every .coverage.* file it finds, those of a run beside it as well.',
    advice: 'Give each run a COVERAGE_FILE of its own.',
    sources: ['https://github.com/pytest-dev/pytest-cov/issues/416'],
  },
  {
    id: 'pytest-xdist-needs-one-collection', title: 'Workers of pytest-xdist have to collect the same tests in the same order', tools: ['pytest-xdist'],
    when: [{ change: 'workers' }], given: { uses: ['pytest-xdist'] },
    moves: [moves(TESTS, 'either')],
    why: 'Parameters that come from a set are in another order in each worker, which is refused. Whoever works around it renames tests, so that names vanish and appear though the tests are the same.',
    advice: 'Sort the parameters; read new names with the same number of tests as renamed, not as lost.',
    sources: [`${XDIST}/known-limitations.rst`],
  },
  {
    id: 'pytest-split-after-shuffling', title: 'pytest-split after a shuffle runs tests twice and not at all', tools: ['pytest-split', 'pytest-randomly', 'pytest-random-order'],
    when: [{ change: 'shards' }], given: { uses: ['pytest-split'] },
    moves: [moves(COVERAGE, 'down', 'none'), moves(TESTS, 'either', 'down')],
    why: 'Groups of the default algorithm are cut after the order was shuffled, and each group shuffles for itself: some tests are in two groups, others in none.',
    advice: 'Pass one seed to all groups, or split with least_duration.',
    sources: ['https://github.com/jerry-git/pytest-split/blob/master/README.md'],
  },
]

import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves, SCORE, TESTS } from '../moves.js'

const MUTANTS = 'https://github.com/sourcefrog/cargo-mutants/blob/0a46fd3/book/src'

/** cargo's coverage tools, its test runners and cargo-mutants. */
export const rust: readonly ToolFact[] = [
  {
    id: 'tarpaulin-engine', title: 'The two engines of tarpaulin count differently', tools: ['cargo-tarpaulin'],
    when: [{ change: 'setting', fields: ['cargo-tarpaulin'] }, { change: 'system' }], given: { uses: ['cargo-tarpaulin'] },
    moves: [moves(COVERAGE, 'either')],
    why: 'ptrace is the default on Linux on x86-64, llvm elsewhere. With llvm a test binary that fails gives no coverage, and forks write over each other.',
    advice: 'Name the engine, and keep a baseline for each.',
    sources: ['https://github.com/xd009642/tarpaulin/blob/b8bdabbb/README.md'],
  },
  {
    id: 'cargo-llvm-cov-stale-data', title: 'cargo llvm-cov --no-clean counts data of earlier runs', tools: ['cargo-llvm-cov'],
    when: [{ change: 'unseen', what: '--no-clean or --no-report is used and the target folder comes from a cache', shows: [] }],
    moves: [moves(COVERAGE, 'either')],
    why: 'Old profiles and binaries stay where they are and are reported with the new ones. Doctests only count when both steps ask for them.',
    advice: 'Run cargo llvm-cov clean --workspace first, and keep profiles out of the cache.',
    sources: ['https://github.com/taiki-e/cargo-llvm-cov/blob/ea4d30a/README.md'],
  },
  {
    id: 'nextest-runs-no-doctests', title: 'nextest does not run doctests', tools: ['cargo-nextest', 'cargo-mutants'],
    when: [{ change: 'unseen', what: 'cargo test was replaced by cargo nextest', shows: ['test-missing'] }],
    moves: [moves(TESTS, 'either', 'down'), moves(COVERAGE, 'down', 'none'), moves(SCORE, 'down', 'none')],
    why: 'Doctests and what they cover or kill are missing, and each test has a process of its own.',
    advice: 'Run the doctests in a step beside it and merge both.',
    sources: [`${MUTANTS}/nextest.md`],
  },
  {
    id: 'cargo-mutants-shards-agree-on-nothing', title: 'Shards of cargo-mutants have to be started alike', tools: ['cargo-mutants'],
    when: [{ change: 'shards' }], given: { uses: ['cargo-mutants'] },
    moves: [moves(SCORE, 'either')],
    why: 'Each shard cuts the list for itself, numbered from 0. Another number of shards or other arguments in one of them leaves mutants out or tests them twice.',
    advice: 'Compare the union of all shards with --list, and refuse mixed numbers.',
    sources: [`${MUTANTS}/shards.md`],
  },
  {
    id: 'cargo-mutants-timeouts', title: 'cargo-mutants with many jobs times out and misses nothing', tools: ['cargo-mutants'],
    when: [{ change: 'workers' }, { change: 'processors' }], given: { uses: ['cargo-mutants'] },
    moves: [moves(SCORE, 'up', 'none')],
    why: 'The limit follows the time of the first run. Under load healthy tests pass it, and a mutant that timed out is not listed as missed.',
    advice: 'Fix --timeout and use few jobs.',
    sources: [`${MUTANTS}/timeouts.md`, `${MUTANTS}/parallelism.md`, 'https://github.com/Zious11/wirerust/pull/421'],
    measured: 'As reported: eight jobs missed nothing where two mutants survive.',
  },
  {
    id: 'cargo-mutants-iterate', title: 'cargo-mutants --iterate skips what was caught before', tools: ['cargo-mutants'],
    when: [{ change: 'unseen', what: '--iterate is used in the job that measures', shows: [] }],
    moves: [moves(SCORE, 'either', 'down')],
    why: 'Mutants that an earlier run caught are taken as caught for good. What tests no longer catch is not seen.',
    advice: 'Take baselines only from full runs.',
    sources: [`${MUTANTS}/iterate.md`],
  },
]

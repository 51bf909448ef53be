import type { ToolFact } from '../../../model/tool-fact.js'
import { BRANCHES, COVERAGE, moves } from '../moves.js'

const LCOV = 'https://github.com/linux-test-project/lcov/blob/29fe92b/docs/man'

/** gcov, lcov and gcovr. */
export const native: readonly ToolFact[] = [
  {
    id: 'gcov-counts-are-not-atomic', title: 'gcov loses counts when tests use threads', tools: ['gcov', 'gcc', 'clang', 'lcov'],
    when: [{ change: 'workers' }], given: { uses: ['gcov'] },
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'Counters are added to without a lock unless the compiler is told otherwise. Threads at once lose counts or make them negative; several processes are safe.',
    advice: 'Compile with -fprofile-update=atomic, and recalibrate after that.',
    sources: [`${LCOV}/geninfo.rst`, 'https://github.com/gcc-mirror/gcc/commit/20a3c74c347429c109bc7002285b735be83f6a0b', 'https://gcc.gnu.org/pipermail/gcc-help/2005-November/050158.html'],
  },
  {
    id: 'lcov-order-of-input', title: 'lcov 2 gives other branches for another order of its input', tools: ['lcov'],
    when: [{ change: 'shards' }, { change: 'workers' }], given: { uses: ['lcov'] },
    moves: [moves(BRANCHES, 'either')],
    why: 'Branch data that gcc leaves ambiguous is joined in the order it comes, and capturing in parallel changes the order.',
    advice: 'Set sort_input = 1, and name the files to add in a fixed order.',
    sources: [`${LCOV}/lcovrc.rst`, `${LCOV}/geninfo.rst`],
  },
  {
    id: 'lcov-needs-a-zero-capture', title: 'Without an initial capture lcov does not know files that never ran', tools: ['lcov'],
    when: [{ change: 'shards' }], given: { uses: ['lcov'] },
    moves: [moves(COVERAGE, 'either')],
    why: 'Files that a shard does not run are not in its data. The capture with --initial lists all of them, and adding it later lets more be counted.',
    advice: 'Capture once with --initial and add it when merging.',
    sources: [`${LCOV}/geninfo.rst`],
  },
  {
    id: 'gcovr-functions-on-two-lines', title: 'gcovr merges functions in several ways', tools: ['gcovr'],
    when: [{ change: 'shards' }, { change: 'version', tool: 'gcovr', at: ['6'] }], given: { uses: ['gcovr'] },
    moves: [moves(['coverage.functions'], 'either')],
    why: 'When configurations put a function on different lines, gcovr stops; each of the modes that let it go on counts functions differently.',
    advice: 'Set --merge-mode-functions in the configuration, and --json-base for the roots.',
    sources: ['https://github.com/gcovr/gcovr/blob/ccade5df5/doc/source/output/json.rst'],
  },
  {
    id: 'llvm-gcda-race', title: 'Processes that start together can reset each other\'s .gcda files', tools: ['gcov', 'clang'],
    when: [{ change: 'unseen', what: 'many processes start at once (ctest -j, MPI) with the runtime of an old clang', shows: [] }],
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'Before a correction of 2020 two processes could create the same data file and one would begin it anew.',
    advice: 'Use a newer clang, or a GCOV_PREFIX for each process.',
    sources: ['https://reviews.llvm.org/D76206'],
  },
]

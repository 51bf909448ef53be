import type { ToolFact } from '../../../model/tool-fact.js'
import { BRANCHES, COVERAGE, LINES, moves } from '../moves.js'

/** Coverage that V8 counts, and those that convert it: c8, node:test, jest's v8 provider. */
export const coverageV8: readonly ToolFact[] = [
  {
    id: 'v8-branches-depend-on-the-run', title: 'V8 reports hold only the branches that a run entered', tools: ['c8', 'v8-to-istanbul', 'jest', 'vitest'],
    when: [{ change: 'shards' }, { change: 'workers' }], given: { producer: 'v8-to-istanbul' },
    moves: [moves(BRANCHES, 'either'), moves(LINES, 'either', 'none')],
    why: 'Branches are made from the ranges that V8 saw running, so that each shard lists another number of them. Merging converted reports gives other branches, covered and counted, than one run of the same tests; lines are counted alike.',
    advice: 'Keep the raw V8 files of all shards and convert them once (c8 report --temp-directory), or set limits on lines and functions only.',
    sources: ['https://github.com/istanbuljs/istanbuljs/issues/531', 'https://github.com/margince/margince/issues/966', 'https://github.com/hezo-ai/hezo/pull/701'],
    measured: 'c8 11.0.0, one file, three tests: 8 of 11 branches in one run and from raw files, 12 of 12 from merged JSON, 6 of 14 from merged lcov.',
  },
  {
    id: 'c8-lists-loaded-files', title: 'Without --all c8 lists only files that were loaded', tools: ['c8'],
    when: [{ change: 'shards' }, { change: 'setting', fields: ['c8'] }], given: { producer: 'v8-to-istanbul', uses: ['c8'] },
    moves: [moves(COVERAGE, 'either')],
    why: 'A shard that never loads a module does not know of it. Each shard counts other files, and a shard that is lost takes files away instead of coverage.',
    advice: 'Set --all and --src in the step that merges, and compare the list of files with that of the reference.',
    sources: ['https://github.com/bcoe/c8/blob/ee2f1cf/README.md'],
  },
  {
    id: 'c8-shared-temp-folder', title: 'Runs of c8 that share a temp folder delete the data of each other', tools: ['c8'],
    when: [{ change: 'unseen', what: 'several suites or shards run c8 in one workspace', shows: ['file-missing'] }],
    moves: [moves(COVERAGE, 'down')],
    why: 'By default c8 empties its temp folder before it starts. A second run in the same folder takes the raw data of the first with it, or mixes it with its own.',
    advice: 'Give each run its own --temp-directory and convert them together with c8 report.',
    sources: ['https://github.com/bcoe/c8/blob/ee2f1cf/README.md'],
  },
  {
    id: 'lcov-of-v8-numbers-branches-by-run', title: 'Branch numbers in lcov files of V8 mean something else in each run', tools: ['lcov', 'c8', 'v8-to-istanbul'],
    when: [{ change: 'unseen', what: 'lcov files of several shards are merged (lcov -a, a coverage service)', shows: ['not-mergeable'] }],
    moves: [moves(BRANCHES, 'down', 'up')],
    why: 'The numbers of a BRDA record count the branches that this run happened to see. Merged by number, one branch of the source becomes several and different branches become one.',
    advice: 'Set no limit on branches from merged lcov of V8; merge raw V8 data, or reports of an instrumented or AST based provider.',
    sources: ['https://github.com/hezo-ai/hezo/pull/701'],
    measured: 'c8 11 and lcov 1.16: 6 of 14 branches merged, 8 of 11 in one run.',
  },
  {
    id: 'node-test-shards-count-other-branches', title: 'node:test counts other branches in every shard and merges none', tools: ['node:test', 'node'],
    when: [{ change: 'unseen', what: 'node --test runs with --test-shard', shows: ['not-mergeable', 'universe-differs'] }],
    moves: [moves(BRANCHES, 'either')],
    why: 'Its coverage is V8\'s as well, so that a shard lists the branches it entered; there is no step that merges the shards.',
    advice: 'Collect NODE_V8_COVERAGE in every shard and convert all of it once.',
    sources: ['https://nodejs.org/api/cli.html#--test-shard'],
    measured: 'Node 20.20.2: 5 of 8 branches in one run; 2 of 4, 4 of 6 and 3 of 8 in three shards, 17 lines in each.',
  },
  {
    id: 'node-test-isolation-none', title: 'node:test without isolation runs all files in one process', tools: ['node:test', 'node'],
    when: [{ change: 'unseen', what: '--test-isolation=none was set or taken away', shows: [] }],
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'One process shares its modules between all files: what is set up once is entered once for all of them, and by each file where each has a process.',
    advice: 'Hold the isolation fixed, and treat a change of it as a change of the execution model.',
    sources: ['https://nodejs.org/api/cli.html#--test-isolationmode'],
  },
]

import type { ToolFact } from '../../../model/tool-fact.js'
import { BRANCHES, COVERAGE, LINES, moves } from '../moves.js'

const LIBRARY = 'https://github.com/istanbuljs/istanbuljs/blob/06eec78/packages/istanbul-lib-coverage'

/** istanbul-lib-coverage: how reports of instrumented code are merged and summed up. */
export const coverageIstanbul: readonly ToolFact[] = [
  {
    id: 'istanbul-lib-coverage-3-2-1-merge', title: 'istanbul-lib-coverage 3.2.1 merges by place', tools: ['istanbul-lib-coverage'],
    when: [{ change: 'version', tool: 'istanbul-lib-coverage', at: ['3.2.1'] }],
    moves: [moves([...BRANCHES, 'coverage.functions', 'coverage.statements'], 'up')],
    why: 'Since 3.2.1 items of two reports are matched by where they stand, and one that only one report has takes the hits of the nearest item around it. What one shard left uncovered can so become covered.',
    advice: 'Pin the version in the lock file; when it has to move, merge the stored parts with both versions and propose a recalibration from the difference.',
    sources: [`${LIBRARY}/CHANGELOG.md`, `${LIBRARY}/lib/file-coverage.js`],
    measured: 'The same three V8 reports: 5 of 12 branches with 3.2.0, 12 of 12 with 3.2.2; one run of all tests has 8 of 11.',
  },
  {
    id: 'istanbul-merge-joins-equal-places', title: 'A merge of istanbul reports makes one branch of two at one place', tools: ['istanbul-lib-coverage', 'nyc'],
    when: [{ change: 'shards' }], given: { producer: 'istanbul', version: { tool: 'istanbul-lib-coverage', from: '3.2.1' } },
    moves: [moves(BRANCHES, 'either', 'down')],
    why: 'The merge names a branch by its first location. Two branches that begin at one place become one as soon as anything is merged, so that a single report counts more than a merged one.',
    advice: 'Send a single report through the same merge as several, or hand datum the raw report of each shard: it keeps such branches apart.',
    sources: [`${LIBRARY}/lib/file-coverage.js`],
    measured: 'Of 3,769 real files 5 lost branches when merged with themselves (81,052 to 81,046).',
  },
  {
    id: 'istanbul-merge-unites-different-maps', title: 'Shards that compiled a file differently count it twice in part', tools: ['istanbul-lib-coverage'],
    when: [{ change: 'unseen', what: 'shards compile with different targets, source maps or tool versions', shows: ['config-differs', 'universe-differs'] }],
    moves: [moves(COVERAGE, 'either', 'up')],
    why: 'Items that the other report does not have are kept as they are. Where two shards compiled the same file in two ways, the merged file holds the items of both.',
    advice: 'Compile alike in all shards, or measure each environment as a leg of its own.',
    sources: [`${LIBRARY}/lib/file-coverage.js`],
  },
  {
    id: 'istanbul-absolute-paths', title: 'istanbul tells files apart by absolute path', tools: ['istanbul-lib-coverage', 'nyc', 'jest', 'vitest'],
    when: [{ change: 'unseen', what: 'shards run under different roots (containers, other operating systems) and the tool merges them', shows: ['foreign-report'] }],
    moves: [moves(COVERAGE, 'down', 'up')],
    why: 'A coverage map is keyed by the whole path. One file under two roots is two files, each covered by a part of the tests only.',
    advice: 'Give datum the report of each shard instead of a merged one: it brings every path to the top of the repository before it merges.',
    sources: [`${LIBRARY}/lib/coverage-map.js`],
  },
  {
    id: 'istanbul-nothing-is-hundred', title: 'An istanbul summary of nothing reads as 100 % or Unknown', tools: ['istanbul-lib-coverage', 'nyc', 'c8'],
    when: [{ change: 'unseen', what: 'a shard or job covers no file', shows: ['nothing-counted', 'part-empty'] }],
    moves: [moves(COVERAGE, 'up', 'down')],
    why: 'The percentage of 0 of 0 is given as 100, that of an empty map as Unknown, and a gate that compares either with a minimum passes.',
    advice: 'Let no tool gate on a percentage of a single shard; datum counts and calls nothing counted incomplete.',
    sources: [`${LIBRARY}/lib/percent.js`],
  },
  {
    id: 'istanbul-all-flag', title: 'Files marked as never loaded give way when reports are merged', tools: ['istanbul-lib-coverage', 'nyc'],
    when: [{ change: 'setting', fields: ['nyc'] }], given: { producer: 'istanbul' },
    moves: [moves(COVERAGE, 'either')],
    why: 'With --all a file that no test loads is listed uncovered and marked. The mark lets a real report of the same file replace it; where the mark is lost, the made-up one is merged in as if it had been measured.',
    advice: 'Set all the same way in every shard and keep the marks; compare the list of files with that of the reference.',
    sources: [`${LIBRARY}/lib/file-coverage.js`, `${LIBRARY}/CHANGELOG.md`, 'https://github.com/istanbuljs/nyc/blob/9086204/CHANGELOG.md'],
  },
  {
    id: 'istanbul-to-v8-lines', title: 'istanbul counts lines with statements, v8-to-istanbul every line', tools: ['istanbul', 'v8-to-istanbul', 'c8', 'vitest', 'jest'],
    when: [{ change: 'identity', field: 'tool', from: 'istanbul', to: 'v8-to-istanbul' }],
    moves: [moves(LINES, 'either', 'up'), moves(BRANCHES, 'either')],
    why: 'Under istanbul a line counts when a statement starts on it. The V8 converter counts whole lines, those with only a bracket too, and makes branches from ranges that ran.',
    advice: 'Treat the provider as another instrument: recalibrate once, and compare no number across the two.',
    sources: [`${LIBRARY}/lib/file-coverage.js`, 'https://github.com/jestjs/jest/blob/52db46e504/docs/Configuration.md'],
    measured: 'vitest 3.2.7, same tests: 17 of 18 lines with v8, 10 of 12 with istanbul; jest 30.5.2: 18 of 20 with v8, 11 of 14 with babel.',
  },
]

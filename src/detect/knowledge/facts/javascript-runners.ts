import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves, TESTS } from '../moves.js'

const AVA = 'https://github.com/avajs/ava/blob/fe312867'
const PLAYWRIGHT = 'https://github.com/microsoft/playwright/blob/d4e1023f6c/docs/src'

/** nyc, AVA, mocha and Playwright. */
export const javascriptRunners: readonly ToolFact[] = [
  {
    id: 'nyc-lists-loaded-files', title: 'Without all nyc lists only files that were loaded', tools: ['nyc'],
    when: [{ change: 'shards' }, { change: 'setting', fields: ['nyc'] }], given: { producer: 'istanbul', uses: ['nyc'] },
    moves: [moves(COVERAGE, 'either')],
    why: 'A file that the tests of a shard never require is not in its report. Each shard counts other files, and a lost shard takes files away instead of coverage.',
    advice: 'Set all in the run of nyc report that merges, and keep the data of earlier runs (--no-clean).',
    sources: ['https://github.com/istanbuljs/nyc/blob/9086204/README.md'],
  },
  {
    id: 'ava-splits-by-ci-variables', title: 'AVA runs a part of the tests wherever CI names a part', tools: ['ava'],
    when: [{ change: 'shards' }, { change: 'unseen', what: 'a CI matrix sets CI_NODE_INDEX and CI_NODE_TOTAL, or their like, in jobs that are no shards', shows: ['test-missing'] }],
    given: { uses: ['ava'] },
    moves: [moves(COVERAGE, 'down', 'none'), moves(TESTS, 'either', 'down')],
    why: 'AVA reads the variables of several CI services and takes its share of the test files. The legs of a matrix set them too (GitLab\'s parallel:matrix), so that each leg tests a fraction and passes.',
    advice: 'Unset the variables in jobs that are no shards, or merge the legs; compare the number of tests.',
    sources: [`${AVA}/lib/cli.js`, `${AVA}/lib/api.js`],
    measured: 'AVA 6.4.1 with GITLAB_CI and CI_NODE_TOTAL=2: 2 of 4 files ran, exit code 0.',
  },
  {
    id: 'mocha-parallel-root-hooks', title: 'mocha --parallel gives each file its own root hooks', tools: ['mocha'],
    when: [{ change: 'workers' }], given: { uses: ['mocha'] },
    moves: [moves(COVERAGE, 'either', 'none'), moves(TESTS, 'either')],
    why: 'Each file runs in a mocha of its own: root hooks of one file do not reach another, the order is free, and some options do not work. Code that shared set-up ran is run otherwise, or not.',
    advice: 'Move root hooks into a plugin that every worker requires, and recalibrate after the move.',
    sources: ['https://github.com/mochajs/mocha/blob/e6b9ee77/docs/src/content/docs/features/parallel-mode.mdx'],
  },
  {
    id: 'playwright-cuts-shards-by-file-or-test', title: 'fullyParallel decides where Playwright cuts its shards', tools: ['@playwright/test', 'playwright'],
    when: [{ change: 'setting', fields: ['@playwright/test'] }, { change: 'workers' }], given: { uses: ['@playwright/test'] },
    moves: [moves(COVERAGE, 'either'), moves(TESTS, 'either')],
    why: 'With it shards are cut between tests, without it between files. Other tests then share a worker and what it holds; a failure starts a new worker as well.',
    advice: 'Hold fullyParallel and the number of workers fixed.',
    sources: [`${PLAYWRIGHT}/test-sharding-js.md`, `${PLAYWRIGHT}/test-parallel-js.md`],
  },
]

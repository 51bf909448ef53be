import type { ToolFact } from '../../../model/tool-fact.js'
import { BRANCHES, COVERAGE, LINES, moves, NOTHING } from '../moves.js'

const JEST = 'https://github.com/jestjs/jest/blob/52db46e504'

/** jest: its gates, its providers, and how it decides to run tests side by side. */
export const jest: readonly ToolFact[] = [
  {
    id: 'jest-gates-every-shard', title: 'jest holds coverageThreshold against every shard', tools: ['jest'],
    when: [{ change: 'unseen', what: 'coverageThreshold is set and tests run with --shard', shows: ['tests-failed'] }],
    moves: NOTHING,
    why: 'Files of collectCoverageFrom that a shard does not touch count as uncovered in it, and the limits are tried on each shard alone: every one fails while the suite passes.',
    advice: 'Run the shards without coverageThreshold and gate once, on what was merged.',
    sources: ['https://github.com/jestjs/jest/issues/12751', 'https://github.com/jestjs/jest/pull/16372', `${JEST}/packages/jest-reporters/src/CoverageReporter.ts`],
    measured: 'In the pull request: 100 % in a full run, 25 % in each of four shards.',
  },
  {
    id: 'jest-30-4-global-threshold', title: 'jest 30.4 tries the global threshold where it tried nothing', tools: ['jest'],
    when: [{ change: 'version', tool: 'jest', at: ['30.4.0'] }],
    moves: NOTHING,
    why: 'global stood for files that no path or glob had claimed. Where all files were claimed nothing was tried; since 30.4 all covered files are.',
    advice: 'Read a new failure of global as a new gate, not as lost coverage, and decide on its limit again.',
    sources: [`${JEST}/CHANGELOG.md`, 'https://github.com/jestjs/jest/pull/16137', `${JEST}/packages/jest-reporters/src/CoverageReporter.ts`],
  },
  {
    id: 'jest-30-4-projects-coverage', title: 'jest 30.4 corrects coverage of several projects', tools: ['jest'],
    when: [{ change: 'version', tool: 'jest', at: ['30.4.0'] }],
    moves: [moves(COVERAGE, 'either')],
    why: 'Coverage was collected wrongly where the option projects is used, and is collected rightly now.',
    advice: 'Recalibrate once with the upgrade when the configuration has projects.',
    sources: ['https://github.com/jestjs/jest/pull/16140', `${JEST}/CHANGELOG.md`],
  },
  {
    id: 'jest-runs-in-band-by-itself', title: 'jest decides by itself to run all tests in one process', tools: ['jest'],
    when: [{ change: 'processors' }, { change: 'workers' }], given: { uses: ['jest'] },
    moves: [moves(COVERAGE, 'either', 'none')],
    why: 'With one worker, one file, or at most twenty files that were fast the last time, jest uses no workers. A cold cache or another machine decides otherwise, and state that tests share in one process is shared no more.',
    advice: 'Set --maxWorkers or --runInBand in CI, and name the model accordingly.',
    sources: [`${JEST}/packages/jest-core/src/testSchedulerHelper.ts`, `${JEST}/packages/jest-config/src/getMaxWorkers.ts`],
  },
  {
    id: 'jest-provider-babel-to-v8', title: 'The two coverage providers of jest count differently', tools: ['jest', 'babel-plugin-istanbul', 'v8-to-istanbul'],
    when: [{ change: 'identity', field: 'tool', from: 'istanbul', to: 'v8-to-istanbul' }], given: { uses: ['jest'] },
    moves: [moves(LINES, 'either', 'up'), moves(BRANCHES, 'either')],
    why: 'v8 counts whole lines and the branches that ran, babel counts statements and all arms; also each heeds ignore comments of its own.',
    advice: 'Treat the provider as another instrument with baselines of its own.',
    sources: [`${JEST}/docs/Configuration.md`],
    measured: 'jest 30.5.2: 11 of 14 lines and 8 of 18 branches with babel, 18 of 20 and 7 of 11 with v8.',
  },
]

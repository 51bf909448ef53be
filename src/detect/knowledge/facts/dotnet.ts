import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves, NOTHING } from '../moves.js'

const DOCS = 'https://github.com/coverlet-coverage/coverlet/blob/61d8e1b1/Documentation'

/** coverlet. */
export const dotnet: readonly ToolFact[] = [
  {
    id: 'coverlet-loses-a-killed-host', title: 'coverlet loses a test host that is killed while it ends', tools: ['coverlet.msbuild', 'coverlet'],
    when: [{ change: 'processors' }, { change: 'workers' }], given: { uses: ['coverlet.msbuild'] },
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'Hits are written when the process ends, and the host is killed 100 ms after it should have. On a busy machine a module has no coverage or less.',
    advice: 'Use coverlet.collector, and read the warning about missing hits as a failed measurement.',
    sources: [`${DOCS}/KnownIssues.md`],
  },
  {
    id: 'coverlet-gates-every-module', title: 'coverlet holds its threshold against every module', tools: ['coverlet'],
    when: [{ change: 'unseen', what: 'a test project or module was split or added', shows: ['tests-failed'] }],
    moves: NOTHING,
    why: 'The lowest module decides by default. Cutting a module in two changes what the tool says while the total stays the same.',
    advice: 'Set ThresholdStat to total, on the merged result.',
    sources: [`${DOCS}/MSBuildIntegration.md`],
  },
  {
    id: 'coverlet-deterministic-builds', title: 'coverlet measures nothing in a deterministic build and says 100 %', tools: ['coverlet'],
    when: [{ change: 'unseen', what: 'deterministic builds were switched on (CI=true)', shows: ['nothing-counted'] }],
    moves: [moves(COVERAGE, 'up', 'down')],
    why: 'Without paths that lead to the sources no module is instrumented, and nothing of nothing is shown as everything.',
    advice: 'Follow coverlet\'s page on deterministic builds; datum calls nothing counted incomplete.',
    sources: [`${DOCS}/KnownIssues.md`],
  },
]

import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves, SCORE } from '../moves.js'

const PIT = 'https://github.com/hcoles/pitest/blob/fcb9adc8/README.md'
const NET = 'https://github.com/stryker-mutator/stryker-net'
const NET_DOCS = `${NET}/blob/eb94878a9/docs/configuration.md`
const MUTMUT = 'https://github.com/boxed/mutmut/blob/523a19c/README.rst'

/** Stryker.NET, PIT, Infection and mutmut. */
export const mutation: readonly ToolFact[] = [
  {
    id: 'stryker-net-mtp-static', title: 'Stryker.NET\'s mtp runner lets static mutants survive', tools: ['stryker.net'],
    when: [{ change: 'setting', fields: ['option test-runner', 'option concurrency'] }, { change: 'processors' }], given: { uses: ['stryker.net'] },
    moves: [moves(SCORE, 'down', 'none')],
    why: 'One test host serves many mutants. What is set up once per process keeps the value of the mutant before, so that the result depends on how many share a host.',
    advice: 'Use vstest for baselines, leave static mutants out, or isolate each test.',
    sources: [`${NET}/issues/3742`, 'https://github.com/lethek/FluentCertificates/issues/36', NET_DOCS],
    measured: 'As reported: 70.57 % and 20.21 % for the same code and as many mutants.',
  },
  {
    id: 'stryker-net-since', title: 'Stryker.NET --since and --with-baseline judge other mutants', tools: ['stryker.net'],
    when: [{ change: 'setting', fields: ['option since', 'option with-baseline'] }, { change: 'unseen', what: 'pull requests run with --since or --with-baseline, other builds in full', shows: ['unknown-status'] }],
    moves: [moves(SCORE, 'either', 'down')],
    why: 'since gives results for changed code only; with-baseline takes results over by the name of a branch. Either way something else is divided by.',
    advice: 'Take baselines only from full runs.',
    sources: [`${NET_DOCS}#since`],
  },
  {
    id: 'pit-with-parallel-tests', title: 'PIT blames the wrong tests when JUnit runs them in parallel', tools: ['pitest', 'junit'],
    when: [{ change: 'workers' }], given: { uses: ['pitest'] },
    moves: [moves(SCORE, 'down', 'none')],
    why: 'Which test covers what is found out one test after the other. Tests at the same time cover for each other, and mutants are tried with tests that cannot kill them.',
    advice: 'Switch parallel execution off under PIT; it warns since 1.13.2.',
    sources: [PIT],
  },
  {
    id: 'pit-history', title: 'PIT with a history counts less than a full run', tools: ['pitest'],
    when: [{ change: 'version', tool: 'pitest', at: ['1.7.0', '1.15.0'] }, { change: 'unseen', what: 'withHistory was switched on or its file comes from a cache', shows: [] }],
    moves: [moves(SCORE, 'either'), moves(COVERAGE, 'either')],
    why: 'Results are taken over and line coverage is left out where tests were spared. History files do not fit every later version.',
    advice: 'Take baselines only from full runs, and name the version of PIT in the key of the cache.',
    sources: [PIT],
  },
  {
    id: 'pit-default-mutators', title: 'Some versions of PIT make other mutants', tools: ['pitest'],
    when: [{ change: 'version', tool: 'pitest', at: ['1.4.11', '1.7.2', '1.9.4'] }],
    moves: [moves(SCORE, 'either')],
    why: 'The default set of mutators and filters changed in 1.4.11, 1.7.2 and 1.9.4: another number of mutants, another score.',
    advice: 'Name the mutators in the configuration, and recalibrate with these versions.',
    sources: [PIT],
  },
  {
    id: 'pit-auto-threads', title: 'PIT with auto_threads follows the machine', tools: ['pitest'],
    when: [{ change: 'processors' }], given: { uses: ['pitest'] },
    moves: [moves(SCORE, 'either', 'none')],
    why: 'The number of threads is guessed from the processors, which its makers recommend for a desk and not for CI.',
    advice: 'Set the number of threads.',
    sources: [PIT],
  },
  {
    id: 'infection-timeouts', title: 'Infection counts time-outs as killed, unless told otherwise', tools: ['infection'],
    when: [{ change: 'version', tool: 'infection', at: ['0.32.3'] }, { change: 'processors' }], given: { uses: ['infection'] },
    moves: [moves(SCORE, 'either', 'none')],
    why: 'A weak machine raises the score by time-outs. Since 0.32.3 an option counts them as escaped, which lowers it at a stroke.',
    advice: 'Hold the option fixed, and limit the time-outs with --max-timeouts.',
    sources: ['https://infection.github.io/2026/01/14/whats-new-in-0.32.3', 'https://github.com/infection/infection/blob/b452e00dc/src/Command/RunCommand.php'],
  },
  {
    id: 'mutmut-2-to-3', title: 'mutmut 3 mutates only what is inside functions', tools: ['mutmut'],
    when: [{ change: 'version', tool: 'mutmut', at: ['3'] }],
    moves: [moves(SCORE, 'either', 'down')],
    why: 'It works by forking and by replacing functions. Code outside of them has no mutants any more, and mutate_only_covered_lines takes out more.',
    advice: 'Recalibrate with the upgrade and with that option.',
    sources: [MUTMUT],
  },
  {
    id: 'mutmut-keeps-stale-results', title: 'mutmut keeps results when something other than Python changed', tools: ['mutmut'],
    when: [{ change: 'unseen', what: 'results of earlier runs are kept between builds', shows: [] }],
    moves: [moves(SCORE, 'either', 'none')],
    why: 'A change of data or configuration belongs to no function, so that it warns and keeps what it had.',
    advice: 'Set on_dependency_change = rerun in CI, or measure in full for baselines.',
    sources: [MUTMUT],
  },
]

import type { ToolFact } from '../../../model/tool-fact.js'
import { BRANCHES, COVERAGE, moves } from '../moves.js'

const DOCS = 'https://github.com/nedbat/coveragepy/blob/210ade2b'

/** coverage.py: what its versions count, and how it combines. */
export const coveragePy: readonly ToolFact[] = [
  {
    id: 'coverage-py-7-10-exclusions', title: 'coverage.py 7.10 leaves out stubs and typing blocks', tools: ['coverage.py'],
    when: [{ change: 'version', tool: 'coverage.py', at: ['7.10.0', '7.10.1'] }],
    moves: [moves(COVERAGE, 'either', 'down')],
    why: 'Bodies that are only an ellipsis and blocks under TYPE_CHECKING are no longer counted; 7.10.1 corrected how the latter are left out.',
    advice: 'Recalibrate once, on 7.10.1 or later.',
    sources: [`${DOCS}/CHANGES.rst`],
  },
  {
    id: 'coverage-py-sysmon', title: 'On Python 3.14 coverage.py traces another way', tools: ['coverage.py', 'python'],
    when: [{ change: 'version', tool: 'python', at: ['3.14'] }, { change: 'version', tool: 'coverage.py', at: ['7.9.1', '7.11.1'] }],
    given: { producer: 'coverage.py', version: { tool: 'python', from: '3.14' } },
    moves: [moves(BRANCHES, 'either', 'none')],
    why: 'sys.monitoring became the default there. Up to 7.11.1 it called some branches missing that had run, and with some settings coverage.py goes back to the old tracer and says nothing.',
    advice: 'Set core in the [run] section, so that Python alone does not change the tracer.',
    sources: [`${DOCS}/CHANGES.rst`],
  },
  {
    id: 'coverage-combine-paths', title: 'coverage combine tells files apart by absolute path', tools: ['coverage.py'],
    when: [{ change: 'unseen', what: 'shards run under other roots or systems and coverage combine merges them', shows: ['foreign-report'] }],
    moves: [moves(COVERAGE, 'down', 'up')],
    why: 'Data is matched by the name of the source file. One file under two roots is counted as two.',
    advice: 'Set relative_files = true or name the roots in [paths], or hand datum the JSON of each shard.',
    sources: [`${DOCS}/doc/commands/cmd_combine.rst`],
  },
  {
    id: 'coverage-combine-goes-on-without', title: 'coverage combine goes on without a file it cannot read', tools: ['coverage.py'],
    when: [{ change: 'unseen', what: 'the data file of a shard is lost or damaged', shows: ['part-missing', 'test-missing'] }],
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'A data file that cannot be read gives a warning, the others are combined and then deleted, so that it cannot be done again.',
    advice: 'Combine with --keep, count the files that went in, and let the warning fail the job.',
    sources: [`${DOCS}/doc/commands/cmd_combine.rst`],
  },
  {
    id: 'coverage-combine-mixed-branches', title: 'A shard without --branch cannot be combined with others', tools: ['coverage.py'],
    when: [{ change: 'unseen', what: 'one shard measures without branches', shows: ['mixed-producers'] }],
    moves: [moves(BRANCHES, 'either')],
    why: 'Lines and arcs are different kinds of data: combining them is an error and not a number.',
    advice: 'Use the same configuration file in all shards.',
    sources: [`${DOCS}/CHANGES.rst`],
  },
  {
    id: 'coverage-py-percent-with-branches', title: 'With --branch the percentage of coverage.py is another quantity', tools: ['coverage.py', 'pytest-cov'],
    when: [{ change: 'identity', field: 'definition', from: 'lines', to: 'lines and branches' }],
    given: { producer: 'coverage.py' },
    moves: [moves(['coverage.combined'], 'either', 'up'), moves(['coverage.lines'], 'none', 'none')],
    why: 'Once branches are measured, the one percentage it prints is executed lines and branches over all of both. A limit that was set for lines is held against something else.',
    advice: 'Set the limit on coverage.lines, or set a new one on coverage.combined.',
    sources: [`${DOCS}/doc/branch.rst`],
  },
]

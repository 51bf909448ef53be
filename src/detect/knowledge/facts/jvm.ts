import type { ToolFact } from '../../../model/tool-fact.js'
import { COVERAGE, moves, TESTS } from '../moves.js'

const DOCS = 'https://github.com/jacoco/jacoco/blob/f5dc9f4b9/org.jacoco.doc/docroot/doc'
const ISSUES = 'https://github.com/jacoco/jacoco'

/** JaCoCo and Maven Surefire. */
export const jvm: readonly ToolFact[] = [
  {
    id: 'jacoco-class-ids', title: 'JaCoCo reports nothing for classes that were compiled again', tools: ['jacoco'],
    when: [{ change: 'shards' }, { change: 'version', tool: 'java' }], given: { uses: ['jacoco'] },
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'What ran is matched to classes by a checksum of the class file. A report job that compiles again (another JDK, other debug flags) has other classes, and they read as never run.',
    advice: 'Keep the class files of the job that tested, and report on exactly these.',
    sources: [`${DOCS}/classids.html`],
  },
  {
    id: 'jacoco-filters', title: 'Each release of JaCoCo leaves out more generated code', tools: ['jacoco'],
    when: [{ change: 'version', tool: 'jacoco' }],
    moves: [moves(COVERAGE, 'either', 'down')],
    why: 'Nearly every version since 0.8.0 recognises more that a compiler wrote (Kotlin, records, try with resources, Lombok) and counts it no more.',
    advice: 'Pin the version, and recalibrate when it moves.',
    sources: [`${DOCS}/changes.html`],
  },
  {
    id: 'jacoco-append-false', title: 'JaCoCo with append=false keeps only the last fork', tools: ['jacoco'],
    when: [{ change: 'workers' }], given: { uses: ['jacoco'] },
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'Each forked test process writes its data over that of the one before, unless data is appended, as it is by default.',
    advice: 'Append, or give each fork its own file and merge them.',
    sources: [`${DOCS}/ant.html`, `${DOCS}/agent.html`, `${ISSUES}/pull/101`],
  },
  {
    id: 'jacoco-concurrent-writers', title: 'Processes that write one JaCoCo file damage it', tools: ['jacoco', 'maven'],
    when: [{ change: 'workers' }], given: { uses: ['jacoco'] },
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'With mvn -T or several agents on one file, data is lost or the file cannot be read; so can a report that is made while tests still write.',
    advice: 'One file for each module and fork, and the merge goal afterwards.',
    sources: [`${ISSUES}/issues/1042`, `${ISSUES}/pull/52`],
  },
  {
    id: 'jacoco-exceptions', title: 'JaCoCo does not count a line that an exception left', tools: ['jacoco'],
    when: [{ change: 'unseen', what: 'tests run into time limits or errors under load', shows: ['tests-failed'] }],
    moves: [moves(COVERAGE, 'down', 'none')],
    why: 'A line is known to have run by the probe after it. Where an exception goes off before it, the line reads as not run.',
    advice: 'Take no baseline from a run with errors.',
    sources: [`${DOCS}/faq.html`],
  },
  {
    id: 'surefire-threads-or-forks', title: 'Surefire runs tests side by side as threads or as processes', tools: ['maven-surefire', 'surefire'],
    when: [{ change: 'workers' }], given: { uses: ['maven-surefire'] },
    moves: [moves(COVERAGE, 'either', 'none'), moves(TESTS, 'either')],
    why: 'parallel shares static state between threads of one process, forkCount starts it anew in each process, and -T multiplies both. Initialisers are covered accordingly, and races begin.',
    advice: 'Hold parallel, forkCount, reuseForks and -T fixed, and name them in the model.',
    sources: ['https://github.com/apache/maven-surefire/blob/be930385d/maven-surefire-plugin/src/site/apt/examples/fork-options-and-parallel-execution.apt.vm'],
  },
]

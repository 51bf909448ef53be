// Format: https://pitest.org/quickstart/maven/ (outputFormats XML); written by
// https://github.com/hcoles/pitest/blob/master/pitest-entry/src/main/java/org/pitest/mutationtest/report/xml/XMLReportListener.java
// Statuses: pitest/src/main/java/org/pitest/mutationtest/DetectionStatus.java
import type { MutantStatus } from '../../model/element.js'
import type { Failure } from '../../model/failure.js'
import type { Report, ReportNote } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import type { Document, Format } from '../format.js'
import { walkXml } from '../xml.js'
import { mutantFiles, type FoundMutant } from './mutants.js'

/** `mutations.xml` of PIT. */
export const pit: Format = {
  id: 'pit',
  measure: 'mutation',
  title: 'PIT mutations.xml',
  claims: ({ root }) => root === 'mutations' || root === 'mutation',
  read: readPit,
}

/** What PIT counts as detected stays so: a mutant that breaks the run is. One PIT did not finish counts as undetected. */
const STATUSES: Readonly<Record<string, MutantStatus>> = {
  KILLED: 'Killed', TIMED_OUT: 'Timeout', MEMORY_ERROR: 'Error', RUN_ERROR: 'Error', NON_VIABLE: 'Error', EQUIVALENT: 'Error',
  SURVIVED: 'Survived', NOT_STARTED: 'Survived', STARTED: 'Survived', NO_COVERAGE: 'NoCoverage',
}

/** Children whose text is read; an element may hold several of the last two. */
const CHILDREN = ['sourceFile', 'mutatedClass', 'mutatedMethod', 'methodDescription', 'lineNumber', 'mutator', 'description', 'index', 'block'] as const
type Child = (typeof CHILDREN)[number]

interface OpenMutation {
  readonly attributes: Readonly<Record<string, string>>
  readonly texts: Map<Child, string[]>
}

function readPit(document: Document): Result<Report, Failure> {
  const found: FoundMutant[] = []
  const stated = { detected: 0, undetected: 0 }
  let fault: string | null = null
  let mutation: OpenMutation | undefined
  let child: Child | undefined
  let text = ''
  const walked = walkXml(document, 'PIT XML', {
    open: (name, attributes) => {
      if (name === 'mutation') mutation = { attributes, texts: new Map() }
      child = CHILDREN.find((known) => known === name)
      text = ''
    },
    text: (piece) => { text += child ? piece : '' },
    close: (name) => {
      if (mutation && child === name) mutation.texts.set(child, [...mutation.texts.get(child) ?? [], text.trim()])
      child = undefined
      if (name !== 'mutation' || !mutation) return
      const mutant = mutantOf(mutation)
      if (typeof mutant === 'string') fault = mutant
      else found.push(mutant)
      if (mutation.attributes['detected'] === 'true') stated.detected += 1
      if (mutation.attributes['detected'] === 'false') stated.undetected += 1
      mutation = undefined
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  const { files, notes } = mutantFiles(found)
  return ok({
    source: document.source,
    format: 'pit',
    measure: 'mutation',
    instrument: { identity: { tool: 'pitest', definition: 'errors are detected, invalid mutants count' }, suspect: {}, recorded: {} },
    runtimeKinds: [],
    files: files.map((file) => ({ ...file, rootless: true })),
    failedTests: [],
    notes: [...notes, ...detectedNotes(found, stated)],
    hits: null,
    stamp: null,
  })
}

/** The mutant, or what is wrong with it. Instruction numbers shift with every edit of a method: they order equals and name nothing. */
function mutantOf({ attributes, texts }: OpenMutation): FoundMutant | string {
  const one = (name: Child): string => texts.get(name)?.[0] ?? ''
  const { status } = attributes
  const line = one('lineNumber')
  if (status === undefined) return 'the mutation has no status'
  if (!/^\d{1,9}$/.test(line)) return 'the lineNumber of the mutation is not a number'
  for (const name of ['sourceFile', 'mutatedClass', 'mutator'] as const) {
    if (one(name) === '') return `the mutation has no ${name}`
  }
  const className = one('mutatedClass')
  const folder = className.includes('.') ? `${className.slice(0, className.lastIndexOf('.')).replaceAll('.', '/')}/` : ''
  const names = [className, one('mutatedMethod'), one('methodDescription'), one('description')]
  return {
    path: `${folder}${one('sourceFile')}`,
    span: { start: { line: Number(line), column: null }, end: { line: Number(line), column: null } },
    name: `${one('mutator')} ${JSON.stringify(names)}`,
    order: [...texts.get('index') ?? [], ...texts.get('block') ?? []].map(Number),
    status: STATUSES[status] ?? null,
    statusText: status,
  }
}

/** PIT says of each mutant whether it counts it as detected; where it does not agree with the status, both are kept. */
function detectedNotes(found: readonly FoundMutant[], stated: { readonly detected: number; readonly undetected: number }): ReportNote[] {
  const known = found.filter(({ status }) => status !== null)
  const detected = known.filter(({ status }) => status === 'Killed' || status === 'Timeout' || status === 'Error').length
  if (known.length < found.length || (stated.detected === detected && stated.undetected === known.length - detected)) return []
  return [{ note: 'totals-disagree', what: 'detected mutants', counted: `${detected}/${known.length}`, stated: `${stated.detected}/${stated.detected + stated.undetected}` }]
}

import { MUTANT_STATUSES, TEST_STATUSES, type ElementKind } from '../../src/model/element.js'
import type { Part } from '../../src/model/part.js'
import type { KindReport, Report, ReportFile } from '../../src/model/report.js'
import { listElements } from '../../src/read/shape.js'
import { origin, partOf } from './parts.js'
import { fc } from './properties.js'

const STATES: { readonly [K in ElementKind]: number } = { line: 2, statement: 2, function: 2, branch: 2, mutant: MUTANT_STATUSES.length, test: TEST_STATUSES.length }

/** Universes of one kind of a file: most reports of a build agree about it, some do not. */
function elements(kind: ElementKind): fc.Arbitrary<KindReport> {
  const universe = kind === 'test' || kind === 'mutant'
    ? fc.subarray([1, 2, 3, 10, 11], { minLength: 1 })
    : fc.oneof({ weight: 5, arbitrary: fc.constant([1, 2, 3, 4]) }, { weight: 1, arbitrary: fc.constantFrom([1, 2, 3], [1, 2, 3, 5], [] as number[]) })
  const listed = fc.tuple(universe, fc.array(fc.nat(STATES[kind] - 1), { minLength: 5, maxLength: 5 }), fc.nat(3)).map(([lines, states, extra]): KindReport => {
    const raw = lines.map((line, index) => ({ key: kind === 'test' ? JSON.stringify(`t${line}`) : `${line}:0-${line}:9`, order: [line], state: states[index]! }))
    const covered = raw.filter(({ state }) => state > 0).length
    return listElements(raw, kind === 'line' && extra === 0 && covered > 0 ? 1 : 0)
  })
  const tally = fc.tuple(fc.nat(4), fc.nat(4)).map(([covered, rest]): KindReport => ({ form: 'tally', covered, total: covered + rest }))
  return kind === 'line' || kind === 'branch' ? fc.oneof({ weight: 9, arbitrary: listed }, { weight: 1, arbitrary: tally }) : listed
}

function file(path: string, kinds: readonly ElementKind[]): fc.Arbitrary<ReportFile> {
  return fc.record({
    path: fc.constant(path),
    loaded: fc.boolean(),
    kinds: fc.record(Object.fromEntries(kinds.map((kind) => [kind, elements(kind)])), { requiredKeys: [] }),
  })
}

const paths = fc.subarray(['src/a.js', 'src/b.js', '__proto__'], { minLength: 1 })

function files(kinds: readonly ElementKind[]): fc.Arbitrary<readonly ReportFile[]> {
  return paths.chain((chosen) => fc.tuple(...chosen.map((path) => file(path, kinds))))
}

function report(measure: Report['measure'], tools: readonly string[], kinds: readonly ElementKind[]): fc.Arbitrary<Report> {
  return fc.record({
    source: fc.constantFrom('one', 'two'), format: fc.constant(measure), measure: fc.constant(measure),
    instrument: fc.record({
      identity: fc.constantFrom(...tools).map((tool) => ({ tool })), suspect: fc.constantFrom<Record<string, string>>({}, { version: '1' }, { version: '2' }), recorded: fc.constant({}),
    }),
    runtimeKinds: fc.constant<ElementKind[]>([]),
    files: files(kinds), failedTests: fc.constantFrom<string[]>([], ['n']),
    notes: fc.constantFrom<Report['notes']>([], [{ note: 'unknown-status', status: 'BuildError', path: 'src/a.js' }]),
    hits: fc.constantFrom(null, 'h1', 'h2', 'h3'), stamp: fc.constantFrom(null, '2026'),
  }).map((made) => (made.instrument.identity.tool === 'v8-to-istanbul' ? { ...made, runtimeKinds: ['function', 'branch'] } : made))
}

export const anyReport: fc.Arbitrary<Report> = fc.oneof(
  { weight: 3, arbitrary: report('coverage', ['istanbul'], ['line', 'statement', 'function', 'branch']) },
  { weight: 1, arbitrary: report('coverage', ['v8-to-istanbul', 'coverage.py'], ['line', 'function', 'branch']) },
  report('mutation', ['StrykerJS'], ['mutant']),
  report('tests', ['junit'], ['test']),
)

/** A part of a build of three shards, mostly of this build and well placed. */
export const anyPart: fc.Arbitrary<Part> = fc.record({
  reports: fc.array(anyReport, { maxLength: 3 }),
  index: fc.integer({ min: 1, max: 3 }),
  attempt: fc.integer({ min: 1, max: 2 }),
  commit: fc.constantFrom('c1', 'c1', 'c1', null, 'c2'),
  of: fc.constantFrom(3, 3, 3, 3, 4),
  job: fc.constantFrom('passed' as const, 'unknown' as const, 'failed' as const),
  source: fc.constantFrom('p', 'q'),
  node: fc.constantFrom('20', '22'),
  unreadable: fc.constantFrom<Part['unreadable']>([], [{ source: 'x', reason: 'broken' }]),
}).map(({ reports, index, attempt, commit, of, job, source, node, unreadable }) => partOf(reports,
  origin(index, of, { attempt, commit, job: { name: null, status: job }, environment: { suspect: { node }, recorded: { node }, tools: { nyc: node }, options: {} } }),
  { source, unreadable }))

/** Freezes a value all the way down; arrays of bytes cannot be frozen and are compared instead. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}

// Format: https://github.com/istanbuljs/istanbuljs/blob/main/docs/raw-output.md
// Totals: istanbul-lib-coverage 3.2.2, lib/file-coverage.js
import istanbulCoverage, { type FileCoverageData } from 'istanbul-lib-coverage'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Failure } from '../../model/failure.js'
import type { ListedElements, Report, ReportFile, ReportNote } from '../../model/report.js'
import { err, ok, type Result } from '../../model/result.js'
import { broken, isRecord, type Document, type Format } from '../format.js'
import { branchElements, functionElements, lineElements, statementElements } from './istanbul-elements.js'
import { producerOf, reportProducer } from './istanbul-producer.js'

/** `coverage-final.json` of nyc, jest, vitest and c8; also inside `map` (spec wrappers) and `coverageMap` (jest --json). */
export const istanbul: Format = {
  id: 'istanbul',
  measure: 'coverage',
  title: 'istanbul coverage-final.json (nyc, jest, vitest, c8)',
  claims: ({ json }) => coverageMap(json) !== undefined,
  read: readIstanbul,
}

type RawMap = Readonly<Record<string, unknown>>

/** The map of files inside a document; undefined when this is no istanbul coverage map. `{}` is an empty one. */
function coverageMap(json: unknown): RawMap | undefined {
  if (!isRecord(json)) return undefined
  for (const wrapper of ['coverageMap', 'map']) {
    const inner = json[wrapper]
    if (isRecord(inner) && looksLikeMap(inner)) return inner
  }
  return looksLikeMap(json) ? json : undefined
}

function looksLikeMap(map: RawMap): boolean {
  const entries = Object.values(map)
  return entries.every((entry) => isRecord(entry) && ('statementMap' in unwrapped(entry) || 's' in unwrapped(entry)))
}

/** istanbul-lib-coverage serialises a FileCoverage object as `{data: …}` in some versions. */
function unwrapped(entry: RawMap): RawMap {
  return isRecord(entry['data']) && 'statementMap' in entry['data'] ? entry['data'] : entry
}

function readIstanbul(document: Document): Result<Report, Failure> {
  const entries = Object.entries(coverageMap(document.json) ?? {})
  const files: ReportFile[] = []
  const notes: ReportNote[] = []
  const hits: string[] = []
  const producers = new Set<string>()
  const wholeLines = entries.some(([, entry]) => producerOf(unwrapped(entry as RawMap), false) === 'v8-to-istanbul')
  for (const [key, entry] of entries) {
    const raw = unwrapped(entry as RawMap)
    const fault = faultOf(raw)
    if (fault) return err(broken(document, 'istanbul coverage', `file ${JSON.stringify(key)}: ${fault}`))
    const data = raw as unknown as FileCoverageData
    const path = typeof data.path === 'string' && data.path !== '' ? data.path : key
    producers.add(producerOf(raw, wholeLines))
    const file = readFile(path, data)
    files.push(file)
    notes.push(...summaryNotes(path, data, file))
    hits.push(`${Object.values(data.s).join()}\0${Object.values(data.f).join()}\0${Object.values(data.b).join()}\n`)
  }
  const producer = reportProducer([...producers])
  return ok({
    source: document.source,
    format: 'istanbul',
    measure: 'coverage',
    instrument: { identity: { tool: producer, definition: 'istanbul' }, suspect: {}, recorded: {} },
    runtimeKinds: producers.has('v8-to-istanbul') ? ['function', 'branch'] : [],
    files,
    failedTests: [],
    notes,
    hits: entries.length === 0 ? null : hitsDigest(hits),
    stamp: null,
  })
}

/** Of the counts alone: one run uploaded from two checkouts has other paths, and files in another order. */
function hitsDigest(hits: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes([...hits].sort().join(''))))
}

function readFile(path: string, data: FileCoverageData): ReportFile {
  const functionNames = Object.values(data.fnMap).map((item) => item.name)
  return {
    path,
    loaded: (data as { all?: unknown }).all !== true && !(functionNames.length === 1 && functionNames[0] === '(empty-report)'),
    kinds: {
      line: lineElements(data),
      statement: statementElements(data),
      function: functionElements(data),
      branch: branchElements(data),
    },
  }
}

/** What keeps a file's coverage from being read whole; undefined when nothing does. */
function faultOf(raw: RawMap): string | undefined {
  for (const key of ['statementMap', 'fnMap', 'branchMap', 's', 'f', 'b']) {
    if (!isRecord(raw[key])) return `"${key}" is missing or is not an object, so this is only a part of a coverage object`
  }
  for (const [map, counters] of [['statementMap', 's'], ['fnMap', 'f'], ['branchMap', 'b']] as const) {
    const places = raw[map] as RawMap
    for (const [id, count] of Object.entries(raw[counters] as RawMap)) {
      if (!Object.hasOwn(places, id) || !isRecord(places[id])) return `"${counters}" counts item ${id}, which "${map}" does not have`
      if (counters === 'b' ? !isCounts(count) : !isCountLike(count)) return `"${counters}.${id}" is not a hit count`
    }
    for (const id of Object.keys(places)) {
      if (!Object.hasOwn(raw[counters] as RawMap, id)) return `"${map}" has item ${id}, which "${counters}" does not count`
    }
  }
  return undefined
}

function isCounts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isCountLike)
}

/** Counters are numbers; a count above 2^53 is still one hit or more, null is what JSON made of one that was none. */
function isCountLike(value: unknown): boolean {
  return typeof value === 'number' || value === null
}

/** istanbul's own summary of the file, held against the elements that were read. */
function summaryNotes(path: string, data: FileCoverageData, file: ReportFile): ReportNote[] {
  let summary
  try {
    summary = istanbulCoverage.createFileCoverage({ ...data, path }).toSummary().data
  } catch {
    // A location without a start: its own summary cannot be made, the elements still count.
    return []
  }
  return (['line', 'statement', 'function', 'branch'] as const).flatMap((kind) => {
    const { covered, total } = summary[PLURALS[kind]]
    const counted = countElements(file.kinds[kind] as ListedElements)
    const stated = `${covered}/${total}`
    return counted === stated ? [] : [{ note: 'totals-disagree' as const, what: `${path} ${kind}s`, counted, stated }]
  })
}

const PLURALS = { line: 'lines', statement: 'statements', function: 'functions', branch: 'branches' } as const

function countElements({ states }: ListedElements): string {
  return `${states.reduce((sum, state) => sum + state, 0)}/${states.length}`
}

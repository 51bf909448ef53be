import test from 'ava'
import { digestOf, isPartFile, packPart, textDigest, unpackPart, type PartFile } from '../../src/read/part-file.js'
import { decodeText } from '../../src/read/text.js'
import { origin } from '../support/parts.js'
import { fc } from '../support/properties.js'
import { bytesOf, failureOf, fixture } from '../support/reports.js'

const decode = (bytes: Uint8Array) => decodeText('part', bytes)
const unpack = (bytes: Uint8Array) => unpackPart('part', bytes, decode)
const packed = (source: string, bytes: Uint8Array) => ({ source, bytes, sha256: digestOf(bytes) })
const part = (reports = [packed('coverage/coverage-final.json', bytesOf('{}')), packed('junit.xml', bytesOf('<testsuite/>\n'))]): PartFile =>
  ({ origin: origin(2, 4, { job: { name: 'unit (2)', status: 'passed' }, environment: { suspect: { node: '20' }, recorded: { cpus: '4' }, tools: { nyc: '18' }, options: {} } }), reports })

test('a part comes back as it was packed', (t) => {
  const back = unpack(packPart(part()))
  t.deepEqual(back.ok && { ...back.value, reports: back.value.reports.map((report) => ({ ...report, bytes: Uint8Array.from(report.bytes) })) }, part())
})

test('the same part is the same bytes, and is recognised by its first line', (t) => {
  t.deepEqual(packPart(part()), packPart(part()))
  t.true(isPartFile(packPart(part())))
  for (const bytes of [bytesOf(''), bytesOf('datum-part/2\n'), bytesOf('datum-part/1'), bytesOf('{}'), fixture('c8/shards/1/coverage-final.json')]) t.false(isPartFile(bytes))
})

test('a report holds any bytes, line breaks and the first line of a part among them', (t) => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(bytesOf('datum-part/1\n{}\n'))), { maxLength: 4 }), (contents) => {
    const reports = contents.map((bytes, index) => packed(`r${index}`, bytes))
    const back = unpack(packPart(part(reports)))
    return back.ok && back.value.reports.length === reports.length && back.value.reports.every((report, index) => report.sha256 === reports[index]!.sha256 && digestOf(report.bytes) === report.sha256)
  }))
  t.pass()
})

test('a part that was cut off anywhere is refused, never shortened', (t) => {
  const bytes = packPart(part())
  for (let end = 0; end < bytes.length; end += 1) t.is(failureOf(unpack(bytes.subarray(0, end))).code, 'part-broken', String(end))
})

test('a part with one changed byte is refused or says the same', (t) => {
  const bytes = packPart(part())
  const head = bytes.indexOf(10, 13) + 1
  for (let at = head; at < bytes.length; at += 1) {
    const changed = Uint8Array.from(bytes)
    changed[at]! ^= 1
    const failure = failureOf(unpack(changed))
    t.true(failure.code === 'part-broken' && failure.detail.includes('sha256'), String(at))
  }
  fc.assert(fc.property(fc.nat(head - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
    const changed = Uint8Array.from(bytes)
    changed[at] = value
    const result = unpack(changed)
    return result.ok || result.error.code === 'part-broken'
  }), { numRuns: 1000 })
})

const described = (change: (header: Record<string, unknown>) => unknown): Uint8Array => {
  const [first, header, ...rest] = new TextDecoder().decode(packPart(part())).split('\n')
  return bytesOf([first, JSON.stringify(change(JSON.parse(header!) as Record<string, unknown>)), ...rest].join('\n'))
}

for (const [what, change] of [
  ['a place beyond its number of parts', (header: Record<string, unknown>) => ({ ...header, place: { index: 5, of: 4 } })],
  ['a place of zero', (header: Record<string, unknown>) => ({ ...header, place: { index: 0, of: 4 } })],
  ['an attempt that is text', (header: Record<string, unknown>) => ({ ...header, attempt: '1' })],
  ['no suite', ({ suite: _, ...header }: Record<string, unknown>) => header],
  ['a job of an unknown state', (header: Record<string, unknown>) => ({ ...header, job: { name: null, status: 'maybe' } })],
  ['a size that is negative', (header: Record<string, unknown>) => ({ ...header, reports: [{ source: 'x', bytes: -1, sha256: '0'.repeat(64) }] })],
  ['fewer reports than bytes', (header: Record<string, unknown>) => ({ ...header, reports: [] })],
  ['a list for a description', () => []],
] as const) {
  test(`a part that is described with ${what} is refused`, (t) => {
    const failure = failureOf(unpack(described(change)))
    t.is(failure.code, 'part-broken')
    t.true(failure.code === 'part-broken' && failure.source === 'part' && failure.detail.length > 10)
  })
}

test('an unchanged description is accepted', (t) => {
  t.true(unpack(described((header) => header)).ok)
})

test('the digest of a text is the digest of its UTF-8 bytes', (t) => {
  t.is(textDigest(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  t.is(textDigest('größe'), digestOf(bytesOf('größe')))
})

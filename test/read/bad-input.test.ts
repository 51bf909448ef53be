import test from 'ava'
import { openDocument, read } from '../../src/read/index.js'
import { coverageMap, SMALL } from '../support/istanbul.js'
import { bytesOf, failureOf, fixture, reportOf } from '../support/reports.js'

const refusal = (bytes: Uint8Array) => failureOf(read('x.json', bytes))
const ofText = (text: string) => refusal(bytesOf(text))

test('a file of no bytes, or of white space, is empty and not broken', (t) => {
  for (const text of ['', ' \n\t', '\ufeff', '\ufeff\r\n']) t.deepEqual(ofText(text), { code: 'report-empty', source: 'x.json' }, JSON.stringify(text))
})

test('JSON that is cut off names the place where it ends', (t) => {
  const failure = ofText('{\n  "a": {\n    "b": [1, 2')
  t.is(failure.code, 'report-broken')
  if (failure.code !== 'report-broken') return
  t.deepEqual([failure.format, failure.line, failure.column], ['JSON', 3, 15])
  t.regex(failure.detail, /cut off/)
})

test('a real report, cut off anywhere, is refused', (t) => {
  for (const name of ['nyc-mocha/shards/1/coverage-final.json', 'pytest-cov/shards/1/coverage.json', 'nyc-mocha/shards/1/junit.xml']) {
    const bytes = fixture(name)
    const end = new TextDecoder().decode(bytes).trimEnd().length
    for (let cut = 1; cut < end; cut += Math.max(1, Math.floor(end / 50))) {
      const failure = refusal(bytes.subarray(0, cut))
      if (cut >= '<testsuites '.length || !name.endsWith('.xml')) t.is(failure.code, 'report-broken', `${name} after ${cut} bytes`)
      if (failure.code === 'report-broken') t.true((failure.line ?? 0) > 0 && (failure.column ?? 0) > 0, `${name} after ${cut} bytes`)
    }
  }
})

for (const [text, line, column] of [
  ['{\n "a": NaN\n}', 2, 7],
  ['{"a":}', 1, 6],
  ['{"a": 1,\n}', 2, 1],
  ['{"a": 1}\n{', 2, 1],
  ["{'a': 1}", 1, 2],
  ['{"a": undefined, "b": " JSON at position 3"}', 1, 7],
  ['{"a": 01}', 1, 8],
  ['{"a": -}', 1, 8],
  ['{"a": 1.}', 1, 9],
  ['{"a": "\\x"}', 1, 9],
  ['[1, 2}', 1, 6],
  [`{"a": [${'1, '.repeat(5000)}x]}`, 1, 15008],
] as const) {
  test(`no JSON from ${line}:${column} on: ${text.slice(0, 30).replaceAll('\n', '\\n')}`, (t) => {
    const failure = ofText(text)
    t.is(failure.code, 'report-broken')
    if (failure.code !== 'report-broken') return
    t.deepEqual([failure.line, failure.column], [line, column])
    t.notRegex(failure.detail, /cut off/)
  })
}

test('JSON that is no report is of an unknown format', (t) => {
  for (const text of ['[]', '[1]', 'null', '12', 'true', '"coverage"', '-0.5', '{"a":1}', '{"a":{}}', '{"files":{}}', '{"result":[]}']) {
    const failure = ofText(text)
    t.is(failure.code, 'report-unknown-format', text)
    t.is('source' in failure ? failure.source : '', 'x.json')
    t.is('head' in failure ? failure.head : '', text)
  }
})

test('an empty object is an empty coverage map: read, and nothing counted', (t) => {
  t.deepEqual(reportOf('x.json', bytesOf('{}')).files, [])
})

test('the head of an unknown format is one short line', (t) => {
  const failure = ofText(`TX:\nSF:src/a.js\n${'DA:1,1\n'.repeat(100)}`)
  t.true('head' in failure && failure.head.length <= 60 && failure.head.startsWith('TX: SF:src/a.js DA:1,1'))
})

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE testsuite [<!ENTITY lol "lol">${
  Array.from({ length: 9 }, (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index === 0 ? '' : index};`.repeat(10)}">`).join('')
}]><testsuite name="s"><testcase name="&lol9;"/></testsuite>`

test('a billion laughs are refused at once', (t) => {
  const before = performance.now()
  const failure = ofText(LAUGHS)
  t.is(failure.code, 'report-broken')
  t.true(performance.now() - before < 1000)
})

test('an entity that reads a file is refused, also when nobody uses it nothing is read', (t) => {
  const xxe = (use: string) => `<?xml version="1.0"?><!DOCTYPE testsuite [<!ENTITY f SYSTEM "file:///etc/passwd">]><testsuite name="s"><testcase name="${use}"/></testsuite>`
  t.is(ofText(xxe('&f;')).code, 'report-broken')
  const unused = reportOf('x.xml', bytesOf(xxe('n')))
  t.false(JSON.stringify(unused).includes('root:'))
})

test('a document type, comments and instructions before the root are passed over', (t) => {
  for (const prolog of [
    '<!DOCTYPE testsuite SYSTEM "http://example.org/junit.dtd">',
    '<!DOCTYPE testsuite [<!ELEMENT testsuite ANY>]>',
    '<!-- <coverage> ] > -->',
    '<?xml-stylesheet href="x.xsl"?>',
    '\n<!-- a --> <?b c?> <!DOCTYPE testsuite>\n',
  ]) t.is(reportOf('x.xml', bytesOf(`<?xml version="1.0"?>${prolog}<testsuite name="s"><testcase name="n"/></testsuite>`.replace(/^(<\?xml[^>]*>)\n/, '$1'))).files.length, 1, prolog)
})

for (const [what, text] of [
  ['mismatched tags', '<testsuite name="s"><testcase name="n"></testsuite>'],
  ['a second root', '<testsuite name="s"/><testsuite name="t"/>'],
  ['an attribute without a value', '<testsuite name><testcase name="n"/></testsuite>'],
  ['an unknown entity', '<testsuite name="&nbsp;"/>'],
  ['a character beyond Unicode', '<testsuite name="&#x110000;"/>'],
  ['a bare ampersand', '<testsuite name="a & b"/>'],
  ['an end in a tag', '<testsuite name="s"><testcase na'],
  ['an attribute given twice', '<testsuite name="s" name="t"/>'],
] as const) {
  test(`XML with ${what} is refused with its place`, (t) => {
    const failure = ofText(text)
    t.is(failure.code, 'report-broken')
    if (failure.code !== 'report-broken') return
    t.is(failure.format, 'JUnit XML')
    t.is(failure.line, 1)
    t.true((failure.column ?? 0) > 1)
  })
}

test('XML of another root is of an unknown format', (t) => {
  for (const text of ['<coverage/>', '<testcase name="n"/>', '<', '<!--', '<!DOCTYPE', '<?xml', '< testsuite/>', '<html><testsuite/></html>']) {
    t.is(ofText(text).code, 'report-unknown-format', text)
  }
})

test('40,000 levels of nesting are data like any other', (t) => {
  const deep = 40_000
  t.is(ofText('['.repeat(deep) + ']'.repeat(deep)).code, 'report-unknown-format')
  t.is(ofText('{"a":'.repeat(deep) + '1' + '}'.repeat(deep)).code, 'report-unknown-format')
  t.is(ofText('['.repeat(deep)).code, 'report-broken')
  const suites = reportOf('x.xml', bytesOf(`${'<testsuite name="s">'.repeat(deep)}<testcase name="n"/>${'</testsuite>'.repeat(deep)}`))
  t.is(suites.files.length, 1)
  t.is(ofText('<testsuite>'.repeat(deep)).code, 'report-broken')
})

const small = JSON.stringify(coverageMap({ '/repo/src/größe.js': SMALL }))

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, !bigEndian)
  for (let index = 0; index < text.length; index += 1) view.setUint16(2 + index * 2, text.charCodeAt(index), !bigEndian)
  return bytes
}

test('a byte order mark and UTF-16 change nothing of a report', (t) => {
  const plain = reportOf('x.json', bytesOf(small))
  t.deepEqual(reportOf('x.json', bytesOf(`\ufeff${small}`)), plain)
  for (const bigEndian of [false, true]) t.deepEqual(reportOf('x.json', utf16(small, bigEndian)), plain)
  const junit = '<?xml version="1.0" encoding="UTF-16"?><testsuite name="s"><testcase name="größe"/></testsuite>'
  for (const bigEndian of [false, true]) t.is(reportOf('x.xml', utf16(junit, bigEndian)).files.length, 1)
  t.is(reportOf('x.xml', bytesOf(`\ufeff${junit.replace('UTF-16', 'utf-8')}`)).files.length, 1)
})

test('a declaration that lies about UTF-16, or names no encoding there is, does not stop a reader of UTF-8', (t) => {
  for (const encoding of ['UTF-16', 'klingon', 'x-user-defined-2']) {
    t.is(reportOf('x.xml', bytesOf(`<?xml version="1.0" encoding="${encoding}"?><testsuite name="s"><testcase name="n"/></testsuite>`)).files.length, 1, encoding)
  }
})

test('bytes that are no text are refused, and shown as bytes', (t) => {
  const failure = refusal(Uint8Array.from([0x7b, 0xff, 0xfe, 0x00]))
  t.is(failure.code, 'report-unknown-format')
  t.true('head' in failure && failure.head.includes('7b ff fe 00'))
  t.is(refusal(Uint8Array.from([0x1f, 0x8b, 0x08, 0x00])).code, 'report-unknown-format')
  t.is(refusal(Uint8Array.from([0xff, 0xfe, 0x7b])).code, 'report-unknown-format')
})

test('Windows line ends count as one line each', (t) => {
  const failure = ofText('{\r\n "a": NaN\r\n}')
  t.deepEqual('column' in failure ? [failure.line, failure.column] : [], [2, 7])
})

test('a document is opened without being read', (t) => {
  const document = openDocument('x.json', bytesOf(' {"a": 1}'))
  t.deepEqual(document.ok && [document.value.json, document.value.root], [{ a: 1 }, null])
  const xml = openDocument('x.xml', bytesOf('\n<!-- c --><a:b c="d">'))
  t.deepEqual(xml.ok && [xml.value.json, xml.value.root], [undefined, 'a:b'])
})

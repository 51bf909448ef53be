import test from 'ava'
import fc from 'fast-check'
import type { Failure } from '../../src/model/failure.js'
import { ENVIRONMENT_KEYS } from '../../src/read/environment-keys.js'
import { isEnvironmentFile, readEnvironmentFile, type StatedPart } from '../../src/read/environment-file.js'
import { valueOf } from '../support/result.js'

const COMMIT = '4f2a1c9d0b8e7f6a5d4c3b2a190807060504030f'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const lines = (...more: readonly string[]): string => `datum-environment 1\n${more.join('\n')}\n`
const read = (text: string): StatedPart => valueOf(readEnvironmentFile('datum.env', bytesOf(text)))

function refused(content: string | Uint8Array): Extract<Failure, { code: 'environment-file-broken' }> {
  const result = readEnvironmentFile('a/datum.env', typeof content === 'string' ? bytesOf(content) : content)
  if (result.ok) throw new Error('it was read')
  if (result.error.code !== 'environment-file-broken') throw new Error(result.error.code)
  return result.error
}

const wrong = (content: string | Uint8Array): readonly [number | null, string] => {
  const { line, detail } = refused(content)
  return [line, detail]
}

test('every key is read into the field that a collected part has', (t) => {
  const text = lines(
    'part 2/4', 'attempt 9876543210', `commit ${COMMIT}`, `tree ${COMMIT}`, 'job-status success', 'build 77', 'suite unit', 'leg py-3.12', 'model sharded:4',
    'dirty src/a b.py', 'dirty setup.cfg', 'os Linux', 'arch x86_64', 'cpus 8', 'runtime python 3.12.1', 'runtime go go1.22.3', 'runtime node v20.11.1',
    'tool pytest-cov 5.0.0', 'tool coverage 7.6.1',
  )
  t.deepEqual(read(text), {
    place: { index: 2, of: 4 }, attempt: 9_876_543_210, suite: 'unit', leg: 'py-3.12', model: 'sharded:4', build: '77', commit: COMMIT, tree: COMMIT,
    status: 'passed', dirty: ['src/a b.py', 'setup.cfg'],
    environment: {
      suspect: { os: 'linux', arch: 'x64', python: '3.12', go: '1.22', node: '20' },
      recorded: { cpus: '8', 'python version': '3.12.1', 'go version': '1.22.3', 'node version': '20.11.1' },
      tools: { 'pytest-cov': '5.0.0', coverage: '7.6.1' },
    },
  })
})

test('what is not said is unknown, and a key without a value says nothing', (t) => {
  const silent = {
    place: { index: 1, of: 1 }, attempt: 1, suite: null, leg: null, model: null, build: null, commit: null, tree: null, status: 'unknown', dirty: [],
    environment: { suspect: {}, recorded: {}, tools: {} },
  } as const
  t.deepEqual(read(lines('part 1/1')), silent)
  t.deepEqual(read(lines('part 1/1', ...Object.keys(ENVIRONMENT_KEYS).filter((key) => key !== 'part').map((key) => `${key} `), 'runtime python', '')), silent)
  t.is(read(lines('part 1/1', 'job-status running')).status, 'unknown')
})

test('line ends of Windows, a byte order mark and UTF-16 make no difference', (t) => {
  const plain = lines('part 2/4', 'os Windows_NT', 'arch AMD64')
  t.deepEqual(read(`\uFEFF${plain.replaceAll('\n', '\r\n')}`), read(plain))
  const wide = Buffer.from(`\uFEFF${plain}`, 'utf16le')
  t.deepEqual(valueOf(readEnvironmentFile('datum.env', wide)), read(plain))
  t.deepEqual(read(plain).environment.suspect, { os: 'win32', arch: 'x64' })
})

test('an unknown key is named with its line and the keys there are', (t) => {
  const failure = refused(lines('part 2/4', '', 'shard 2'))
  t.deepEqual([failure.source, failure.line, failure.detail], ['a/datum.env', 4, 'there is no key shard'])
  t.deepEqual(failure.known, Object.keys(ENVIRONMENT_KEYS))
})

test('a file that does not say its part is refused with the keys there are', (t) => {
  for (const text of [lines(), lines('part '), lines(`commit ${COMMIT}`)]) {
    const failure = refused(text)
    t.regex(failure.detail, /the key part is missing/)
    t.deepEqual(failure.known, Object.keys(ENVIRONMENT_KEYS))
  }
})

for (const [what, line, said] of [
  ['a place beyond the number of shards', 'part 5/4', /part: expected i\/N/],
  ['a place counted from 0', 'part 0/4', /part: expected/],
  ['an attempt of 0', 'attempt 0', /attempt: expected a number from 1/],
  ['a short hash', 'commit 4f2a1c9', /commit: expected a full hash/],
  ['the hash of no commit', `commit ${'0'.repeat(40)}`, /full hash/],
  ['a status nobody has', 'job-status maybe', /passed or failed/],
  ['a model that is none', 'model many', /model: expected serial/],
  ['a suite that leads up', 'suite ../other', /suite: expected/],
  ['a leg that leads up', 'leg node/../../x', /leg: expected/],
  ['a build that leads up', 'build ../77', /build: expected/],
  ['a dirty path out of the repository', 'dirty ../secret', /dirty: expected/],
  ['a dirty path of the machine', 'dirty /etc/passwd', /dirty: expected/],
  ['a tool that leads up', 'tool ../x 1.0', /tool: expected/],
  ['a version that is none', 'runtime python -rf', /runtime: expected/],
  ['a runtime that poses as the system', 'runtime os 5', /runtime: expected/],
  ['an escape sequence', 'leg \u001b[31mred', /leg: expected/],
  ['text that turns around', 'leg a\u202eb', /leg: expected/],
  ['a value beyond all length', `build ${'x'.repeat(300)}`, /build: expected/],
] as const) {
  test(`${what} is refused with its line`, (t) => {
    const [at, detail] = wrong(lines('', line))
    t.is(at, 3)
    t.regex(detail, said)
  })
}

test('what is said twice is refused, also when both say the same', (t) => {
  t.deepEqual(wrong(lines('part 1/4', 'part 1/4')), [3, 'part is there twice'])
  t.deepEqual(wrong(lines('part 1/4', 'tool pytest 8.0.0', 'tool pytest 9.0.0')), [4, 'tool pytest is there twice'])
})

test('a file of another tool is refused, and none of its values are repeated', (t) => {
  for (const text of ['TOKEN=hunter2\n', 'export TOKEN=hunter2\n', lines('part 1/1', 'TOKEN=hunter2'), lines('part 1/1', 'TOKEN hunter2'), lines('part 1/1', 'commit hunter2')]) {
    t.notRegex(JSON.stringify(refused(text)), /hunter2/)
  }
  t.deepEqual(wrong('datum-environment 2\npart 1/1\n'), [1, 'it was written for another version of datum'])
})

test('what is no text, empty or endless is refused', (t) => {
  t.deepEqual(wrong(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00])), [null, 'it is not text'])
  t.deepEqual(wrong(''), [null, 'it is empty'])
  t.deepEqual(wrong(lines('part 1/1', ...Array.from({ length: 10_000 }, () => 'dirty a'))), [null, 'it has 10002 lines, at most 500 are read'])
})

test('any bytes give a part or a refusal, and names of fields come from known forms only', (t) => {
  const line = fc.oneof(fc.string(), fc.constantFrom(...Object.keys(ENVIRONMENT_KEYS)).chain((key) => fc.string().map((value) => `${key} ${value}`)), fc.constantFrom('part 1/2', 'tool __proto__ 1', 'runtime constructor 1'))
  fc.assert(fc.property(fc.array(line), (some) => {
    const result = readEnvironmentFile('datum.env', bytesOf(lines(...some)))
    return !result.ok || [...Object.keys(result.value.environment.suspect), ...Object.keys(result.value.environment.tools)].every((name) => /^@?[A-Za-z][\w.+/-]*$/.test(name))
  }))
  t.pass()
})

test('environment files go by their name', (t) => {
  t.deepEqual(['datum.env', 'a/datum.env', 'a/shard-2.datum-env', '.datum-env', 'xdatum.env', 'datum.env/a.json', 'a.datum-env.json'].map(isEnvironmentFile), [true, true, true, true, false, false, false])
})

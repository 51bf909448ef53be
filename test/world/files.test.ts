import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import test from 'ava'
import type { Failure } from '../../src/model/failure.js'
import { openFiles } from '../../src/world/files.js'
import { answerOf, start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'
import { failureOf, valueOf } from '../support/result.js'

const READER = import.meta.resolve('../support/children/read-file.js')
const LIMIT = 100_000

test('a report is its bytes, by a relative or an absolute path', async (t) => {
  const folder = temporaryFolder(t)
  const bytes = randomBytes(5000)
  writeFileSync(join(folder, 'a b ünï.json'), bytes)
  const files = openFiles(folder)
  t.deepEqual(valueOf(await files.read('a b ünï.json')), bytes)
  t.deepEqual(valueOf(await openFiles('/').read(join(folder, 'a b ünï.json'))), bytes)
  writeFileSync(join(folder, 'empty.json'), '')
  t.is(valueOf(await files.read('empty.json')).length, 0)
})

test('gzip is unpacked, whatever the file is called', async (t) => {
  const folder = temporaryFolder(t)
  const files = openFiles(folder)
  const text = 'covered\n'.repeat(5000)
  writeFileSync(join(folder, 'report.json'), gzipSync(text))
  writeFileSync(join(folder, 'two.gz'), Buffer.concat([gzipSync('one,'), gzipSync('two')]))
  writeFileSync(join(folder, 'own.gz'), await files.compress(Buffer.from(text)))
  t.is(Buffer.from(valueOf(await files.read('report.json'))).toString(), text)
  t.is(Buffer.from(valueOf(await files.read('own.gz'))).toString(), text)
  t.is(Buffer.from(valueOf(await files.read('two.gz'))).toString(), 'one,two')
  t.is(Buffer.from(valueOf(await files.decompress('kept', gzipSync(text)))).toString(), text)
})

test('a gzip that was cut or damaged is broken', async (t) => {
  const folder = temporaryFolder(t)
  const packed = gzipSync(randomBytes(5000))
  const files = openFiles(folder)
  for (const size of [2, 9, 10, 2000, packed.length - 8, packed.length - 1]) {
    writeFileSync(join(folder, 'cut.gz'), packed.subarray(0, size))
    t.deepEqual(failureOf(await files.read('cut.gz')), { code: 'report-broken', source: 'cut.gz', format: 'gzip', line: null, column: null, detail: 'the compressed file was cut off' }, String(size))
  }
  const damaged = Buffer.from(packed)
  damaged.fill(0x55, 2000, 2100)
  writeFileSync(join(folder, 'damaged.gz'), damaged)
  t.like(failureOf(await files.read('damaged.gz')), { code: 'report-broken', source: 'damaged.gz', format: 'gzip' })
  t.like(failureOf(await files.decompress('kept', damaged)), { code: 'report-broken', source: 'kept' })
})

test('a file beyond the limit is not read, and a gzip that grows beyond it is not unpacked', async (t) => {
  const folder = temporaryFolder(t)
  const files = openFiles(folder, LIMIT)
  const bomb = gzipSync(Buffer.alloc(20_000_000))
  writeFileSync(join(folder, 'large.json'), Buffer.alloc(LIMIT + 1))
  writeFileSync(join(folder, 'bomb.json'), bomb)
  writeFileSync(join(folder, 'fits.json'), gzipSync(Buffer.alloc(LIMIT)))
  t.deepEqual(failureOf(await files.read('large.json')), { code: 'report-too-large', source: 'large.json', bytes: LIMIT + 1, limit: LIMIT })
  t.deepEqual(failureOf(await files.read('bomb.json')), { code: 'report-too-large', source: 'bomb.json', bytes: bomb.length, limit: LIMIT })
  t.deepEqual(failureOf(await files.decompress('kept', bomb)), { code: 'report-too-large', source: 'kept', bytes: bomb.length, limit: LIMIT })
  t.is(valueOf(await files.read('fits.json')).length, LIMIT)
})

test('what is no readable file says what it is', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'coverage'))
  writeFileSync(join(folder, 'file'), '')
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const files = openFiles(folder)
  t.deepEqual(failureOf(await files.read('coverage')), { code: 'report-unreadable', source: 'coverage', why: 'directory', detail: '' })
  t.like(failureOf(await files.read('pipe')), { code: 'report-unreadable', source: 'pipe', why: 'other' })
  t.deepEqual(failureOf(await files.read('nowhere.json')), { code: 'report-missing', patterns: ['nowhere.json'] })
  t.deepEqual(failureOf(await files.read('file/below')), { code: 'report-missing', patterns: ['file/below'] })
  t.like(failureOf(await files.read('nul\0byte')), { code: 'report-unreadable', why: 'other' })
  t.is(valueOf(await files.text('nowhere.json')), undefined)
  t.is(valueOf(await files.text('file/below')), undefined)
  t.like(failureOf(await files.text('coverage')), { code: 'report-unreadable', why: 'directory' })
})

test('what this user may not touch says so', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'report.json')
  writeFileSync(file, '{}')
  chmodSync(file, process.getuid?.() === 0 ? 0o600 : 0o000)
  chmodSync(folder, 0o555)
  const [read, text, written] = await answerOf<[Failure, Failure, Failure]>(start(READER, [file], { unprivileged: true }))
  t.like(read, { code: 'report-unreadable', source: file, why: 'permission' })
  t.like(text, { code: 'report-unreadable', source: file, why: 'permission' })
  t.like(written, { code: 'file-unwritable', file: `${file}.new` })
})

test('a folder is listed by name, and what is none lists nothing', async (t) => {
  const folder = temporaryFolder(t)
  for (const name of ['b.md', 'a.md', 'Z.md']) writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'c'))
  execFileSync('mkfifo', [join(folder, 'd')])
  const files = openFiles(folder)
  t.deepEqual(await files.list('.'), [
    { name: 'Z.md', kind: 'file' }, { name: 'a.md', kind: 'file' }, { name: 'b.md', kind: 'file' }, { name: 'c', kind: 'folder' }, { name: 'd', kind: 'other' },
  ])
  t.deepEqual(await files.list('nowhere'), [])
  t.deepEqual(await files.list('a.md'), [])
  t.deepEqual([files.exists('a.md'), files.exists('c'), files.exists('e')], [true, true, false])
})

test('text is UTF-8', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'policy.yaml'), 'ünï: →\n')
  t.is(valueOf(await openFiles(folder).text('policy.yaml')), 'ünï: →\n')
  t.is(readFileSync(join(folder, 'policy.yaml'), 'utf8'), 'ünï: →\n')
})

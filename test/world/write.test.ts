import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { openFiles } from '../../src/world/files.js'
import { temporaryFolder } from '../support/folder.js'
import { failureOf, valueOf } from '../support/result.js'

test('a file is written whole, with the folders it needs', async (t) => {
  const folder = temporaryFolder(t)
  const files = openFiles(folder)
  valueOf(await files.write('baselines/deep/ünï.yaml', 'a: 1\n'))
  valueOf(await files.write(join(folder, 'baselines/bytes'), Uint8Array.of(0, 255)))
  t.is(readFileSync(join(folder, 'baselines/deep/ünï.yaml'), 'utf8'), 'a: 1\n')
  t.deepEqual(readFileSync(join(folder, 'baselines/bytes')), Buffer.from([0, 255]))
  valueOf(await files.write('baselines/bytes', ''))
  t.deepEqual(readdirSync(join(folder, 'baselines')), ['bytes', 'deep'])
})

test('readers see the old file or the new one, and writers at once do not mix', async (t) => {
  const folder = temporaryFolder(t)
  const files = openFiles(folder)
  const contents = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index).repeat(200_000))
  valueOf(await files.write('file', contents[0]!))
  const writes = Promise.all(contents.map((content) => files.write('file', content)))
  for (let look = 0; look < 50; look += 1) {
    t.true(contents.includes(valueOf(await files.text('file')) ?? ''))
  }
  for (const written of await writes) valueOf(written)
  t.deepEqual(readdirSync(folder), ['file'])
})

test('a file keeps its mode, and a link stays a link', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'script.sh'), 'old')
  chmodSync(join(folder, 'script.sh'), 0o750)
  symlinkSync('script.sh', join(folder, 'link'))
  valueOf(await openFiles(folder).write('link', 'new'))
  t.is(readlinkSync(join(folder, 'link')), 'script.sh')
  t.is(readFileSync(join(folder, 'script.sh'), 'utf8'), 'new')
  t.is(statSync(join(folder, 'script.sh')).mode & 0o777, 0o750)
})

test('what is no regular file is written into and never replaced', async (t) => {
  const folder = temporaryFolder(t)
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const reader = spawn('cat', [pipe])
  let read = ''
  reader.stdout.setEncoding('utf8').on('data', (chunk: string) => (read += chunk))
  const closed = new Promise((resolve) => reader.on('close', resolve))
  valueOf(await openFiles(folder).write('pipe', 'through'))
  await closed
  t.is(read, 'through')
  t.true(lstatSync(pipe).isFIFO())

  symlinkSync('/dev/null', join(folder, 'null'))
  valueOf(await openFiles(folder).write('null', 'gone'))
  t.true(statSync('/dev/null').isCharacterDevice())
  t.deepEqual(readdirSync(folder), ['null', 'pipe'])
})

test('what cannot be written changes nothing and leaves nothing', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'taken'))
  writeFileSync(join(folder, 'file'), 'old')
  const files = openFiles(folder)
  for (const path of ['taken', 'file/below', 'file/deeper/below', 'nul\0byte', 'x'.repeat(300)]) {
    const failure = failureOf(await files.write(path, 'new'))
    t.like(failure, { code: 'file-unwritable', file: path })
    t.true('detail' in failure && failure.detail.length > 5)
  }
  t.is(readFileSync(join(folder, 'file'), 'utf8'), 'old')
  t.deepEqual(readdirSync(folder), ['file', 'taken'])
})

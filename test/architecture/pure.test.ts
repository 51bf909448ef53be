import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import test from 'ava'
import { root } from '../support/root.js'
import { runNode } from '../support/run.js'
import { copyOfSource, plant, sourceFiles } from '../support/source.js'

/** All that may touch what lies outside: everything else under src is pure, also what is added tomorrow. */
const IMPURE = ['src/world/', 'src/record/', 'src/cli.ts']
const isPure = (file: string): boolean => !IMPURE.some((impure) => file.startsWith(impure))

const compile = (folder: string) =>
  runNode(join(root, 'node_modules/typescript/bin/tsc'), ['-p', 'tsconfig.pure.json', '--listFiles', '--pretty', 'false'], folder)

test('every file outside world, record and the command line compiles without a runtime', async (t) => {
  const { code, out } = await compile(root)
  t.is(code, 0, out.split('\n').filter((line) => line.includes('error TS')).join('\n'))

  const compiled = new Set(out.split('\n').map((path) => relative(root, path).split(sep).join('/')))
  const pure = (await sourceFiles()).filter(isPure)
  t.deepEqual(pure.filter((file) => !compiled.has(file)), [])
  t.true(pure.length > 50)
  t.deepEqual([...compiled].filter((file) => file.includes('@types/node/')), [], "a library's types bring the runtime's")
})

const IMPURITIES = [
  'process.exitCode = 1',
  'console.log(1)',
  "await fetch('https://example.org')",
  "Buffer.from('')",
  'setTimeout(() => {}, 1)',
  "export { readFileSync } from 'node:fs'",
]

test('a runtime used in a pure folder does not compile', async (t) => {
  const copy = await copyOfSource(t)
  const folders = (await readdir(join(copy, 'src'), { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const files = folders.map(({ name }) => `src/${name}/planted.ts`).filter(isPure)
  t.true(files.length >= 5)
  for (const file of files) await plant(copy, file, [...IMPURITIES, 'export {}', ''].join('\n'))

  const { code, out } = await compile(copy)
  t.not(code, 0)
  const refused = new Set(out.split('\n').map((line) => line.replace(/^(.+)\((\d+),\d+\): error TS.*$/, '$1:$2')))
  const wanted = files.flatMap((file) => IMPURITIES.map((_, index) => `${file}:${index + 1}`))
  t.deepEqual(wanted.filter((place) => !refused.has(place)), [])
})

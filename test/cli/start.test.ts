import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { datum } from '../support/datum.js'
import { root } from '../support/root.js'

const tellModules = ['--import', import.meta.resolve('../support/loaders/tell-modules.js')]

/** Modules a command loads: files of datum, from `src`, and packages by name. */
async function modulesOf(args: readonly string[]): Promise<{ readonly code: number | null; readonly out: string; readonly own: readonly string[]; readonly packages: readonly string[] }> {
  const { code, out, err } = await datum(args, { cwd: root, node: tellModules })
  const urls = [...err.matchAll(/^module (\S+)$/gm)].map(([, url = '']) => url)
  return {
    code, out,
    own: urls.flatMap((url) => /\/dist\/src\/(.+)\.js$/.exec(url)?.[1] ?? []).sort(),
    packages: [...new Set(urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []))].sort(),
  }
}

test('--version prints the version, and loads nothing else', async (t) => {
  const { code, out, own, packages } = await modulesOf(['--version'])
  t.is(code, 0)
  t.is(out, `${(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version}\n`)
  t.deepEqual(own, ['cli', 'commands/help', 'commands/table', 'exit-code', 'model/result', 'world/package-version'])
  t.deepEqual(packages, [])
})

for (const args of [['--help'], ['-h'], ['help'], []]) {
  test(`datum ${args.join(' ')}: the commands, those a newcomer needs first, and nothing is loaded`, async (t) => {
    const { code, out, own, packages } = await modulesOf(args)
    t.is(code, args.length === 0 ? 2 : 0)
    t.deepEqual(own, ['cli', 'commands/help', 'commands/table', 'exit-code', 'model/result'])
    t.deepEqual(packages, [])
    const [first = '', more = ''] = out.split('\nmore\n')
    for (const name of ['init', 'ci', 'explain', 'recalibrate', 'override']) t.regex(first, new RegExp(`^  ${name}\\b`, 'm'))
    for (const name of ['collect', 'record', 'check', 'baseline list']) t.regex(more, new RegExp(`^  ${name}\\b`, 'm'))
  })
}

test('the help of a command loads no command, no store and no git', async (t) => {
  const { code, own, packages } = await modulesOf(['ci', '--help'])
  t.is(code, 0)
  t.deepEqual(own.filter((name) => /^(?:record|world|read|merge|judge)\//.test(name) || name === 'commands/ci'), [])
  t.deepEqual(packages.filter((name) => ['better-sqlite3', 'kysely', 'simple-git', 'zod'].includes(name)), [])
})

test('collecting in a shard loads no store', async (t) => {
  const { own, packages } = await modulesOf(['collect', '--part', '1/2', 'nothing.json'])
  t.true(own.includes('commands/collect'))
  t.deepEqual(own.filter((name) => name.startsWith('record/')), [])
  t.deepEqual(packages.filter((name) => ['better-sqlite3', 'kysely'].includes(name)), [])
})

test('explaining loads neither store nor git', async (t) => {
  const { code, own, packages } = await modulesOf(['explain', '4'])
  t.is(code, 0)
  t.deepEqual(own.filter((name) => /^(?:record|judge|merge)\//.test(name)), [])
  t.deepEqual(packages.filter((name) => ['better-sqlite3', 'kysely', 'simple-git'].includes(name)), [])
})

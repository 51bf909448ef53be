import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import test from 'ava'
import { openWorld } from '../../src/world/index.js'
import { start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'
import { gitRepository } from '../support/git-repository.js'
import { root } from '../support/root.js'

const ASKER = import.meta.resolve('../support/children/ask-world.js')
const LOADED = import.meta.resolve('../support/children/loaded.js')

test('a world is of a folder, an environment and a version', async (t) => {
  const folder = temporaryFolder(t)
  const env = { GITLAB_CI: 'true', CI_PIPELINE_ID: '5' }
  const world = openWorld(`${folder}/.`, env)
  t.is(world.cwd, folder)
  t.is(world.env, env)
  t.like(await world.ci(), { provider: 'gitlab', build: '5' })
  t.is(await openWorld(folder, {}).ci(), null)
  t.is(world.version, (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version)
  t.regex(world.clock.now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  t.true(Math.abs(Date.parse(world.clock.now()) - Date.now()) < 5000)
})

test("a pull request's event is read for the author's commit", async (t) => {
  const folder = temporaryFolder(t)
  const [event, head] = [join(folder, 'event.json'), 'a'.repeat(40)]
  writeFileSync(event, JSON.stringify({ number: 5, pull_request: { head: { sha: head } } }))
  const world = openWorld(folder, { GITHUB_ACTIONS: 'true', GITHUB_REF: 'refs/pull/5/merge', GITHUB_BASE_REF: 'main', GITHUB_EVENT_PATH: event })
  t.like(await world.ci(), { head, pullRequest: '5' })
})

test('texts that ship with datum are found where it is installed', async (t) => {
  const home = join(temporaryFolder(t), 'node_modules/ci-datum')
  mkdirSync(join(home, 'src/report/explain'), { recursive: true })
  cpSync(join(root, 'dist/src'), join(home, 'dist/src'), { recursive: true })
  cpSync(join(root, 'package.json'), join(home, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  writeFileSync(join(home, 'src/report/explain/false-failure.md'), '# False failure\n')
  writeFileSync(join(home, 'src/report/secret.md'), 'not for reading\n')

  const installed = (await import(pathToFileURL(join(home, 'dist/src/world/index.js')).href)) as { readonly openWorld: typeof openWorld }
  const world = installed.openWorld('/', {})
  t.is(await world.asset('explain', 'false-failure.md'), '# False failure\n')
  for (const name of ['nowhere.md', '', '.', '..', '../secret.md', '..%2fsecret.md', 'explain/../../secret.md', `${home}/package.json`, 'false-failure.md?x', '\0']) {
    t.is(await world.asset('explain', name), undefined, name)
  }
})

test("this package's own texts are found", async (t) => {
  const page = join(root, 'src/report/explain/regression.md')
  t.is(await openWorld('/', {}).asset('explain', 'regression.md'), existsSync(page) ? readFileSync(page, 'utf8') : undefined)
})

const loads: Readonly<Record<string, readonly string[]>> = {
  nothing: [], name: [], rest: [], git: ['simple-git'], glob: ['tinyglobby'],
}

for (const [thing, libraries] of Object.entries(loads)) {
  test(`asking for ${thing} loads ${libraries.join() || 'no library'}`, async (t) => {
    const { folder, write } = gitRepository(t)
    write({ 'report.json': '{}' })
    const { code, err } = await start(ASKER, [folder, thing], { node: ['--import', LOADED] }).ended
    t.is(code, 0, err)
    const loaded = [...err.matchAll(/^loaded (.*)$/gm)].map((match) => match[1])
    t.deepEqual(loaded.filter((name) => !libraries.includes(name ?? '')), [])
    if (thing === 'git' || thing === 'glob') t.deepEqual(loaded, [...libraries])
  })
}

test('colour is for terminals, and people may say otherwise', (t) => {
  const colour = (env: Readonly<Record<string, string>>) => openWorld('/', env).terminal.colour
  t.true(colour({ FORCE_COLOR: '1' }))
  t.false(colour({ FORCE_COLOR: '0' }))
  t.false(colour({ FORCE_COLOR: '1', NO_COLOR: '1' }))
  t.false(colour({ TERM: 'dumb' }))
  t.true(openWorld('/', {}).terminal.columns >= 40)
})

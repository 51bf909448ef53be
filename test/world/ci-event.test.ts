import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { readEvent } from '../../src/world/ci/event.js'
import { ciContext } from '../../src/world/ci/index.js'
import { parseProperties } from '../../src/world/ci/properties.js'
import type { Event } from '../../src/world/ci/provider.js'
import { temporaryFolder } from '../support/folder.js'

const PULL_REQUEST = { number: 5, pull_request: { number: 5, head: { sha: '2'.repeat(40), ref: 'topic' } } }

test("GitHub's event file is read when there is one that can be", async (t) => {
  const folder = temporaryFolder(t)
  const github = (path?: string) => readEvent({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path })
  writeFileSync(join(folder, 'event.json'), JSON.stringify(PULL_REQUEST))
  writeFileSync(join(folder, 'broken.json'), '{')
  t.deepEqual(await github(join(folder, 'event.json')), PULL_REQUEST)
  for (const path of [join(folder, 'broken.json'), join(folder, 'nowhere.json'), folder, '', undefined]) t.is(await github(path), null)
})

test("TeamCity's parameters are read from the file that its build's file names", async (t) => {
  const folder = temporaryFolder(t)
  const [build, parameters] = [join(folder, 'build.properties'), join(folder, 'parameters.properties')]
  const env = { TEAMCITY_VERSION: '2025.07', TEAMCITY_BUILD_PROPERTIES_FILE: build }
  writeFileSync(build, `#TeamCity\nteamcity.build.id=4711\nteamcity.configuration.properties.file=${parameters.replaceAll(':', '\\:')}\n`)
  t.like(ciContext(env, await readEvent(env)), { build: '4711', branch: undefined })
  writeFileSync(parameters, `teamcity.build.branch=topic\nteamcity.configuration.properties.file=${build}\n`)
  t.like(ciContext(env, await readEvent(env)), { build: '4711', branch: 'topic' })
})

test('a file of one provider is not read for another, nor for a developer', async (t) => {
  const path = join(temporaryFolder(t), 'event.json')
  writeFileSync(path, JSON.stringify(PULL_REQUEST))
  t.is(await readEvent({ GITHUB_EVENT_PATH: path }), null)
  t.is(await readEvent({ GITLAB_CI: 'true', GITHUB_EVENT_PATH: path }), null)
})

test('an event that is not what it should be says nothing', (t) => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge' }
  for (const event of [null, {}, [], 'text', 5, { pull_request: null, number: {} }, { pull_request: { head: 'x', base: { sha: 7 } } }]) {
    t.like(ciContext(env, event as Event), { head: undefined, baseCommit: undefined, pullRequest: '5' })
  }
})

test('a properties file has comments, escapes, lines that go on, and three ways to end a key', (t) => {
  t.deepEqual(parseProperties([
    '# comment', '! comment', '', 'a=1', 'b : 2', 'c 3', 'path=C\\:\\\\agent\\\\x', 'key\\ with\\=signs=v', 'long=a\\', '    b', 'end=x\\\\', 'name=\\u00fc\\t.', '  indented = y=z ', 'empty=', '=nothing', 'tail\\',
  ].join('\r\n')), {
    a: '1', b: '2', c: '3', path: 'C:\\agent\\x', 'key with=signs': 'v', long: 'ab', end: 'x\\', name: 'ü\t.', indented: 'y=z ', empty: '', tail: '',
  })
  t.deepEqual(parseProperties(''), {})
})

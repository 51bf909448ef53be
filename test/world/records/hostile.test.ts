import { readdirSync } from 'node:fs'
import test from 'ava'
import { openRecords } from '../../../src/world/records/index.js'
import { homeOf, pathsIn, pushed, remoteRepository, runnerOf, SETTLED } from '../../support/records.js'
import { failureOf } from '../../support/result.js'

const HOSTILE = ['--upload-pack=touch x', '-oProxyCommand=touch x', 'ext::sh -c "touch x"', 'a\nb', '\u001b[31mred', 'ssh://-oProxyCommand=touch%20x/a', '$(touch x)', '--receive-pack=x;touch x', '.', '../..']

test('no name of a remote or address injects anything', async (t) => {
  const remote = remoteRepository(t)
  const runner = runnerOf(t, remote.folder)
  const before = readdirSync(runner.folder)
  for (const where of HOSTILE) {
    const home = await openRecords(runner.folder, { env: SETTLED }).records(where)
    const result = home.ok ? await home.value.pull() : home
    t.notRegex(JSON.stringify(home.ok ? home.value.name : home.error), /[\u0000-\u001f]|\\u00|\\n/, where)
    if (!['.', '../..'].includes(where)) t.false(result.ok, where)
  }
  t.deepEqual(readdirSync(runner.folder).filter((name) => name !== '.datum'), before)
  for (const ref of ['--upload-pack=x', 'refs/x', 'refs/a b/c', 'refs/heads/a:refs/heads/main', 'refs/a/\u0007', '+refs/a/b', 'main', '']) {
    t.is(failureOf(await openRecords(runner.folder, { env: SETTLED }).records('origin', ref)).code, 'wrong-use', ref)
  }
  runner.git('config', 'remote.--upload-pack=x.url', remote.folder)
  await pushed(await homeOf(runner, '--upload-pack=x'), 'a')
  t.deepEqual(pathsIn(remote), ['a'])
})

import test from 'ava'
import { clean, secretsIn } from '../../../src/world/records/clean.js'
import { isRecordPath, isRefName, isUrl } from '../../../src/world/records/names.js'
import { gitEnvironment, networkSettings, remoteSettings, sshSettings, withSettings, type Setting } from '../../../src/world/records/settings.js'
import { fc } from '../../support/properties.js'

const texts: Readonly<Record<string, string>> = {
  "fatal: unable to access 'https://ada:s3cret@example.org/a.git/': 403": "fatal: unable to access 'https://example.org/a.git/': 403",
  'https://token@example.org/a.git': 'https://example.org/a.git',
  'https://ada:p@ss@example.org/a': 'https://example.org/a',
  'ssh://git:pw@example.org:22/a': 'ssh://example.org:22/a',
  'https://example.org/a.git?private_token=s3cret#x and more': 'https://example.org/a.git and more',
  'a\u001b[31m\u0000b\r\nc\u202e': 'a [31m b c',
  'Authorization: Basic czNjcmV0': 'Authorization: Basic ***',
  'authorization: bearer s3cret': 'authorization: bearer ***',
  'nothing to hide': 'nothing to hide',
}

for (const [text, wanted] of Object.entries(texts)) {
  test(`told as ${JSON.stringify(wanted)}`, (t) => { t.is(clean(text), wanted) })
}

test('a password of an address is hidden wherever it turns up, however it is spelled', (t) => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9]{4,20}$/), fc.stringMatching(/^[a-z]{1,8}$/), (password, user) => {
    const secrets = secretsIn('remote.origin.url', `https://${user}:${password}%20x@example.org/a.git`)
    for (const text of [`said ${password}%20x`, `said ${password} x.`, `https://${user}:${password}%20x@elsewhere/`]) {
      if (clean(text, secrets).includes(password) && !'said elsewhere https example'.includes(password)) return false
    }
    return true
  }))
  t.deepEqual(secretsIn('http.https://example.org/.extraheader', 'AUTHORIZATION: basic abcdef'), ['AUTHORIZATION: basic abcdef', 'basic abcdef', 'abcdef'])
  t.deepEqual(secretsIn('url.https://oauth2:glpat-1234@example.org/.insteadof', 'https://example.org/'), ['oauth2:glpat-1234', 'glpat-1234'])
  t.deepEqual(secretsIn('remote.origin.url', 'ssh://git@example.org/a'), [])
  t.deepEqual(secretsIn('remote.origin.url', 'https://ghp_0123456789abcdef@example.org/a'), ['ghp_0123456789abcdef'])
})

test('only whole names of refs are refs', (t) => {
  for (const name of ['refs/datum/records', 'refs/heads/datum', 'refs/heads/ünï', 'refs/x/-dash']) t.true(isRefName(name), name)
  for (const name of ['', 'main', 'refs/x', '--upload-pack=x', 'refs/../x', 'refs/a b/c', 'refs/a/b.lock', 'refs/a//b', 'refs/a/.b', 'refs/a/b~', 'refs/a/*', 'refs/a/b:c', 'refs/a/b\n', 'refs/a/b\u0007', 'refs/a/@{u}', 'refs/a/b.', '+refs/a/b']) t.false(isRefName(name), name)
})

test('addresses are told from folders', (t) => {
  for (const url of ['https://example.org/a', 'ssh://x/y', 'file:///a', 'git@example.org:team/app', 'host:path', 'codecommit::eu://repo', 'ext::sh -c id']) t.true(isUrl(url), url)
  for (const path of ['/a/b', './a', '../a:b', 'origin', 'C:\\a', 'C:/a', 'a/b:c', '--upload-pack=x']) t.false(isUrl(path), path)
})

test('paths of records never reach into a repository', (t) => {
  for (const path of ['a', 'a/b~', '%2Egit/x', 'a.git', 'git', '.gitx']) t.true(isRecordPath(path), path)
  for (const path of ['.git', 'a/.GIT/b', '.git.', '.git ', '.git~1', 'a/../b', '', 'a//b']) t.false(isRecordPath(path), path)
})

test('what the user configured for the network is handed over once and in order, and nothing else is', (t) => {
  const everybody: readonly Setting[] = [['credential.helper', ''], ['credential.helper', 'store'], ['http.proxy', 'p'], ['user.name', 'Ada']]
  const own: readonly Setting[] = [
    ['core.bare', 'false'], ['credential.helper', ''], ['credential.helper', 'cache'], ['http.https://example.org/.extraheader', 'AUTHORIZATION: basic x'],
    ['url.https://x/.insteadof', 'y:'], ['core.sshcommand', 'ssh -i k'], ['core.hookspath', '/x'], ['alias.x', '!sh'], ['http.proxy', 'q'],
  ]
  t.deepEqual(networkSettings([...everybody, ...own], everybody), own.filter(([key]) => !['core.bare', 'core.hookspath', 'alias.x'].includes(key)))
  t.deepEqual(networkSettings(everybody, everybody), [])
})

test('a remote is taken by its very name, its first address of each kind', (t) => {
  const theirs: readonly Setting[] = [['remote.a.b.url', 'x'], ['remote.origin.url', '1'], ['remote.origin.url', '2'], ['remote.origin.pushurl', '3'], ['remote.origin.fetch', '+a:b'], ['remote.--upload-pack=x.url', '4'], ['remote.origin.proxy', 'p']]
  t.deepEqual(remoteSettings(theirs, 'origin'), [['remote.datum-records.url', '1'], ['remote.datum-records.pushurl', '3'], ['remote.datum-records.proxy', 'p']])
  t.deepEqual(remoteSettings(theirs, '--upload-pack=x'), [['remote.datum-records.url', '4']])
  t.deepEqual(remoteSettings(theirs, 'a.b'), [['remote.datum-records.url', 'x']])
  t.is(remoteSettings(theirs, 'a'), undefined)
  t.is(remoteSettings([['remote.origin.proxy', 'p']], 'origin'), undefined)
})

test('the environment says neither which repository is meant nor traces, and its settings stay behind ours', (t) => {
  const own = { GIT_DIR: '/x', GIT_INDEX_FILE: 'i', GIT_TRACE_CURL: '1', GIT_OBJECT_DIRECTORY: 'o', GIT_ALTERNATE_OBJECT_DIRECTORIES: 'a', GIT_ASKPASS: 'ask', GIT_ALLOW_PROTOCOL: 'https:ext:ssh', PATH: '/bin', LC_ALL: 'de_DE', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.proxy', GIT_CONFIG_VALUE_0: 'p' }
  const env = withSettings(gitEnvironment(own, { GIT_DIR: '/ours' }), [['a.b', 'c']])
  t.like(env, {
    GIT_DIR: '/ours', GIT_ASKPASS: 'ask', GIT_ALLOW_PROTOCOL: 'https:ssh', PATH: '/bin', LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '4', GIT_CONFIG_KEY_0: 'a.b', GIT_CONFIG_VALUE_0: 'c', GIT_CONFIG_KEY_1: 'http.proxy', GIT_CONFIG_KEY_2: 'protocol.ext.allow', GIT_CONFIG_VALUE_2: 'never',
  })
  t.deepEqual(Object.keys(env).filter((name) => /TRACE|INDEX|OBJECT/.test(name)), [])
  t.deepEqual(sshSettings([], {}), [['core.sshcommand', 'ssh -o BatchMode=yes -o ConnectTimeout=30']])
  for (const configured of [sshSettings([['core.sshcommand', 'x']], {}), sshSettings([], { GIT_SSH: 'x' }), sshSettings([], { GIT_SSH_COMMAND: 'x' })]) t.deepEqual(configured, [])
})

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { withoutPassword } from '../../../src/world/records/address.js'
import { temporaryFolder } from '../../support/folder.js'
import { gitServer } from '../../support/git-server.js'
import { gitThat, homeOf, pathsAt, pathsIn, pushed, remoteRepository, runnerOf } from '../../support/records.js'
import { valueOf } from '../../support/result.js'

const [READ, WRITE] = ['r3ad-t0ken', 'wr1te t0ken/%']
const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

interface Way {
  /** Address of the remote, and the user's settings that lead to the host. */
  readonly url: (host: string, path: string) => string
  readonly settings?: (host: string, path: string) => string
  readonly push?: (host: string, path: string) => string
}

const reader = (host: string): string => `http://ci:${READ}@${host}/`
const writer = (host: string): string => `http://bot:${encodeURIComponent(WRITE)}@${host}/`

/** Ways for a password into an address; the last word of each says who writes. */
const ways: Readonly<Record<string, Way>> = {
  'in the address, of the reader': { url: (host, path) => `${reader(host)}${path}` },
  'in the address, of the writer': { url: (host, path) => `${writer(host)}${path}` },
  'one to read and one to write, of the writer': { url: (host, path) => `${reader(host)}${path}`, push: (host, path) => `${writer(host)}${path}` },
  'by insteadOf, of the reader': { url: (host, path) => `http://${host}/${path}`, settings: (host) => `[url "${reader(host)}"]\n\tinsteadOf = http://${host}/\n` },
  'by an insteadOf of the whole address, of the reader': { url: (host, path) => `http://${host}/${path}`, settings: (host, path) => `[url "${reader(host)}${path}"]\n\tinsteadOf = http://${host}/${path}\n` },
  'by insteadOf and pushInsteadOf, of the writer': { url: (_host, path) => `short:${path}`, settings: (host) => `[url "${reader(host)}"]\n\tinsteadOf = short:\n[url "${writer(host)}"]\n\tpushInsteadOf = short:\n` },
  'in the address, beside a helper that knows another, of the reader': { url: (host, path) => `${reader(host)}${path}`, settings: () => '[credential]\n\thelper = "!echo username=eve; echo password=wrong; :"\n' },
}

for (const [what, { url, settings, push }] of Object.entries(ways)) {
  test(`a password ${what}, reaches the host and is in no argument of a process`, async (t) => {
    const { runner, remote, server, host } = await secured(t)
    const path = basename(remote.folder)
    runner.git('remote', 'set-url', 'origin', url(host, path))
    if (push) runner.git('remote', 'set-url', '--push', 'origin', push(host, path))
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'global'), settings?.(host, path) ?? '')
    const log = join(folder, 'arguments')
    const env = { ...gitThat(t, `printf '%s\\n' "$*" >> ${log}\nexport GIT_TRACE=${log}`), GIT_CONFIG_GLOBAL: join(folder, 'global') }
    const home = await homeOf(runner, 'origin', { env })
    await pushed(home, 'a')
    t.deepEqual(await pathsAt(valueOf(await home.pull())), ['a'])
    t.deepEqual(pathsIn(remote), ['a'])
    const wrote = server.requests.filter(({ path: asked, method }) => asked.includes('receive-pack') && method === 'POST').map(({ authorization }) => authorization)
    t.deepEqual(wrote, [what.endsWith('writer') ? basic('bot', WRITE) : basic('ci', READ)])
    const said = readFileSync(log, 'utf8')
    t.regex(said, /git.remote-http/, 'the helpers are in the log')
    for (const secret of [READ, WRITE, encodeURIComponent(WRITE)]) t.false(said.includes(secret), said)
    t.false(existsSync(join(runner.folder, '.datum/records.git/sessions/FETCH_HEAD')))
  })
}

async function secured(t: ExecutionContext) {
  const remote = remoteRepository(t)
  remote.git('config', 'http.receivepack', 'true')
  const server = await gitServer(t, dirname(remote.folder))
  const known = [basic('ci', READ), basic('bot', WRITE)]
  server.rule = (request, response) => {
    if (known.includes(request.headers.authorization ?? '')) return undefined
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end()
    return 'answered'
  }
  return { remote, server, runner: runnerOf(t, 'nowhere'), host: new URL(server.url).host }
}

test('an address without a password, or of another kind, is left to git', (t) => {
  for (const url of ['https://example.org/a', 'https://ada@example.org/a', 'git@example.org:a', 'ssh://git:x@example.org/a', '/srv/a@b:c/d', 'https://ada:x%0aquit=1@example.org/a']) {
    const remote = [['remote.datum-records.url', url]] as const
    t.is(withoutPassword(remote, [], 'fetch'), remote, url)
  }
})

test('a token that stands where a user does is told by configuration', (t) => {
  t.deepEqual(withoutPassword([['remote.datum-records.url', 'https://0123456789abcdef0123@example.org:8443/a?x']], [], 'push'), [
    ['remote.datum-records.url', 'https://example.org:8443/a?x'], ['url.https://example.org:8443/a?x.insteadof', 'https://example.org:8443/a?x'],
    ['url.https://example.org:8443/a?x.pushinsteadof', 'https://example.org:8443/a?x'], ['credential.https://example.org:8443.username', '0123456789abcdef0123'],
  ])
})

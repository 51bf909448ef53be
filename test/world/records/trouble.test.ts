import test from 'ava'
import { troubleOf, type Trouble } from '../../../src/world/records/trouble.js'

type Told = readonly [doing: 'fetch' | 'push', kind: Trouble['kind'], text: string, more?: Partial<Extract<Trouble, { readonly kind: 'refused' }>> | Partial<Extract<Trouble, { readonly kind: 'unreachable' }>>]

const REJECTED = 'To https://example.org/a.git\n!\tabc:refs/datum/records\t'

/** What gits and hosts print, and what it means. */
const table: readonly Told[] = [
  ['push', 'faster', `${REJECTED}[rejected] (fetch first)\nDone\nerror: failed to push some refs to 'https://example.org/a.git'`],
  ['push', 'faster', `${REJECTED}[rejected] (non-fast-forward)`],
  ['push', 'faster', `remote: error: cannot lock ref 'refs/datum/records': is at 1234 but expected 5678\n${REJECTED}[remote rejected] (failed to update ref)`],
  ['push', 'faster', `remote: error: cannot lock ref 'refs/datum/records': Unable to create '/srv/a.git/refs/datum/records.lock': File exists.\n${REJECTED}[remote rejected] (failed to update ref)`],
  ['push', 'faster', `${REJECTED}[remote rejected] (incorrect old value provided)`],
  ['push', 'faster', `${REJECTED}[remote rejected] (shallow update not allowed)`],
  ['fetch', 'faster', 'fatal: shallow file has changed since we read it'],
  ['fetch', 'absent', "fatal: couldn't find remote ref refs/datum/records"],
  ['fetch', 'absent', "fatal: Couldn't find remote ref refs/datum/records"],

  ['push', 'refused', "remote: Permission to team/app.git denied to github-actions[bot].\nfatal: unable to access 'https://github.com/team/app/': The requested URL returned error: 403", { why: 'read-only' }],
  ['push', 'refused', "remote: Write access to repository not granted.\nfatal: unable to access 'https://github.com/team/app/': The requested URL returned error: 403", { why: 'read-only' }],
  ['push', 'refused', 'ERROR: The key you are authenticating with has been marked as read only.\nfatal: Could not read from remote repository.', { why: 'read-only' }],
  ['push', 'refused', 'remote: This repository was archived so it is read-only.\nfatal: unable to access: The requested URL returned error: 403', { why: 'read-only' }],
  ['push', 'refused', 'remote: You are not allowed to push code to this project.\nfatal: unable to access: The requested URL returned error: 403', { why: 'denied' }],
  ['push', 'refused', "fatal: could not read Username for 'https://github.com': terminal prompts disabled", { why: 'read-only' }],
  ['push', 'refused', `remote: error: insufficient permission for adding an object to repository database ./objects\n${REJECTED}[remote rejected] (unpacker error)`, { why: 'read-only' }],
  ['push', 'refused', `remote: GitLab: You are not allowed to push\n${REJECTED}[remote rejected] (pre-receive hook declined)`, { why: 'denied' }],
  ['push', 'refused', `remote: error: GH013: Repository rule violations found for refs/datum/records.\n${REJECTED}[remote rejected] (push declined due to repository rule violations)`, { why: 'denied' }],
  ['push', 'refused', `${REJECTED}[remote rejected] (deny updating a hidden ref)`, { why: 'other' }],
  ['push', 'refused', `${REJECTED}[remote rejected] (funny refname)`, { why: 'other' }],
  ['push', 'refused', `remote: fatal: write error: No space left on device\n${REJECTED}[remote rejected] (unpacker error)`, { why: 'other' }],
  ['fetch', 'refused', "fatal: Authentication failed for 'https://example.org/a.git/'", { why: 'denied' }],
  ['fetch', 'refused', "fatal: unable to access 'https://example.org/a.git/': The requested URL returned error: 403", { why: 'denied' }],
  ['fetch', 'refused', 'git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.', { why: 'denied' }],
  ['fetch', 'refused', 'Host key verification failed.\nfatal: Could not read from remote repository.', { why: 'denied' }],
  ['fetch', 'refused', "fatal: detected dubious ownership in repository at '/srv/a.git'\nTo add an exception for this directory, call: …", { why: 'denied' }],

  ['fetch', 'unreachable', "fatal: unable to access 'https://nowhere.example/': Could not resolve host: nowhere.example", { lasting: false }],
  ['fetch', 'unreachable', 'ssh: Could not resolve hostname nowhere.example: Name or service not known\nfatal: Could not read from remote repository.', { lasting: false }],
  ['fetch', 'unreachable', "fatal: unable to access 'http://127.0.0.1:1/': Failed to connect to 127.0.0.1 port 1: Connection refused", { lasting: false }],
  ['fetch', 'unreachable', 'error: RPC failed; curl 56 GnuTLS recv error\nfatal: early EOF\nfatal: fetch-pack: invalid index-pack output', { lasting: false }],
  ['push', 'unreachable', 'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly', { lasting: false }],
  ['push', 'unreachable', `${REJECTED}[remote failure] (remote failed to report status)`, { lasting: false }],
  ['fetch', 'unreachable', "fatal: '/srv/gone.git' does not appear to be a git repository\nfatal: Could not read from remote repository.", { lasting: true }],
  ['fetch', 'unreachable', "remote: Repository not found.\nfatal: repository 'https://github.com/team/gone/' not found", { lasting: true }],

  ['fetch', 'damaged', 'remote: fatal: unable to read 1234567890123456789012345678901234567890\nfatal: early EOF\nfatal: fetch-pack: invalid index-pack output'],
  ['fetch', 'full', 'fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output'],
  ['fetch', 'full', "fatal: sha1 file '/x/.datum/records.git/objects/pack/tmp_pack_1' write error. Out of diskspace\nfatal: Unexpected checksum for /x/.datum/records.git/objects/pack/tmp_pack_1 (disk corruption?)"],
  ['fetch', 'unwritable', 'error: insufficient permission for adding an object to repository database /x/.datum/records.git/objects\nfatal: failed to write object'],
  ['push', 'unknown', 'fatal: bad object refs/homes/1234'],
  ['fetch', 'unknown', 'error: object file /x/.datum/records.git/objects/12/34 is empty\nfatal: loose object 1234 (stored in …) is corrupt'],
  ['fetch', 'unknown', ''],
]

for (const [doing, kind, text, more = {}] of table) {
  test(`${doing}: ${kind}: ${text.replace(/\s+/g, ' ').replace(REJECTED.replace(/\s+/g, ' '), '')}`, (t) => {
    const trouble = troubleOf(doing, { out: Buffer.from(''), err: text, signal: null, stood: false }, null)
    t.like(trouble, { kind, ...more }, JSON.stringify(trouble))
    t.not(trouble.detail, '')
  })
}

test('progress and advice are no part of what is told', (t) => {
  const err = 'remote: Enumerating objects: 5, done.\rremote: Counting objects:  20% (1/5)\rReceiving objects: 100%\nhint: try again\nfatal: early EOF\n'
  t.is(troubleOf('fetch', { out: Buffer.from('To https://example.org\nDone\n'), err, signal: null, stood: false }, null).detail, 'fatal: early EOF')
})

test('a connection that stands still is unreachable, and a file that may not grow is a full disk', (t) => {
  t.is(troubleOf('fetch', { out: Buffer.from(''), err: '', signal: 'SIGTERM', stood: true }, null).kind, 'unreachable')
  t.is(troubleOf('fetch', { out: Buffer.from(''), err: '', signal: 'SIGXFSZ', stood: false }, null).kind, 'full')
})

test('what names the directory is said of the directory', (t) => {
  const err = "fatal: Unable to create temporary file '/mnt/records/objects/pack/tmp': No space left on device"
  t.is(troubleOf('push', { out: Buffer.from(''), err, signal: null, stood: false }, '/mnt/records').kind, 'refused')
  t.is(troubleOf('push', { out: Buffer.from(''), err, signal: null, stood: false }, null).kind, 'full')
})

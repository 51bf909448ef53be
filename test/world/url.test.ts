import test from 'ava'
import { repositoryName, withoutUser } from '../../src/world/url.js'

test('a repository has one name, however its remote is spelled', (t) => {
  for (const url of [
    'https://example.org/Team/App.git', 'https://example.org/team/app', 'https://example.org/team/app/', 'http://example.org/team/app.git/',
    'https://user:p%40ss@example.org/team/app.git', 'https://x-access-token:ghs_abc@example.org/team/app', 'https://example.org:8443/team/app.git',
    'git@example.org:team/app.git', 'example.org:team/app', 'git@example.org:/team/app.git', 'ssh://git@example.org/team/app.git',
    'ssh://git@example.org:2222/team/app.git', 'git://example.org/team/app.git', 'git+ssh://git@example.org/team/app.git', ' git@example.org:team/app.git\n',
  ]) t.is(repositoryName(url), 'example.org/team/app', url)
  t.is(repositoryName('git@gitlab.example.org:group/sub/deep/app.git'), 'gitlab.example.org/group/sub/deep/app')
})

test('a remote on this machine has no name', (t) => {
  for (const url of ['', '/srv/git/app.git', '../app', './app.git', 'file:///srv/git/app.git', 'C:\\git\\app', 'C:/git/app', 'https://example.org', 'https://example.org/', 'not a url']) {
    t.is(repositoryName(url), undefined, url)
  }
})

test('a URL loses its credentials', (t) => {
  t.is(withoutUser('https://user:secret@ci.example.org/build/1?x=y#z'), 'https://ci.example.org/build/1?x=y#z')
  t.is(withoutUser('https://token@ci.example.org/'), 'https://ci.example.org/')
  t.is(withoutUser('user:secret@ci.example.org'), undefined)
  t.is(withoutUser('no url'), undefined)
})

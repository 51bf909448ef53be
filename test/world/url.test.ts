import test from 'ava'
import { publicUrl, repositoryName } from '../../src/world/url.js'

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

test('a remote that hides a password behind its host has no name', (t) => {
  for (const url of ['user:secret@example.org/team/app', 'https://user:1/secret@example.org/app', 'https://secret?@example.org/app', 'https://user:1#secret@example.org/app']) t.is(repositoryName(url), undefined, url)
  t.is(repositoryName('https://example.org/team/app.git?private_token=secret'), 'example.org/team/app')
})

test('a URL loses its credentials', (t) => {
  t.is(publicUrl('https://user:secret@ci.example.org/build/1'), 'https://ci.example.org/build/1')
  t.is(publicUrl('https://token@ci.example.org/'), 'https://ci.example.org/')
  t.is(publicUrl('user:secret@ci.example.org'), undefined)
  t.is(publicUrl('https://user:1/secret@ci.example.org/'), undefined)
  t.is(publicUrl('no url'), undefined)
})

test('of a query only what names a build stays, and of a fragment nothing', (t) => {
  t.is(publicUrl('https://ci.example.org/_build/results?buildId=5&view=results'), 'https://ci.example.org/_build/results?buildId=5&view=results')
  t.is(publicUrl('https://ci.example.org/1?private_token=x&buildId=5&access_token=y&private_token=z'), 'https://ci.example.org/1?buildId=5')
  t.is(publicUrl('https://ci.example.org/1?key=x'), 'https://ci.example.org/1')
  t.is(publicUrl('https://ci.example.org/1?buildId=https%3A%2F%2Fexample.org%2F%3Ftoken%3Dx'), undefined)
  t.is(publicUrl('https://ci.example.org/home#access_token=x'), 'https://ci.example.org/home')
})

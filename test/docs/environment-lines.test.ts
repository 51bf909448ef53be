import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { readEnvironmentFile, type StatedPart } from '../../src/read/environment-file.js'
import { documentedLines, gitlabShard, SHELLS, writeEnvironmentFile, type Written } from '../support/environment-file.js'
import { temporaryFolder, type Owner } from '../support/folder.js'
import { cloneOf, emptyProject } from '../support/project.js'
import { valueOf } from '../support/result.js'

const PAGE = 'src/report/explain/environment-file.md'
const stated = ({ text }: Written): StatedPart => valueOf(readEnvironmentFile('datum.env', new TextEncoder().encode(text)))

/** A folder of programs with these and no others. */
function only(t: Owner, ...programs: readonly string[]): string {
  const folder = temporaryFolder(t)
  for (const program of programs) symlinkSync(execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim(), join(folder, program))
  return folder
}

test('README and the page give the same lines, three of them', (t) => {
  t.is(documentedLines('README.md'), documentedLines(PAGE))
  t.is(documentedLines(PAGE).trimEnd().split('\n').length, 3)
})

for (const shell of SHELLS) {
  test(`${shell.join(' ')} runs the lines in a clone, quietly, under -e and -u`, (t) => {
    const clone = cloneOf(t, emptyProject(t))
    const written = writeEnvironmentFile(clone.top, gitlabShard(2, 4), shell)
    t.is(written.status, 0)
    t.is(written.err, '')
    const part = stated(written)
    t.like(part, { place: { index: 2, of: 4 }, attempt: 1002, build: '77', commit: clone.git('rev-parse', 'HEAD'), tree: clone.git('rev-parse', 'HEAD^{tree}'), status: 'unknown', model: null, dirty: [] })
    t.like(part.environment.suspect, { os: process.platform, arch: process.arch })
    t.regex(part.environment.recorded['cpus'] ?? '', /^\d+$/)
  })
}

test('without git the commit is what the CI says', (t) => {
  const commit = 'c'.repeat(40)
  const env = { ...gitlabShard(3, 4, { commit }), PATH: only(t, 'sh', 'mkdir', 'uname', 'nproc', 'sed') }
  const written = writeEnvironmentFile(temporaryFolder(t), env)
  t.deepEqual([written.status, written.err], [0, ''])
  t.like(stated(written), { place: { index: 3, of: 4 }, commit, tree: null, dirty: [] })
})

test('the versions of Python and of its measuring packages are told, and no other package', (t) => {
  const bin = only(t, 'sh', 'mkdir', 'uname', 'nproc', 'sed')
  const packages = ['attrs==23.2.0', 'coverage==7.6.1', 'pytest==8.1.1', 'pytest-cov==5.0.0', 'pytest-mock==3.14.0', '-e git+https://example.org/pytest@c0ffee#egg=own']
  writeFileSync(join(bin, 'python3'), `#!/bin/sh\nif [ "$1" = -c ]; then echo 3.12.1; else printf '%s\\n' '${packages.join('\' \'')}'; fi\n`, { mode: 0o755 })
  const { environment } = stated(writeEnvironmentFile(temporaryFolder(t), { PATH: bin }))
  t.deepEqual(environment.tools, { coverage: '7.6.1', pytest: '8.1.1', 'pytest-cov': '5.0.0' })
  t.like(environment, { suspect: { python: '3.12' }, recorded: { 'python version': '3.12.1' } })
})

test('where nothing is there and nothing is known, the file says one part and no more', (t) => {
  const written = writeEnvironmentFile(temporaryFolder(t), { PATH: only(t, 'sh', 'mkdir') })
  t.is(written.status, 0)
  t.deepEqual(stated(written), {
    place: { index: 1, of: 1 }, attempt: 1, suite: null, leg: null, model: null, build: null, commit: null, tree: null, status: 'unknown', dirty: [],
    environment: { suspect: {}, recorded: {}, tools: {} },
  })
})

test('a repository without a commit has no hash to tell', (t) => {
  const folder = temporaryFolder(t)
  execFileSync('git', ['init', '-q', folder])
  t.is(stated(writeEnvironmentFile(folder)).commit, null)
})

test('GitHub tells build and attempt, and the twins of options go before what a CI says', (t) => {
  const folder = temporaryFolder(t)
  const github = { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '555', GITHUB_RUN_ATTEMPT: '2', GITHUB_SHA: 'a'.repeat(40), DATUM_PART: '3/4', DATUM_JOB_STATUS: 'failure' }
  t.like(stated(writeEnvironmentFile(folder, github)), { place: { index: 3, of: 4 }, attempt: 2, build: '555', commit: 'a'.repeat(40), status: 'failed' })
  const told = { ...gitlabShard(1, 2), CI_JOB_STATUS: 'success', DATUM_PART: '2/3', DATUM_ATTEMPT: '7', DATUM_BUILD: 'b 9', DATUM_SUITE: 'unit', DATUM_LEG: 'py', DATUM_MODEL: 'sharded:3' }
  t.like(stated(writeEnvironmentFile(folder, told)), { place: { index: 2, of: 3 }, attempt: 7, build: 'b 9', suite: 'unit', leg: 'py', model: 'sharded:3', status: 'passed' })
})

test('files that differ from the commit are named, whatever letters they have', (t) => {
  const clone = cloneOf(t, emptyProject(t))
  clone.commit('More', { 'src/grün x.js': 'exports.a = 1\n' })
  clone.write('src/grün x.js', 'exports.a = 2\n')
  clone.write('untracked.js', '')
  t.deepEqual(stated(writeEnvironmentFile(clone.top)).dirty, ['src/grün x.js'])
})

test('nothing of the environment is written but the named fields', (t) => {
  const { text } = writeEnvironmentFile(temporaryFolder(t), { ...gitlabShard(1, 4), CI_JOB_TOKEN: 'hunter2', SECRET: 'hunter2', DATUM_TOKEN: 'hunter2', GIT_ASKPASS: 'hunter2' })
  t.notRegex(text, /hunter2/)
  for (const line of text.trimEnd().split('\n').slice(1)) t.regex(line, /^(?:part|attempt|build|suite|leg|model|commit|tree|job-status|os|arch|cpus|runtime|tool|dirty) /)
})

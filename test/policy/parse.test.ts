import test from 'ava'
import type { Problem } from '../../src/model/failure.js'
import { parsePolicy } from '../../src/policy/parse.js'
import { DEFAULT_GLOBS } from '../../src/policy/path-globs.js'
import { readYaml } from '../../src/read/yaml.js'
import { policyOf } from '../support/judging.js'
import { failureOf } from '../support/result.js'
import { fc } from '../support/properties.js'

const FILE = 'baselines/policy.yaml'

function problems(text: string): string[] {
  const failure = failureOf(parsePolicy(FILE, text, readYaml))
  if (failure.code !== 'policy-invalid') throw new Error(failure.code)
  return failure.problems.map(({ line, column, message }: Problem) => `${line}:${column} ${message}`)
}

const withSetting = (line: string): string => `mode: enforce\nsuites: {unit: {}}\n${line}\n`
const withSuite = (line: string): string => `mode: enforce\nsuites:\n  unit:\n    ${line}\n`

test('a mode and a suite are a policy; all else has a default', (t) => {
  t.deepEqual(policyOf('mode: observe\nsuites: {unit: {}}\n'), {
    mode: 'observe',
    suites: [{ name: 'unit', root: '', cadence: 'every-build', models: ['serial'], reports: [], include: [], exclude: [] }],
    scopes: [], baselineBranches: ['main'], frozenBranches: [], approvers: [], signed: false, maxErosion: '1', observeBuilds: 20, fullEvery: 7,
    paths: DEFAULT_GLOBS, sync: null,
  })
})

test('every setting is read', (t) => {
  t.deepEqual(policyOf(`mode: enforce
suites:
  unit: {root: ./packages/core/, cadence: nightly, models: [sharded:4, "parallel:auto"], reports: [a/*.json, b.xml], include: src/**, exclude: [src/x.ts]}
  e2e: {root: ., cadence: weekly}
scopes:
  core: {root: src, include: src/core/**, exclude: src/core/gen/**}
branches: [main, next]
frozen: release/*
approvers: Ada <ada@example.org>
signed: "true"
maxErosion: 0.50
observeBuilds: 7
paths: {test: t/**, docs: []}
sync: {remote: upstream, ref: refs/heads/ci/datum, detailDays: 30}
`), {
    mode: 'enforce',
    suites: [
      { name: 'unit', root: 'packages/core', cadence: 'nightly', models: ['sharded:4', 'parallel:auto'], reports: ['a/*.json', 'b.xml'], include: ['src/**'], exclude: ['src/x.ts'] },
      { name: 'e2e', root: '', cadence: 'weekly', models: ['serial'], reports: [], include: [], exclude: [] },
    ],
    scopes: [{ name: 'core', root: 'src', include: ['src/core/**'], exclude: ['src/core/gen/**'] }],
    baselineBranches: ['main', 'next'], frozenBranches: ['release/*'], approvers: ['Ada <ada@example.org>'], signed: true, maxErosion: '0.5', observeBuilds: 7, fullEvery: 7,
    paths: { ...DEFAULT_GLOBS, test: ['t/**'], docs: [] }, sync: { remote: 'upstream', ref: 'refs/heads/ci/datum', detailDays: 30 },
  })
})

test('a list of one may be written as the item', (t) => {
  for (const [one, list] of [
    ['branches: next', 'branches: [next]'], ['frozen: r/*', 'frozen: [r/*]'], ['approvers: Ada', 'approvers: [Ada]'], ['paths: {test: t/**}', 'paths: {test: [t/**]}'],
  ] as const) t.deepEqual(policyOf(withSetting(one)), policyOf(withSetting(list)))
  for (const [one, list] of [['models: serial', 'models: [serial]'], ['reports: a', 'reports: [a]'], ['include: a', 'include: [a]'], ['exclude: a', 'exclude: [a]']] as const) {
    t.deepEqual(policyOf(withSuite(one)), policyOf(withSuite(list)))
  }
})

test('every mistake is told at once, at its place and with what was expected', (t) => {
  t.deepEqual(problems(`mode: sometimes
modes: x
suites:
  unit:
    root: /abs
    cadence: daily
    models: [serial, sharded:1]
    reports:
      - ''
      - [a]
    extra: 1
    incl: 3
  "bad name": {}
  other: text
scopes:
  project:
    include: x
  core:
    includes: [a]
    model: serial
branches: {a: b}
frozen: [x, '']
approvers:
signed: yes
maxErosion: -1
observeBuilds: 0
paths:
  tests: x
  test: {}
  source: y
`), [
    '1:7 mode: expected observe or enforce',
    '2:1 modes: no such setting; did you mean mode?',
    '5:11 suites.unit.root: expected a folder inside the repository, seen from its top',
    '6:14 suites.unit.cadence: expected one of every-build, nightly, weekly',
    '7:22 suites.unit.models.1: expected an execution model: serial, parallel:W, parallel:auto, sharded:N or sharded:N+parallel:W',
    '9:7 suites.unit.reports: expected a glob, found nothing',
    '11:5 suites.unit.extra: no such setting; expected one of root, cadence, models, reports, include, exclude',
    '12:5 suites.unit.incl: no such setting; did you mean include?',
    '13:3 suites.bad name: expected a name of letters, digits, `.`, `_` and `-`',
    '14:10 suites.other: expected root, models and reports of the suite',
    '16:3 scopes.project: `project` is the suite itself and cannot be defined',
    '19:5 scopes.core.includes: no such setting; did you mean include?',
    '20:5 scopes.core.model: no such setting; expected one of root, include, exclude',
    '21:11 branches: expected the name of a baseline branch',
    '22:13 frozen.1: expected a glob, found nothing',
    '23:11 approvers: expected the name of an approver (`Name <mail@example.org>`), found nothing',
    '24:9 signed: expected true or false',
    '25:13 maxErosion: expected percentage points such as 1 or 0.5, or off',
    '26:16 observeBuilds: expected a number of builds',
    '28:3 paths.tests: no such setting; did you mean test?',
    '29:9 paths.test: expected a glob',
    '30:3 paths.source: no such setting; expected one of test, dependency, build, tool-config, pipeline, docs',
  ])
})

for (const [what, text, expected] of [
  ['an empty file', '', ['1:1 the file is empty; expected mode and suites']],
  ['a file of comments', '# to do\n', ['1:1 the file is empty; expected mode and suites']],
  ['a word', 'x\n', ['1:1 the policy: expected the settings of a policy: mode, suites, branches, approvers']],
  ['a list', '- a\n', ['1:1 the policy: expected the settings of a policy: mode, suites, branches, approvers']],
  ['no mode', 'suites: {u: {}}\n', ['1:1 mode: missing; expected observe or enforce']],
  ['no suites', 'mode: enforce\n', ['1:1 suites: missing; expected one block a suite']],
  ['suites without a suite', 'mode: enforce\nsuites: {}\n', ['2:9 suites: expected at least one suite']],
  ['suites that are blank', 'mode: enforce\nsuites:\n', ['2:8 suites: expected one block a suite']],
  ['a suite that is blank', 'mode: enforce\nsuites: {u: }\n', ['2:13 suites.u: expected root, models and reports of the suite']],
  ['a setting twice', 'mode: enforce\nmode: observe\nsuites: {u: {}}\n', ['2:1 Map keys must be unique']],
  ['a suite twice', 'mode: enforce\nsuites:\n  u: {}\n  u: {root: a}\n', ['4:3 Map keys must be unique']],
  ['an anchor and its alias', 'mode: &a enforce\nsuites: {u: {root: *a}}\n', ['1:10 an anchor (`&name`): write the value out', '2:20 an alias (`*name`): write the value out']],
  ['a tag', 'mode: !x enforce\nsuites: {u: {}}\n', ['1:10 a tag (`!x`): only text, lists and maps are read']],
  ['a tab', 'mode: enforce\nsuites:\n\tu: {}\n', ['3:1 Tabs are not allowed as indentation']],
  ['a folder outside', 'mode: enforce\nsuites: {u: {root: a/../../b}}\n', ['2:20 suites.u.root: expected a folder inside the repository, seen from its top']],
  ['a suite without a model', withSuite('models: []'), ['4:13 suites.unit.models: expected at least one execution model']],
  ['no baseline branch', withSetting('branches: []'), ['3:11 branches: expected at least one baseline branch']],
  ['a line that ends in CR LF', 'mode: enforce\r\nsuites: {u: {}}\r\nmaxErosion: x\r\n', ['3:13 maxErosion: expected percentage points such as 1 or 0.5, or off']],
  ['a name that objects inherit', withSetting('constructor: x'), ['3:1 constructor: no such setting; expected one of mode, suites, scopes, branches, frozen, approvers, signed, maxErosion, observeBuilds, fullEvery, paths, sync']],
  ['a prototype', withSetting('__proto__: {signed: "true"}'), ['3:1 __proto__: no such setting; expected one of mode, suites, scopes, branches, frozen, approvers, signed, maxErosion, observeBuilds, fullEvery, paths, sync']],
] as const) {
  test(`${what} is refused at its place`, (t) => {
    t.deepEqual(problems(text), expected)
  })
}

test('decimals stay what was typed, in one spelling', (t) => {
  for (const [typed, kept] of [['1', '1'], ['0.10', '0.1'], ['0.333333333333333333', '0.333333333333333333'], ['007', '7'], ['0', '0'], ['off', null]] as const) {
    t.is(policyOf(withSetting(`maxErosion: ${typed}`)).maxErosion, kept, typed)
  }
  for (const typed of ['-1', '1e3', '.5', '1,5', 'NaN', 'none', '5%', '{}', '[1]']) t.is(problems(withSetting(`maxErosion: ${typed}`)).length, 1, typed)
})

test('only true and false are flags', (t) => {
  t.true(policyOf(withSetting('signed: true')).signed)
  for (const typed of ['yes', 'True', '1', 'on', "''"]) t.deepEqual(problems(withSetting(`signed: ${typed}`)), ['3:9 signed: expected true or false'], typed)
})

test('a root is a folder as git writes it', (t) => {
  for (const [typed, kept] of [['.', ''], ['./', ''], ['a', 'a'], ['./a/b/', 'a/b'], ['.github', '.github'], ['a..b', 'a..b']] as const) {
    t.is(policyOf(withSuite(`root: ${typed}`)).suites[0]!.root, kept, typed)
  }
})

test('records stay in the local store unless sync says where else; all of it has a default', (t) => {
  t.deepEqual(policyOf(withSetting('sync: {}')).sync, { remote: 'origin', ref: 'refs/datum/records', detailDays: 90 })
  for (const remote of ['origin', 'upstream', '../records', '/mnt/records', '.datum/cache', 'https://git.example.org/team/app.git', 'https://git.example.org:8443/a@b', 'ssh://git@git.example.org/team/app', 'git@git.example.org:team/app.git', 'file:///mnt/records']) {
    t.is(policyOf(withSetting(`sync: {remote: "${remote}"}`)).sync?.remote, remote)
  }
  for (const ref of ['refs/datum/records', 'refs/heads/datum-records', 'refs/datum/v1.2/a_b']) t.is(policyOf(withSetting(`sync: {ref: ${ref}}`)).sync?.ref, ref)
})

test('a remote with a user or password in it is refused, and the message holds neither', (t) => {
  for (const remote of ['https://ada:secret@git.example.org/a', 'https://secret@git.example.org/a', 'http://x-access-token:secret@git.example.org/a', 'ssh://git:secret@git.example.org/a', 'git+https://secret@git.example.org/a', 'HTTPS://ada:se%40cret@git.example.org/a']) {
    t.deepEqual(problems(withSetting(`sync: {remote: "${remote}"}`)), ["3:16 sync.remote: a URL with a user or password in it does not belong in a file that everybody reads; write it without, and use the CI's own credentials"], remote)
  }
})

test('what git would take for an option, a helper or a ref of another kind is refused', (t) => {
  for (const remote of ['--upload-pack=x', '-u', 'ext::sh -c x', 'fd::7', 'a\\tb', 'a\\0b']) {
    t.deepEqual(problems(withSetting(`sync: {remote: "${remote}"}`)), ['3:16 sync.remote: expected the name of a git remote, a folder, or a URL (https, ssh)'], remote)
  }
  for (const ref of ['main', 'refs', 'refs/heads', 'refs/heads/', 'refs//a', 'refs/datum/a..b', 'refs/datum/.a', 'refs/datum/a.lock', 'refs/datum/a.', 'refs/datum/a.lock/b', 'refs/datum/a b', 'refs/datum/a\\n', 'refs/datum/-x', 'refs/datum/@{1}', 'refs/datum/a~1', 'refs/datum/a:b', '+refs/datum/a', '-d']) {
    t.deepEqual(problems(withSetting(`sync: {ref: "${ref}"}`)), ['3:13 sync.ref: expected a full ref such as refs/datum/records'], ref)
  }
  for (const days of ['0', '-1', '1.5', '10000', 'forever', '[1]', '']) t.is(problems(withSetting(`sync: {detailDays: ${days === '' ? "''" : days}}`)).length, 1, days)
  t.deepEqual(problems(withSetting('sync: {detailDays: 0}')), ['3:20 sync.detailDays: expected a number of days, from 1 to 9999'])
  t.deepEqual(problems(withSetting('sync: {remotes: a}')), ['3:8 sync.remotes: no such setting; did you mean remote?'])
  t.deepEqual(problems(withSetting('sync: origin')), ['3:7 sync: expected remote, ref and detailDays of sync'])
  t.deepEqual(problems(withSetting('sync:')), ['3:6 sync: expected remote, ref and detailDays of sync'])
})

test('whatever the text, there is a policy or a problem with a place in it', (t) => {
  const scalar = fc.constantFrom('enforce', 'observe', '{}', '[]', '', 'x', '"', '*a', '&a x', '!t x', '- a', 'unit: {}', '{unit: {root: a}}', '__proto__', '\t', '0.5', '| \n  x', '#')
  const line = fc.tuple(fc.constantFrom('', '  ', '    ', '\t'), fc.constantFrom('mode', 'suites', 'unit', 'scopes', 'branches', 'paths', 'maxErosion', '?', '-'), fc.constantFrom(': ', ':', ' '), scalar).map((parts) => parts.join(''))
  fc.assert(fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
    const text = lines.join('\n')
    const result = parsePolicy(FILE, text, readYaml)
    const found = result.ok || result.error.code !== 'policy-invalid' ? [] : result.error.problems
    t.is(found.length === 0, result.ok)
    for (const { line: at, column, message } of found) {
      t.true(at >= 1 && at <= text.split('\n').length + 1 && column >= 1 && message !== '', `${JSON.stringify(text)} ${at}:${column} ${message}`)
    }
  }), { numRuns: 1500 })
})

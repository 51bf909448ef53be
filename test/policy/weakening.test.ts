import test from 'ava'
import type { Policy } from '../../src/model/policy.js'
import { weakenings } from '../../src/policy/weakening.js'
import { matcher } from '../../src/policy/globs.js'
import { scopeFilter, scopesOf } from '../../src/policy/scopes.js'
import { scopeText } from '../../src/model/scope.js'
import { ADA, BOB, EVE, policyOf } from '../support/judging.js'

const BASE = `mode: enforce
suites:
  unit: {root: packages/core, cadence: nightly, models: [serial], reports: a.json, include: src/**, exclude: src/gen/**}
  e2e: {}
scopes:
  core: {include: src/core/**}
branches: [main, next]
frozen: [release/*]
approvers: [${ADA}, ${BOB}]
signed: true
maxErosion: 1
`

const told = (base: Policy, next: Policy): string[] => weakenings(base, next).map(({ field, from, to }) => `${field}: ${from} -> ${to}`)
/** What a replacement in the policy weakens. */
function weakened(from: string, to: string, base = BASE): string[] {
  if (!base.includes(from)) throw new Error(from)
  return told(policyOf(base), policyOf(base.replace(from, to)))
}

test('a policy is as strong as itself', (t) => {
  t.deepEqual(told(policyOf(BASE), policyOf(BASE)), [])
})

for (const [what, from, to, expected] of [
  ['going back to observing', 'mode: enforce', 'mode: observe', 'mode: enforce -> observe'],
  ['doing without signatures', 'signed: true', 'signed: false', 'signed: true -> false'],
  ['a larger erosion', 'maxErosion: 1', 'maxErosion: 1.01', 'maxErosion: 1 -> 1.01'],
  ['no erosion', 'maxErosion: 1', 'maxErosion: off', 'maxErosion: 1 -> off'],
  ['another approver', `, ${BOB}`, `, ${BOB}, ${EVE}`, `approvers: ${ADA}, ${BOB} -> ${ADA}, ${BOB}, ${EVE}`],
  ['one approver less', `, ${BOB}`, '', `approvers: ${ADA}, ${BOB} -> ${ADA}`],
  ['no approvers', `approvers: [${ADA}, ${BOB}]\n`, '', `approvers: ${ADA}, ${BOB} -> (none)`],
  ['a baseline branch less', 'branches: [main, next]', 'branches: [main]', 'branches: main, next -> main'],
  ['another frozen branch', 'frozen: [release/*]', 'frozen: [release/*, main]', 'frozen: release/* -> main, release/*'],
  ['a suite less', '  e2e: {}\n', '', 'suites.e2e: measured -> removed'],
  ['a suite of another name', '  e2e: {}', '  end: {}', 'suites.e2e: measured -> removed'],
  ['another root', 'root: packages/core', 'root: packages/core/src', 'suites.unit.root: packages/core -> packages/core/src'],
  ['a rarer cadence', 'cadence: nightly', 'cadence: weekly', 'suites.unit.cadence: nightly -> weekly'],
  ['other files', 'include: src/**', 'include: [src/**, lib/**]', 'suites.unit.include: src/** -> lib/**, src/**'],
  ['all files', 'include: src/**, ', '', 'suites.unit.include: src/** -> (none)'],
  ['an exclusion', 'exclude: src/gen/**', 'exclude: [src/gen/**, src/old/**]', 'suites.unit.exclude: src/gen/** -> src/gen/**, src/old/**'],
  ['an exclusion less', ', exclude: src/gen/**', '', 'suites.unit.exclude: src/gen/** -> (none)'],
] as const) {
  test(`${what} is weaker`, (t) => {
    t.deepEqual(weakened(from, to), [expected])
  })
}

test('moving a class of paths is weaker, whichever it is', (t) => {
  for (const name of ['test', 'dependency', 'build', 'tool-config', 'pipeline', 'docs'] as const) {
    const base = policyOf(`${BASE}paths: {${name}: a/**}\n`)
    t.deepEqual(told(base, policyOf(`${BASE}paths: {${name}: b/**}\n`)), [`paths.${name}: a/** -> b/**`])
    t.is(told(policyOf(BASE), base).length, 1, name)
  }
})

for (const [what, from, to] of [
  ['a smaller erosion', 'maxErosion: 1', 'maxErosion: 0.99'],
  ['the same erosion in other words', 'maxErosion: 1', 'maxErosion: 1.0'],
  ['approvers in another order', `[${ADA}, ${BOB}]`, `[${BOB}, ${ADA}]`],
  ['another baseline branch', 'branches: [main, next]', 'branches: [main, next, v2]'],
  ['a frozen branch less', 'frozen: [release/*]', 'frozen: []'],
  ['another suite', '  e2e: {}', '  e2e: {}\n  api: {}'],
  ['a denser cadence', 'cadence: nightly', 'cadence: every-build'],
  ['another model', 'models: [serial]', 'models: [serial, sharded:4]'],
  ['a scope, which its limits hold', 'include: src/core/**', 'include: src/core2/**'],
] as const) {
  test(`${what} is not weaker`, (t) => {
    t.deepEqual(weakened(from, to), [])
  })
}

test('enforcing, signing and limiting erosion are not weaker', (t) => {
  const loose = policyOf(BASE.replace('enforce', 'observe').replace('signed: true', 'signed: false').replace('maxErosion: 1', 'maxErosion: off'))
  t.deepEqual(told(loose, policyOf(BASE)), [])
})

test('where nobody approved yet, naming approvers is not weaker', (t) => {
  t.deepEqual(told(policyOf(BASE.replace(/approvers:.*\n/, '')), policyOf(BASE)), [])
})

test('everything that is weaker is told at once', (t) => {
  t.deepEqual(told(policyOf(BASE), policyOf('mode: observe\nsuites: {unit: {}}\n')).map((line) => line.split(':')[0]), [
    'mode', 'signed', 'approvers', 'branches', 'suites.unit.root', 'suites.unit.include', 'suites.unit.exclude', 'suites.e2e',
  ])
})

test('a scope holds what lies below its root, is included and not excluded', (t) => {
  const holds = (scope: { root?: string; include?: string[]; exclude?: string[] }) => scopeFilter({ name: 's', root: '', include: [], exclude: [], ...scope }).holds
  t.true(holds({})('any/where.ts'))
  t.true(holds({ root: 'a' })('a/b.ts'))
  t.false(holds({ root: 'a' })('ab/c.ts'))
  t.true(holds({ include: ['src/**'] })('src/.hidden/a.ts'))
  t.false(holds({ include: ['src/**'] })('lib/a.ts'))
  t.false(holds({ root: 'a', include: ['src/**'] })('a/src/b.ts'))
  t.false(holds({ include: ['src/**'], exclude: ['**/*.gen.ts'] })('src/a.gen.ts'))
})

test("a suite's own scope comes before the named ones and bears its globs", (t) => {
  const { suites, scopes } = policyOf(BASE)
  t.deepEqual(scopesOf(suites[0]!, scopes).map(({ name, root }) => `${name} ${root}`), ['project packages/core', 'core '])
  t.is(scopeFilter(scopesOf(suites[0]!, scopes)[0]!).holds('packages/core/src/a.ts'), false)
})

test('a scope is the same whatever the order of its globs', (t) => {
  const scope = { name: 'a', root: 'r', include: ['x', 'y'], exclude: ['z'] }
  t.is(scopeText(scope), scopeText({ ...scope, name: 'b', include: ['y', 'x'] }))
  for (const other of [{ ...scope, root: '' }, { ...scope, include: ['x'] }, { ...scope, exclude: [] }, { ...scope, include: ['x', 'y', 'z'], exclude: [] }]) t.not(scopeText(scope), scopeText(other))
})

test('no glob matches nothing, and a dot hides nothing', (t) => {
  t.false(matcher([])('a'))
  t.true(matcher(['**/*.ts'])('.a/b.ts'))
  t.true(matcher(['x', 'release/*'])('release/1.0'))
  t.false(matcher(['release/*'])('release/1/2'))
})

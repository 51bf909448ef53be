import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'ava'
import { emptyProject, valueIn, type Project } from '../support/project.js'
import { root } from '../support/root.js'

const formats = join(root, 'fixtures/formats')

function reportInto(project: Project, name: string, path: string): void {
  mkdirSync(dirname(join(project.top, path)), { recursive: true })
  copyFileSync(join(formats, 'reports', name), join(project.top, path))
}

/** Suites of a repository, the folders of their sources, the reports their tools wrote, and what these come to. */
const SUITES = [
  { suite: 'api', root: 'api', from: 'java/src', to: 'api/src/main/java', report: 'jacoco/one+two.xml', at: 'api/target/jacoco.xml', values: { 'coverage.lines': '23/24', 'coverage.branches': '17/26', 'coverage.statements': '111/123', 'coverage.functions': '7/8' } },
  { suite: 'shop', root: 'services/shop', from: 'go', to: 'services/shop', report: 'go/both.out', at: 'services/shop/coverage.out', values: { 'coverage.statements': '11/13' } },
  { suite: 'tools', root: 'tools', from: 'python', to: 'tools', report: 'cobertura/coverage-py-both.xml', at: 'tools/coverage.xml', values: { 'coverage.lines': '17/18', 'coverage.branches': '8/10' } },
  { suite: 'native', root: 'native', from: 'cpp', to: 'native', report: 'llvm-cov/one+two.json', at: 'native/coverage.json', values: { 'coverage.lines': '42/47', 'coverage.branches': '22/34', 'coverage.functions': '6/7', 'coverage.statements': '34/43' } },
  { suite: 'web', root: '', from: null, to: '', report: 'lcov/nyc-shards-2.info', at: 'coverage/lcov.info', values: { 'coverage.lines': '48/78', 'coverage.branches': '30/60', 'coverage.functions': '6/13' } },
] as const

test('a repository of five languages: each suite is recorded from the report its tool wrote, with its own files', async (t) => {
  const project = emptyProject(t)
  for (const { from, to } of SUITES) {
    if (from !== null) cpSync(join(formats, 'sources', from), join(project.top, to), { recursive: true })
  }
  project.write('baselines/policy.yaml', [
    'mode: observe', 'suites:',
    ...SUITES.flatMap(({ suite, root: folder, at }) => [`  ${suite}:`, ...(folder === '' ? [] : [`    root: ${folder}`]), `    reports: [${at}]`]),
    'branches: [main]', 'approvers: [ada@example.org]', '',
  ].join('\n'))
  project.commit('Five languages', { '.gitignore': '.datum/\ncoverage*\n/api/target/\nnode_modules/\n' })

  for (const { suite, report, at, values } of SUITES) {
    reportInto(project, report, at)
    const told = await project.ci(['--suite', suite, at])
    t.is(told.code, 0, told.said)
    t.deepEqual(Object.fromEntries(Object.keys(values).map((metric) => [metric, valueIn(told, metric)])), { ...values }, `${suite}: ${told.said}`)
    t.false(told.kinds.some((kind) => /foreign-report|totals-disagree/.test(kind)), `${suite}: ${told.kinds.join(' ')}`)
    t.is(told.json.measurement?.suite, suite)
  }
})

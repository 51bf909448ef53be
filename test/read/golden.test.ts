import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { totals, statuses, reportOf } from '../support/reports.js'
import { evidence, inShort, mergeParts, origin, partOf, valueIn } from '../support/parts.js'
import { shared } from '../support/root.js'

const golden = shared && existsSync(join(shared, 'golden')) ? join(shared, 'golden') : undefined
const run = golden ? test : test.skip
const where = golden ? '' : ' (skipped: there is no ../shared/golden)'

const open = (file: string) => reportOf(file, readFileSync(join(golden!, file)))
const merged = (...files: readonly string[]) => mergeParts(files.map((file, index) => partOf([open(file)], origin(index + 1, files.length))))
const percent = ([covered = 0, total = 0]: readonly number[]): string => (Math.floor((covered * 10000) / total) / 100).toFixed(2)

/** Branches of single reports, from golden/README.md. */
const BRANCHES: readonly (readonly [folder: string, files: readonly string[], branches: string])[] = [
  ['c8-11', ['serial', 'rawmerge'], '8/11'],
  ['jest-30-v8', ['serial'], '7/11'],
  ['jest-30-babel', ['serial'], '8/18'],
  ['vitest-3-v8', ['serial', 'par'], '7/11'],
  ['vitest-3-v8', ['blobmerge'], '8/12'],
  ['vitest-3-istanbul', ['serial', 'par', 'blobmerge'], '8/18'],
  ['vitest-4-v8', ['serial', 'par', 'blobmerge'], '8/18'],
  ['vitest-4-istanbul', ['serial', 'par', 'blobmerge'], '8/18'],
]

for (const [folder, files, branches] of BRANCHES) {
  run(`${folder} has ${branches} branches in ${files.join(', ')}${where}`, (t) => {
    for (const file of files) t.is(totals(open(`${folder}/${file}.coverage-final.json`), 'branch'), branches, file)
  })
}

run(`c8 counts every physical line${where}`, (t) => {
  t.is(totals(open('c8-11/serial.coverage-final.json'), 'line'), '17/17')
})

for (const [folder, prefix] of [['jest-30-babel', ''], ['vitest-3-istanbul', 's'], ['vitest-4-v8', 's'], ['vitest-4-istanbul', 's']] as const) {
  run(`the shards of ${folder} merge to its serial branches${where}`, (t) => {
    const whole = merged(...[1, 2, 3].map((shard) => `${folder}/${prefix}${shard}.coverage-final.json`))
    t.is(inShort(valueIn(whole, 'coverage.branches')), '8/18')
    t.true(whole.whole)
  })
}

// istanbul-lib-coverage 3.2.2 merges these to 12/12 (3.2.0: 5/12), 8/12 and 8/12, where one process has 8/11, 7/11 and 7/11.
for (const folder of ['c8-11', 'jest-30-v8', 'vitest-3-v8'] as const) {
  run(`the converted branches of ${folder} have no merged value, whatever a merger would make of them${where}`, (t) => {
    const whole = merged(...['s1', 's2', 's3'].map((name) => `${folder}/${name}.coverage-final.json`))
    t.is(inShort(valueIn(whole, 'coverage.branches')), 'not-mergeable')
    t.deepEqual(evidence(whole, 'not-mergeable').map(({ element, producer }) => [element, producer]), [['branch', 'v8-to-istanbul']])
    t.is(inShort(valueIn(whole, 'coverage.lines')), totals(open(`${folder}/serial.coverage-final.json`), 'line'))
  })
}

const PYTHON: readonly (readonly [string, string])[] = [
  ['pytestcov-serial', '90.47'], ['pytestcov-n2-load', '80.95'], ['pytestcov-n3-load', '80.95'], ['pytestcov-n3-loadfile', '80.95'],
  ['covrun-n2', '0.00'], ['shards-combined', '71.42'], ['shards-missing-child', '61.90'],
]

for (const [name, stated] of PYTHON) {
  run(`coverage.py's ${name} has ${stated} % of lines and branches, cut off${where}`, (t) => {
    const counts = inShort(valueIn(merged(`pytest-xdist/${name}.json`), 'coverage.combined')).split('/').map(Number)
    t.is(percent(counts), stated)
  })
}

run(`coverage.py's shards unite to what coverage combine makes of them${where}`, (t) => {
  const three = merged('pytest-xdist/shard-one.json', 'pytest-xdist/shard-two.json', 'pytest-xdist/shard-child.json')
  t.is(inShort(valueIn(three, 'coverage.combined')), '15/21')
  const two = merged('pytest-xdist/shard-one.json', 'pytest-xdist/shard-two.json')
  t.is(inShort(valueIn(two, 'coverage.combined')), '13/21')
})

run(`pytest's JUnit files list the same three tests, serially and in workers${where}`, (t) => {
  const shapes = ['serial', 'n2'].map((name) => open(`pytest-xdist/junit-${name}.xml`).files.map(({ path, kinds }) => [path, kinds.test?.form === 'listed' ? kinds.test.shape : '']))
  t.deepEqual(shapes[0], shapes[1])
  t.deepEqual(statuses(open('pytest-xdist/junit-n2.xml'), 'test'), { passed: 3 })
})

run(`a time limit of 1 ms turns all 45 mutants of Stryker into timeouts${where}`, (t) => {
  t.deepEqual(statuses(open('stryker-9/cmdto.json'), 'mutant'), { Timeout: 45 })
  t.is(inShort(valueIn(merged('stryker-9/cmdto.json'), 'mutation.score')), '45/45')
})

run(`Stryker's runs over one half each unite to the whole run${where}`, (t) => {
  const halves = merged('stryker-9/sa.json', 'stryker-9/sb.json')
  const one = merged('stryker-9/c1.json')
  t.is(inShort(valueIn(halves, 'mutation.score')), inShort(valueIn(one, 'mutation.score')))
  t.is(inShort(valueIn(merged('stryker-9/c2.json'), 'mutation.score')), inShort(valueIn(one, 'mutation.score')))
})

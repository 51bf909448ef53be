import test from 'ava'
import fc from 'fast-check'
import { compareVersions, passes } from '../../../src/detect/knowledge/version.js'

const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'))

test('versions are ordered by their numbers, and what is not said is 0', (t) => {
  for (const [a, b, expected] of [
    ['3.2.4', '4.0.1', -1], ['4', '4.0.0', 0], ['3.10', '3.9', 1], ['v20.1.0', '20.1', 0], ['5.0.0-rc.2', '5', 0], ['1.22rc1', '1.22', 0], ['7.6.1 | 7.6.2', '7', undefined], ['unknown', '1', undefined],
  ] as const) t.is(compareVersions(a, b), expected, `${a} ${b}`)
})

test('the order of versions is total and antisymmetric', (t) => {
  fc.assert(fc.property(version, version, version, (a, b, c) => {
    const [ab, ba, bc, ac] = [compareVersions(a, b), compareVersions(b, a), compareVersions(b, c), compareVersions(a, c)] as number[]
    return ab! + ba! === 0 && compareVersions(a, a) === 0 && (ab! > 0 || bc! > 0 || ac! <= 0)
  }))
  t.pass()
})

test('a version is passed one way or back, and by no other move', (t) => {
  fc.assert(fc.property(version, version, version, (at, from, to) => passes(at, from, to) + passes(at, to, from) === 0 && passes(at, from, from) === 0))
  t.is(passes('4', '3.2.4', '4.0.1'), 1)
  t.is(passes('4', '4.0.1', '3.2.4'), -1)
  t.is(passes('4', '4.0.1', '4.1.0'), 0)
  t.is(passes('4', '3.2.4', 'unknown'), 0)
})

import test from 'ava'
import { notReached, stemOf } from '../../src/attribute/index.js'

const mentions = (of: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(of).map(([path, words]) => [path, new Set(words)]))

/** Two modules with tests of their own, one helper under both, and one that stands alone. */
const PROJECT = mentions({
  'src/prices.js': ['helper'], 'src/dates.js': ['helper'], 'src/helper.js': [], 'src/alone.js': [],
  'test/prices.test.js': ['prices'], 'test/dates.test.js': ['dates'], 'test/alone.test.js': ['alone'],
})

test('what a change leads to, and what leads to both, is reached', (t) => {
  t.deepEqual([...notReached(['src/helper.js'], ['src/prices.js'], PROJECT)], [], 'it is called')
  t.deepEqual([...notReached(['src/prices.js', 'src/dates.js'], ['src/helper.js'], PROJECT)], [], 'they call it')
  t.deepEqual([...notReached(['src/alone.js'], ['src/prices.js'], PROJECT)], ['src/alone.js'])
  t.deepEqual([...notReached(['src/alone.js'], ['src/prices.js'], mentions({ ...Object.fromEntries([...PROJECT].map(([path, words]) => [path, [...words]])), 'src/index.js': ['prices', 'alone'] }))], [], 'one file leads to both')
})

test('what an unreached file leads to may have moved with it', (t) => {
  t.deepEqual([...notReached(['src/dates.js', 'src/helper.js'], ['src/prices.js'], PROJECT)].sort(), ['src/dates.js', 'src/helper.js'])
})

test('a test that is gone reaches what it named', (t) => {
  t.deepEqual([...notReached(['src/dates.js', 'src/alone.js'], ['test/dates.test.js'], PROJECT)], ['src/alone.js'])
})

test('names are the same in every spelling, and a folder stands for its index', (t) => {
  t.deepEqual(['lib/user_profile.rb', 'src/user-profile.ts', 'src/UserProfile.java'].map(stemOf), ['userprofile', 'userprofile', 'userprofile'])
  t.deepEqual(['src/prices/index.js', 'pkg/prices/__init__.py', 'prices/main.go'].map(stemOf), ['prices', 'prices', 'prices'])
  t.deepEqual([...notReached(['lib/user_profile.rb'], ['lib/account.rb'], mentions({ 'lib/account.rb': ['UserProfile'] }))], [])
})

import test from 'ava'
import { causesOf, type CauseEvidence } from '../../src/attribute/causes.js'
import type { Where } from '../../src/attribute/flow.js'
import { CODE_CLASSES, NO_CHANGES, PATH_CLASSES } from '../../src/model/changes.js'
import type { FieldDifference } from '../../src/model/fingerprint.js'
import { CAUSES } from '../../src/model/verdict.js'
import { touching, UNKNOWN_CHANGES } from '../support/judging.js'

const NONE: CauseEvidence = { author: NO_CHANGES, baseMoved: NO_CHANGES, differences: [], modelDiffers: false, partsMissing: false, unreached: new Set() }
const causes = (evidence: Partial<CauseEvidence>) => causesOf('coverage', 'flip', { paths: ['src/a.ts'], universe: 'content' }, { ...NONE, ...evidence })
const differs = (changes: Partial<FieldDifference> = {}): FieldDifference[] => [{ instrument: 'coverage', field: 'version', class: 'suspect', from: '1', to: '2', ...changes }]

for (const [what, evidence, expected] of [
  ['nothing at all', {}, ['unexplained']],
  ['source', { author: touching('source') }, ['code']],
  ['a production dependency', { author: touching('dependency') }, ['code']],
  ['a build input', { author: touching('build') }, ['code']],
  ['a test', { author: touching('test') }, ['tests']],
  ['source and a test', { author: touching('source', 'test') }, ['code', 'tests']],
  ["a tool's configuration", { author: touching('tool-config') }, ['instrument']],
  ['the pipeline', { author: touching('pipeline') }, ['instrument']],
  ['docs', { author: touching('docs') }, ['unexplained']],
  ['decisions', { author: touching('decisions') }, ['unexplained']],
  ['what git cannot tell', { author: UNKNOWN_CHANGES }, ['code', 'tests', 'instrument']],
  ['a version of the tool', { differences: differs() }, ['instrument']],
  ['the tool itself', { differences: differs({ class: 'identity' }) }, ['instrument']],
  ['the machine', { differences: differs({ instrument: 'runner', class: 'recorded' }) }, ['environment']],
  ['the runtime', { differences: differs({ instrument: 'runner', class: 'suspect' }) }, ['instrument']],
  ["another measure's tool", { differences: differs({ instrument: 'mutation' }) }, ['unexplained']],
  ['the execution model', { modelDiffers: true }, ['instrument']],
  ['missing parts', { partsMissing: true }, ['collection']],
  ["the base's source", { baseMoved: touching('source') }, ['baseline']],
  ["the base's dependencies", { baseMoved: touching('dependency') }, ['baseline']],
  ["the base's tests", { baseMoved: touching('test') }, ['baseline']],
  ["the base's pipeline", { baseMoved: touching('pipeline') }, ['instrument']],
  ["the base's docs", { baseMoved: touching('docs', 'decisions') }, ['unexplained']],
  ['a base git cannot tell', { baseMoved: UNKNOWN_CHANGES }, ['instrument', 'baseline']],
  ['all of it', { author: touching('source', 'test', 'pipeline'), baseMoved: touching('source'), differences: [...differs(), ...differs({ class: 'recorded' })], modelDiffers: true, partsMissing: true },
    ['code', 'tests', 'collection', 'instrument', 'environment', 'baseline']],
] as const satisfies readonly (readonly [string, Partial<CauseEvidence>, readonly string[]])[]) {
  test(`a flip where ${what} changed may be ${expected.join(', ')}`, (t) => {
    t.deepEqual(causes(evidence), expected)
  })
}

test('code is possible whenever source, a dependency or a build input changed, whatever else did', (t) => {
  for (const pathClass of PATH_CLASSES) {
    t.is(causes({ author: touching(pathClass, 'pipeline'), modelDiffers: true, partsMissing: true }).includes('code'), CODE_CLASSES.includes(pathClass), pathClass)
  }
})

test('unexplained is alone, and causes are told in their order', (t) => {
  for (const author of [NO_CHANGES, UNKNOWN_CHANGES, touching('source'), touching('docs')]) {
    for (const modelDiffers of [true, false]) {
      const found = causes({ author, modelDiffers, partsMissing: modelDiffers })
      t.deepEqual(found, CAUSES.filter((cause) => found.includes(cause)))
      t.true(!found.includes('unexplained') || found.length === 1)
      t.true(found.length > 0)
    }
  }
})

// ---- where elements came or went

const NOTHING = { source: [], test: [], dependency: [], build: [], 'tool-config': [], pipeline: [], docs: [], decisions: [] }
const own = (...paths: readonly string[]) => ({ known: true as const, paths: { ...NOTHING, source: paths } })
const at = (where: Where, evidence: Partial<CauseEvidence>, ...paths: readonly string[]) => causesOf('coverage', where, { paths: paths.length > 0 ? paths : ['src/a.ts'], universe: 'content' }, { ...NONE, ...evidence })
const RULER = { differences: differs() }

test('what came or went on a line the author changed is code, whatever else moved', (t) => {
  t.deepEqual(at('changed', { author: own('src/a.ts'), ...RULER, modelDiffers: true }), ['code'])
  t.deepEqual(at('changed', { author: { ...own(), paths: { ...own().paths, test: ['src/a.ts'] } }, ...RULER }), ['tests'])
  t.deepEqual(at('changed', { author: own('src/old.ts'), ...RULER }, 'src/a.ts', 'src/old.ts'), ['code'], 'a renamed file has two names')
})

test('what came or went on a line the base branch changed is the base branch\'s', (t) => {
  t.deepEqual(at('changed', { author: own('src/b.ts'), baseMoved: own('src/a.ts'), ...RULER }), ['baseline'])
  t.deepEqual(at('changed', { author: own('src/a.ts'), baseMoved: own('src/a.ts') }), ['code', 'baseline'])
})

test('what came or went beside the changed lines is code, or the ruler where it moved', (t) => {
  t.deepEqual(at('beside', { author: own('src/a.ts') }), ['code'])
  t.deepEqual(at('beside', { author: own('src/a.ts'), ...RULER }), ['code', 'instrument'])
})

test('what came or went in a file of one content is no code, but what it is built with may be', (t) => {
  t.deepEqual(at('same', { author: own('src/b.ts'), ...RULER }), ['instrument'])
  t.deepEqual(at('same', { author: own('src/b.ts') }), ['unexplained'])
  t.deepEqual(at('same', { author: touching('source', 'dependency'), ...RULER }), ['code', 'instrument'])
  t.deepEqual(at('same', { author: touching('test') }), ['unexplained'])
})

test('a whole file of one content that comes or goes may be anything that is possible', (t) => {
  t.deepEqual(at('file', { author: own('src/b.ts'), ...RULER }), ['code', 'instrument'])
  t.deepEqual(at('unknown', {}), ['unexplained'])
})

test('of unknown changes the author is the first to answer for a changed line', (t) => {
  t.deepEqual(at('changed', { author: UNKNOWN_CHANGES }), ['code'])
})

test('where the elements follow from what ran, tests and code elsewhere can bring them too', (t) => {
  const v8 = (where: Where, evidence: Partial<CauseEvidence>) => causesOf('coverage', where, { paths: ['src/a.ts'], universe: 'content-and-run' }, { ...NONE, ...evidence })
  t.deepEqual(v8('same', { author: touching('test'), ...RULER }), ['tests', 'instrument'])
  t.deepEqual(v8('beside', { author: { ...own('src/a.ts'), paths: { ...own('src/a.ts').paths, test: ['a.test.ts'] } } }), ['code', 'tests'])
})

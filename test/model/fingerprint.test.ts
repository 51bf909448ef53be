import test from 'ava'
import { fieldDifferences, fingerprintIdentity, identityText, type Fingerprint, type Instrument } from '../../src/model/fingerprint.js'

const instrument = (changes: Partial<Instrument> = {}): Instrument => ({ identity: { tool: 'istanbul', definition: 'istanbul' }, suspect: { version: '1' }, recorded: { seed: '7' }, ...changes })
const fingerprint = (instruments: Fingerprint['instruments'], model = 'serial'): Fingerprint => ({ model, instruments })

test('equal fingerprints differ in nothing', (t) => {
  t.deepEqual(fieldDifferences(fingerprint({ coverage: instrument() }), fingerprint({ coverage: instrument() })), [])
})

test('a difference names its instrument, its field, its class and both values', (t) => {
  t.deepEqual(fieldDifferences(
    fingerprint({ coverage: instrument(), runner: instrument({ identity: {}, suspect: {}, recorded: { cpus: '2' } }) }),
    fingerprint({ coverage: instrument({ identity: { tool: 'c8', definition: 'istanbul' }, suspect: { version: '2', loader: 'tsx' } }), runner: instrument({ identity: {}, suspect: {}, recorded: { cpus: '4' } }) }),
  ), [
    { instrument: 'coverage', field: 'tool', class: 'identity', from: 'istanbul', to: 'c8' },
    { instrument: 'coverage', field: 'loader', class: 'suspect', from: null, to: 'tsx' },
    { instrument: 'coverage', field: 'version', class: 'suspect', from: '1', to: '2' },
    { instrument: 'runner', field: 'cpus', class: 'recorded', from: '2', to: '4' },
  ])
})

test('a field that went is a difference like one that came', (t) => {
  const [without, with_] = [fingerprint({ tests: instrument({ suspect: {} }) }), fingerprint({ tests: instrument() })]
  t.deepEqual(fieldDifferences(with_, without).map(({ from, to }) => [from, to]), [['1', null]])
  t.deepEqual(fieldDifferences(without, with_).map(({ from, to }) => [from, to]), [[null, '1']])
})

test('an instrument that only one side has is no difference of fields', (t) => {
  t.deepEqual(fieldDifferences(fingerprint({ coverage: instrument() }), fingerprint({ mutation: instrument() })), [])
})

test('only the instruments that are asked for are compared', (t) => {
  const changed = instrument({ suspect: { version: '2' } })
  const from = fingerprint({ coverage: instrument(), tests: instrument() })
  t.deepEqual(fieldDifferences(from, fingerprint({ coverage: changed, tests: changed }), ['tests']).map(({ instrument: name }) => name), ['tests'])
})

test('the identity of an instrument does not depend on the order of its fields, nor on anything else', (t) => {
  t.is(identityText(instrument({ identity: { definition: 'x', tool: 'y' } })), identityText(instrument({ identity: { tool: 'y', definition: 'x' }, suspect: { version: '9' } })))
  t.not(identityText(instrument({ identity: { tool: 'a' } })), identityText(instrument({ identity: { tool: 'b' } })))
})

test('the identity of a fingerprint leaves the runner out', (t) => {
  t.is(fingerprintIdentity(fingerprint({ tests: instrument({ identity: { tool: 'junit' } }), coverage: instrument({ identity: { tool: 'c8' } }), runner: instrument() })), 'coverage(tool=c8) tests(tool=junit)')
})

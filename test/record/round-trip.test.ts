import test from 'ava'
import fc from 'fast-check'
import { decodeFile, encodeCoveredBy, encodeFile, withCoveredBy } from '../../src/record/file-codec.js'
import { arbitraryDraft, arbitraryFiles } from '../support/arbitrary-measurement.js'
import { valueOf } from '../support/result.js'
import { freshStore, NOW } from '../support/store.js'

test('whatever is added is read back, also when the store holds much else', async (t) => {
  const { store } = await freshStore(t)
  await fc.assert(fc.asyncProperty(arbitraryDraft, arbitraryFiles, async (draft, files) => {
    const { measurement } = valueOf(await store.add(draft, files, NOW))
    const { id, manifest: _manifest, files: count, ...content } = measurement
    t.deepEqual(content, draft)
    t.is(count, files.length)
    t.deepEqual(valueOf(await store.byId(id)), measurement)
    t.deepEqual(valueOf(await store.detail(id)), files)
    t.is(valueOf(await store.add(draft, files, NOW)).how, 'same')
  }), { numRuns: 150 })
})

test('a file is its two byte strings', (t) => {
  fc.assert(fc.property(arbitraryFiles, (files) => {
    for (const { kinds } of files) {
      const decoded = decodeFile(encodeFile(kinds))
      const by = encodeCoveredBy(kinds)
      t.deepEqual(by ? withCoveredBy(decoded, by) : decoded, kinds)
    }
  }), { numRuns: 300 })
})

test('a generated file of half a million elements is a file like others', (t) => {
  const states = Uint8Array.from({ length: 500_000 }, (_, at) => (at % 3 === 0 ? 0 : 1))
  const kinds = { line: { form: 'listed' as const, shape: [...states.keys()].join('\n'), states, surplus: 0 } }
  const decoded = decodeFile(encodeFile(kinds))
  t.is(decoded.line?.form === 'listed' && decoded.line.shape, kinds.line.shape)
  t.true(decoded.line?.form === 'listed' && Buffer.from(decoded.line.states).equals(states))
})

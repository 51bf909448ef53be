import test from 'ava'
import { parsePlace, placeText, WHOLE } from '../../src/model/place.js'
import { fc } from '../support/properties.js'

test('a place is one of so many, counted from 1', (t) => {
  t.deepEqual(parsePlace('2/4'), { index: 2, of: 4 })
  t.deepEqual(parsePlace(' 1/1\n'), WHOLE)
  t.deepEqual(parsePlace('9999/9999'), { index: 9999, of: 9999 })
})

test('everything else is no place', (t) => {
  for (const text of ['', '0/4', '5/4', '-1/4', '1/0', '01/4', '1/04', '1 / 4', '1/4/4', '1.0/4', '1/10000', 'a/b', '1', '/4', '1of4', '1/4x']) t.is(parsePlace(text), undefined, text)
})

test('a place reads as it is written', (t) => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }).chain((of) => fc.record({ index: fc.integer({ min: 1, max: of }), of: fc.constant(of) })), (place) => {
    t.deepEqual(parsePlace(placeText(place)), place)
  }))
})

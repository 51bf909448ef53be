import { z } from 'zod'
import { ELEMENT_KINDS, MUTANT_STATUSES, TEST_STATUSES, type ElementKind } from '../../model/element.js'
import type { FileDetail } from '../../model/measurement.js'
import { decodeFile, encodeCoveredBy, encodeFile, withCoveredBy } from '../file-codec.js'
import { Refused } from './refused.js'

const count = z.int().min(0)
const bounds = z.tuple([count, count]).refine(([least, most]) => least <= most)
const unlisted = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('tally'), covered: count, total: count }),
  z.strictObject({ form: z.literal('bounded'), covered: bounds, total: bounds }),
  z.strictObject({ form: z.literal('not-mergeable'), producer: z.string() }),
])
const unlistedKinds = z.partialRecord(z.enum(ELEMENT_KINDS as readonly [ElementKind, ...ElementKind[]]), unlisted)
const coveringSets = z.partialRecord(z.enum(ELEMENT_KINDS as readonly [ElementKind, ...ElementKind[]]), z.strictObject({
  sets: z.array(z.string().regex(/^[0-9a-f]+$/)), count,
}))

/**
 * Refuses bytes that no file of ours is stored as. Nothing is made room for that is not there, and what is read gives
 * the very same bytes when it is written again: so there is one form, and all of it was looked at.
 */
export function checkElements(shape: Uint8Array, state: Uint8Array, coveredBy: Uint8Array | undefined): void {
  const size = checkListed(shape, state)
  const tail = Buffer.from(state.subarray(size)).toString('utf8')
  if (tail !== '' && !unlistedKinds.safeParse(parsed(tail)).success) throw new Refused('what follows the states is not counts')
  const kinds = decodeFile({ shape, state })
  const again = encodeFile(kinds)
  if (!Buffer.from(shape).equals(again.shape) || !Buffer.from(state).equals(again.state)) throw new Refused('a file is not stored as it would be')
  if (coveredBy) checkCoveredBy(kinds, coveredBy)
}

/** Bytes of the states of listed elements, when the lines of the shape announce no more than is there. */
function checkListed(shape: Uint8Array, state: Uint8Array): number {
  const lines = Buffer.from(shape).toString('utf8').split('\n')
  let size = 0
  for (let at = 0; at < lines.length && lines[at] !== '';) {
    const [, kind, elements, surplus] = /^([a-z]+) (\d{1,9}) (\d{1,15})$/.exec(lines[at] ?? '') ?? []
    const number = Number(elements)
    if (!(ELEMENT_KINDS as readonly (string | undefined)[]).includes(kind) || surplus === undefined) throw new Refused('a shape names no kind of element')
    if (at + number >= lines.length) throw new Refused('a shape announces elements that it does not list')
    const most = kind === 'mutant' ? MUTANT_STATUSES.length : kind === 'test' ? TEST_STATUSES.length : undefined
    const end = size + (most === undefined ? Math.ceil(number / 8) : number)
    if (end > state.length) throw new Refused('a state is shorter than its shape')
    if (most !== undefined && state.subarray(size, end).some((one) => one >= most)) throw new Refused('a state is none of those that are')
    size = end
    at += number + 1
  }
  return size
}

function checkCoveredBy(kinds: FileDetail['kinds'], bytes: Uint8Array): void {
  const end = bytes.indexOf(10)
  const head = coveringSets.safeParse(parsed(Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString('utf8')))
  if (!head.success) throw new Refused('which parts covered what cannot be read')
  const sets = Object.entries(head.data) as [ElementKind, { sets: string[]; count: number }][]
  const fits = sets.every(([kind, by]) => {
    const listed = kinds[kind]
    return listed?.form === 'listed' && listed.states.length === by.count
  })
  if (!fits || bytes.length - end - 1 !== sets.reduce((sum, [, by]) => sum + 2 * by.count, 0)) throw new Refused('which parts covered what does not fit the elements')
  const joined = withCoveredBy(kinds, bytes)
  const inRange = ELEMENT_KINDS.every((kind) => {
    const listed = joined[kind]
    return listed?.form !== 'listed' || !listed.by || listed.by.index.every((one) => one < (listed.by?.sets.length ?? 0))
  })
  if (!inRange || !Buffer.from(bytes).equals(encodeCoveredBy(joined) ?? new Uint8Array())) throw new Refused('which parts covered what is not stored as it would be')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

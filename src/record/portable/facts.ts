import { z } from 'zod'
import { canonicalJson } from '../../model/canonical-json.js'
import { parseModel } from '../../model/execution-model.js'
import { measurementId } from '../hash.js'
import type { MeasurementDraft } from '../store.js'
import { defect, measure, place } from './defects.js'
import { Refused } from './refused.js'

/** Larger facts are none: a build of thousands of parts has a few megabytes. */
const MOST_BYTES = 16 * 1024 * 1024

/** `facts.json`: a measurement without its files, with the hash of their list. */
export interface Facts {
  readonly draft: MeasurementDraft
  readonly recordedAt: string
  /** Hash of the list of files, and how many there are. */
  readonly manifest: string
  readonly files: number
}

const text = z.string()
const hash = text.regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/)
const count = z.int().min(0)
const bounds = z.tuple([count, count]).refine(([least, most]) => least <= most)
const fields = z.record(text, text)
const instrument = z.strictObject({ identity: fields, suspect: fields, recorded: fields })
export const time = text.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/).refine((at) => !Number.isNaN(Date.parse(at)))

const value = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), covered: count, total: count.min(1) }),
  z.strictObject({ kind: z.literal('bounded'), covered: bounds, total: bounds }),
  z.strictObject({ kind: z.literal('number'), decimal: text, unit: text, direction: z.enum(['lower', 'higher']), samples: z.array(text) }),
  z.strictObject({ kind: z.literal('none'), why: z.discriminatedUnion('reason', [
    z.strictObject({ reason: z.literal('no-data') }),
    z.strictObject({ reason: z.literal('not-measured') }),
    z.strictObject({ reason: z.literal('not-mergeable'), files: count, producer: text }),
  ]) }),
])

const draft = z.strictObject({
  slot: z.strictObject({
    repository: text, provider: text, build: text, suite: text.min(1), leg: text, commit: hash,
    model: text.refine((model) => parseModel(model) !== undefined),
  }),
  root: text,
  tree: hash,
  measuredTree: text,
  parents: z.array(text),
  head: text.nullable(),
  base: text.nullable(),
  synthetic: z.boolean(),
  dirty: z.array(text),
  branch: text.nullable(),
  baseBranch: text.nullable(),
  assumed: z.boolean(),
  fingerprint: z.strictObject({
    model: text,
    instruments: z.strictObject({ coverage: instrument.optional(), mutation: instrument.optional(), tests: instrument.optional(), runner: instrument.optional() }),
  }),
  selection: z.enum(['all', 'affected']),
  parts: z.strictObject({
    expected: count,
    seen: z.array(place),
    missing: z.array(place),
    table: z.array(z.strictObject({
      place, attempt: count, source: text, measures: z.array(measure), reports: z.array(text), hits: text.nullable(), stamps: z.array(text),
      status: z.enum(['counted', 'superseded']),
    })),
  }),
  tests: z.strictObject({ executed: count, failed: count }),
  values: z.array(z.strictObject({ metric: text, scope: text, value })),
  defects: z.array(defect),
  whole: z.boolean(),
})

const facts = z.strictObject({ draft, recordedAt: time, manifest: text.regex(/^[0-9a-f]{64}$/), files: count })

export function factsBytes(content: Facts): Uint8Array {
  return Buffer.from(canonicalJson(content))
}

/** The facts in the bytes of a record; they must be what the id in its name was made of. */
export function readFacts(bytes: Uint8Array, id: string): Facts {
  const found = readCanonical(facts, bytes, 'facts.json') as Facts
  const { draft: content, manifest } = found
  const keys = new Set(content.values.map(({ metric, scope }) => `${metric}\n${scope}`))
  if (keys.size < content.values.length) throw new Refused('facts.json: a metric has two values')
  if (measurementId(content, Buffer.from(manifest, 'hex')) !== id) throw new Refused('its content is not what its name says')
  return found
}

/** JSON as we write it, byte for byte, of a shape; anything else is refused. */
export function readCanonical<T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string): T {
  if (bytes.length > MOST_BYTES) throw new Refused(`${what}: ${bytes.length} bytes are too many`)
  const json = Buffer.from(bytes).toString('utf8')
  const result = schema.safeParse(parsed(json))
  if (!result.success) throw new Refused(`${what}: ${(z.prettifyError(result.error).split('\n').slice(0, 2).join(' '))}`)
  if (canonicalJson(result.data) !== json) throw new Refused(`${what} is not canonical`)
  return result.data
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

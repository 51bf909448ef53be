import { z } from 'zod'
import { isModelPattern } from '../model/execution-model.js'
import { isLimitOf } from '../model/gate.js'
import { isMetric, isNumberMetric } from '../model/metric.js'
import { canonicalDecimal } from '../model/rational.js'
import { CHANGE_KINDS, RECALIBRATION_CAUSES } from '../model/recalibration.js'
import { LIMIT_KINDS } from '../model/threshold.js'

/** The front matter of an entry. Every scalar is text; an empty `prev`, `from`, `to` or `basis` is written `null`. */

const text = (expected: string) => z.string({ error: `expected ${expected}` }).min(1, { error: `expected ${expected}, found nothing` })
const nullable = <T extends z.ZodType>(inner: T) => z.union([z.literal('null').transform(() => null), inner])
const digest = text('a digest').regex(/^v1:[0-9a-f]{64}$/, { error: 'expected a digest: v1: and 64 hex digits' })
const decimal = text('a decimal number').refine((value) => canonicalDecimal(value) === value, {
  error: 'expected a decimal in its shortest form (80, 79.5)',
})
const time = text('a time').regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, { error: 'expected a time such as 2026-11-23T09:30:00Z' })
const day = text('a day').regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected a day such as 2026-11-23' })

const key = z.strictObject({
  suite: text('a suite'),
  model: text('an execution model').refine(isModelPattern, { error: 'expected an execution model or a pattern such as sharded:*' }),
  metric: text('a metric').refine((metric) => isMetric(metric) || isNumberMetric(metric), { error: 'expected a metric such as coverage.lines or number.p95' }),
  scope: text('a scope'),
  limit: z.enum(LIMIT_KINDS, { error: `expected one of ${LIMIT_KINDS.join(', ')}` }),
}, { error: 'expected suite, model, metric, scope and limit' }).refine((one) => isLimitOf(one.limit, one.metric), {
  path: ['limit'], error: 'expected min, max or maxUncovered: tests are counted, they have no ratio',
})

const threshold = z.strictObject({
  kind: z.literal('threshold'),
  key,
  prev: nullable(digest),
  from: nullable(decimal),
  to: nullable(decimal),
  basis: nullable(key).default(null),
  settles: z.array(digest).min(1).optional(),
}).transform(({ settles, ...change }) => (settles === undefined ? change : { ...change, settles }))

const policy = z.strictObject({ kind: z.literal('policy'), field: text('a setting'), from: text('a value'), to: text('a value') })

const OTHER_KINDS = CHANGE_KINDS.filter((kind) => kind !== 'threshold' && kind !== 'policy')
const other = z.looseObject({ kind: z.enum(OTHER_KINDS) })

const change = z.discriminatedUnion('kind', [threshold, policy, other], { error: `expected a kind of ${CHANGE_KINDS.join(', ')}` })

const approval = z.strictObject({ who: text('a name'), when: time, digest, signature: nullable(text('a signature')).default(null) })

export const entrySchema = z.strictObject({
  id: text('an id').regex(/^[a-z0-9][a-z0-9.-]{2,99}$/, { error: 'expected lower case letters, digits, `.` and `-`' }),
  title: text('a title'),
  suite: text('a suite, or * for all'),
  cause: z.enum(RECALIBRATION_CAUSES, { error: `expected one of ${RECALIBRATION_CAUSES.join(', ')}` }),
  changes: z.array(change, { error: 'expected a list of changes' }),
  evidence: z.record(z.string(), z.unknown(), { error: 'expected a map of evidence' }).default({}),
  author: text('an author'),
  expires: nullable(day).default(null),
  owner: text('an owner').optional(),
  renews: z.union([text('the id of an entry').transform((one) => [one]), z.array(text('the id of an entry'))]).default([]),
  approval: z.union([approval.transform((one) => [one]), z.array(approval)], { error: 'expected who, when and digest of the approval' }).default([]),
})

export const overrideSchema = z.strictObject({
  suite: text('a suite'),
  branch: text('a branch'),
  kinds: z.array(text('a finding'), { error: 'expected a list of findings to let through' }).min(1, { error: 'expected at least one finding to let through' }),
  ticket: text('a ticket'),
  author: text('an author'),
  from: time,
  until: time,
})

import { z } from 'zod'
import { MUTANT_STATUSES } from '../model/element.js'
import { CAUSES, TIERS, VERDICTS } from '../model/verdict.js'
import { LIMIT_KINDS } from '../model/threshold.js'

/** The shape of `check --format json`, in one place: the types, the shipped JSON Schema and the tests come from it. */

export const SCHEMA_NAME = 'datum-check/1'

const exact = z.string().regex(/^-?\d+\/\d+$/).describe('an exact fraction, n/d')
const integer = z.string().regex(/^-?\d+$/).describe('an exact integer, as text')
const interval = z.tuple([z.int(), z.int()])

const value = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), covered: z.int(), total: z.int(), ratio: exact, percent: z.string().describe('for display: cut off after two decimals, never rounded up') }),
  z.strictObject({ kind: z.literal('bounded'), covered: interval, total: interval }),
  z.strictObject({ kind: z.literal('number'), decimal: z.string(), unit: z.string(), direction: z.enum(['lower', 'higher']), samples: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('none'), reason: z.enum(['no-data', 'not-mergeable', 'not-measured']) }),
])

const share = z.strictObject({ lower: exact, point: exact, upper: exact })
const bounds = z.strictObject({ lower: integer, upper: integer }).describe('slack of the state with only code and tests changed: negative fails')

const limit = z.strictObject({
  limit: z.enum(LIMIT_KINDS),
  value: z.string(),
  exact,
  model: z.string(),
  calibrated: z.boolean(),
  passes: z.enum(['yes', 'no', 'unknown']),
  result: z.enum(['pass', 'pass-unsure', 'regression', 'false-failure', 'false-pass', 'undetermined', 'no-value']),
  counterfactual: bounds.nullable(),
  settledBy: z.string().nullable(),
})

const metric = z.strictObject({
  metric: z.string(),
  scope: z.string(),
  reference: value.nullable(),
  candidate: value,
  change: z.string().nullable().describe('for display: percentage points'),
  limits: z.array(limit),
  attribution: z.union([
    z.strictObject({ kind: z.enum(['entry', 'exit']) }),
    z.strictObject({ kind: z.literal('none'), why: z.string() }),
    z.partialRecord(z.enum(CAUSES), share),
  ]),
  files: z.array(z.string()),
  byFile: z.array(z.strictObject({ path: z.string(), groups: z.array(z.strictObject({ causes: z.array(z.enum(CAUSES)), covered: z.int(), counted: z.int(), share: exact.nullable() })) }))
    .describe('files that carry most of the change: elements that moved together, and the causes that are not excluded for them'),
  reasons: z.array(z.strictObject({
    cause: z.enum(CAUSES), possible: z.boolean(), paths: z.array(z.string()).nullable(), count: z.int(),
    fields: z.array(z.strictObject({ instrument: z.string(), field: z.string(), class: z.enum(['identity', 'suspect', 'recorded']), from: z.string().nullable(), to: z.string().nullable() })),
    model: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  })).describe('what allowed or excluded each cause'),
  mutants: z.strictObject({
    transitions: z.array(z.strictObject({ from: z.enum(MUTANT_STATUSES), to: z.enum(MUTANT_STATUSES), count: z.int() })),
    lost: z.int(), gained: z.int(),
    came: z.strictObject({ counted: z.int(), detected: z.int() }), went: z.strictObject({ counted: z.int(), detected: z.int() }),
  }).nullable().describe('mutants of both runs by what became of them, and those that only one has'),
  mix: z.strictObject({
    within: exact, mix: exact,
    file: z.strictObject({ path: z.string(), before: z.int(), after: z.int() }).nullable(),
  }).nullable().describe('what happened within files, and what their mix did to the average; null where the mix explains less'),
})

const finding = z.strictObject({
  kind: z.string(),
  tier: z.enum(TIERS),
  origin: z.enum(['introduced', 'inherited']),
  title: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  remedy: z.string(),
})

const place = z.string().regex(/^\d+\/\d+$/)
const fields = z.record(z.string(), z.string())
const instrument = z.strictObject({ identity: fields, suspect: fields, recorded: fields })

const measurement = z.strictObject({
  id: z.string().regex(/^m_[0-9a-f]{40}$/),
  slot: z.strictObject({
    repository: z.string(), provider: z.string(), build: z.string(), suite: z.string(), model: z.string(), leg: z.string(), commit: z.string(),
  }),
  repository: z.string(),
  root: z.string(),
  suite: z.string(),
  leg: z.string(),
  commit: z.string(),
  parents: z.array(z.string()),
  head: z.string().nullable(),
  base: z.string().nullable(),
  mergeBase: z.string().nullable(),
  synthetic: z.boolean(),
  tree: z.string(),
  measuredTree: z.string(),
  dirty: z.array(z.string()),
  branch: z.string().nullable(),
  model: z.string(),
  assumed: z.boolean(),
  whole: z.boolean(),
  fingerprint: z.strictObject({ model: z.string(), instruments: z.record(z.string(), instrument) }),
  selection: z.enum(['all', 'affected']),
  parts: z.strictObject({ expected: z.int(), seen: z.array(place), missing: z.array(place), superseded: z.array(z.strictObject({ place, attempt: z.int() })) }),
  tests: z.strictObject({ executed: z.int(), failed: z.int(), missing: z.int(), added: z.int(), unstable: z.int() }),
})

export const checkSchema = z.strictObject({
  schema: z.literal(SCHEMA_NAME),
  verdict: z.enum(VERDICTS).nullable().describe('null when nothing could be judged: exit codes 2, 3 and 70'),
  blocking: z.enum(VERDICTS).nullable().describe('the verdict over what this build answers for'),
  exitCode: z.int(),
  mode: z.enum(['observe', 'enforce']).nullable(),
  overridden: z.boolean(),
  standing: z.enum(['baseline-branch', 'pull-request', 'branch']).nullable(),
  measurement: measurement.nullable(),
  reference: z.strictObject({
    id: z.string(), commit: z.string(), model: z.string(), distance: z.int().nullable(),
    how: z.enum(['parent', 'merge-base', 'ancestor', 'same-tree', 'branch-tip']), otherSeries: z.boolean(),
  }).nullable(),
  baseline: z.strictObject({ name: z.string(), branch: z.string(), version: z.int(), later: z.int(), measurement: z.string() }).nullable(),
  metrics: z.array(metric),
  findings: z.array(finding),
  failure: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
}).describe('What `datum check --format json` prints.')

export type CheckJson = z.output<typeof checkSchema>

/** JSON Schemas that ship with the package, by file name. */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = { 'check.schema.json': checkSchema }

export function jsonSchemaText(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12' }), null, 2)}\n`
}

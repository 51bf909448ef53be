import { z } from 'zod'
import { ELEMENT_KINDS, type ElementKind } from '../../model/element.js'
import type { Defect, DefectEvidence, DefectKind } from '../../model/finding.js'
import type { Measure } from '../../model/metric.js'

const text = z.string()
const texts = z.array(text)
const count = z.int().min(0)
export const place = z.strictObject({ index: z.int().min(1).max(9999), of: z.int().min(1).max(9999) })
const places = z.array(place)
export const measure = z.enum(['coverage', 'mutation', 'tests', 'number'] satisfies Measure[])
const element = z.enum(ELEMENT_KINDS as readonly [ElementKind, ...ElementKind[]])

/** Evidence of each defect as it is stored: what is printed of it later is of the type it was. */
const evidence: { readonly [K in DefectKind]: z.ZodType<DefectEvidence[K]> } = {
  'part-missing': z.strictObject({ place, measure: measure.nullable() }),
  'part-doubled': z.strictObject({ places, sources: texts, why: z.enum(['same-attempt', 'equal-reports']) }),
  'part-foreign': z.strictObject({ place, source: text, what: z.enum(['commit', 'suite', 'model', 'repository', 'leg']), found: text, expected: text }),
  'part-empty': z.strictObject({ place, source: text, measure }),
  'part-silent': z.strictObject({ place, tests: count }),
  'test-doubled': z.strictObject({ count, examples: texts, places }),
  'report-stale': z.strictObject({ place, source: text, stamp: text, committed: text }),
  'part-unreadable': z.strictObject({ place, source: text, reason: text }),
  'part-superseded': z.strictObject({ place, attempt: count, by: count }),
  'config-differs': z.strictObject({ instrument: text, field: text, values: z.array(z.strictObject({ value: text, places })) }),
  'mixed-producers': z.strictObject({ measure, producers: texts }),
  'tests-failed': z.strictObject({ count, examples: texts, jobs: places }),
  'nothing-counted': z.strictObject({ measures: z.array(measure) }),
  'universe-differs': z.strictObject({ element, count, examples: texts }),
  'not-mergeable': z.strictObject({ element, producer: text, count, examples: texts }),
  'unknown-status': z.strictObject({ status: text, count, examples: texts }),
  'totals-disagree': z.strictObject({ source: text, what: text, counted: text, stated: text }),
  'foreign-report': z.strictObject({ source: text, known: count, reported: count, examples: texts }),
  'model-assumed': z.strictObject({ model: text, allowed: texts }),
  'dirty-tree': z.strictObject({ paths: texts, count }),
}

export const defect = z.union(Object.entries(evidence).map(([kind, schema]) => z.strictObject({ kind: z.literal(kind), evidence: schema }))) as unknown as z.ZodType<Defect>

import type { Detector } from '../evidence.js'

const EXAMPLES = 5

/** Files the reference measured, that are still there unchanged, and that this build did not measure. */
export const fileMissing: Detector<'file-missing'> = ({ missing: { files } }) =>
  (files.length === 0 ? [] : [{ evidence: { count: files.length, examples: files.slice(0, EXAMPLES) }, origin: 'introduced' }])

export const testMissing: Detector<'test-missing'> = ({ missing: { tests } }) =>
  (tests.length === 0 ? [] : [{ evidence: { count: tests.length, examples: tests.slice(0, EXAMPLES) }, origin: 'introduced' }])

export const metricMissing: Detector<'metric-missing'> = ({ missing: { measures } }) =>
  measures.map((measure) => ({ evidence: { measure }, origin: 'introduced' as const }))

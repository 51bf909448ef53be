import type { Detector, Found } from '../evidence.js'

const EXAMPLES = 5

function listed<K extends 'file-uncovered' | 'test-skipped' | 'universe-moved' | 'selection-carried'>(all: readonly string[]): readonly Found<K>[] {
  return all.length === 0 ? [] : [{ evidence: { count: all.length, examples: all.slice(0, EXAMPLES) }, origin: 'introduced' }]
}

/** Files that lost all their coverage though nothing changed that they run by: what covered them was not collected. */
export const fileUncovered: Detector<'file-uncovered'> = ({ collection, candidate }) => (candidate.whole ? listed(collection.uncovered) : [])

/** Tests that ran in the reference and are skipped now: fewer tests, and not one less in the list. */
export const testSkipped: Detector<'test-skipped'> = ({ collection }) => listed(collection.skipped)

/** One ruler found other elements in one text: its fingerprint does not say all of it. */
export const universeMoved: Detector<'universe-moved'> = ({ collection }) => listed(collection.otherUniverse)

/** Suites that are measured every night or week, and were not. */
export const suiteOverdue: Detector<'suite-overdue'> = ({ overdue }) => overdue.map((one) => ({ evidence: one, origin: 'inherited' as const }))

/** Only selected tests ran: what they did not reach and nobody changed is as the reference has it. */
export const selectionCarried: Detector<'selection-carried'> = ({ candidate, reference, carried }) => (candidate.selection === 'affected' && reference ? [{ evidence: { count: carried.length, examples: carried.slice(0, EXAMPLES) }, origin: 'introduced' }] : [])

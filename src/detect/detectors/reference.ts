import { seriesText } from '../../model/measurement.js'
import type { Detector } from '../evidence.js'

export const noReference: Detector<'no-reference'> = ({ noReference: why }) =>
  (why ? [{ evidence: why, origin: 'inherited' }] : [])

export const historyShallow: Detector<'history-shallow'> = ({ historyEnded }) =>
  (historyEnded === null ? [] : [{ evidence: { searched: historyEnded }, origin: 'introduced' }])

export const firstBaseline: Detector<'first-baseline'> = ({ firstBaseline: first }) =>
  (first ? [{ evidence: { series: seriesText(first.series), branch: first.branch }, origin: 'introduced' }] : [])

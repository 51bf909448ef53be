import type { Detector } from '../evidence.js'

export const overrideActive: Detector<'override-active'> = ({ overrides: { active } }) =>
  (active ? [{ evidence: { file: active.file, reason: active.reason, ticket: active.ticket, until: active.until, kinds: active.kinds }, origin: 'introduced' }] : [])

/** An override that ran out wants its review, and its file wants to go. */
export const overrideExpired: Detector<'override-expired'> = ({ overrides: { expired } }) =>
  expired.map(({ file, until }) => ({ evidence: { file, until }, origin: 'inherited' as const }))

import { answersFor, isUnsound, verdictOf } from '../../model/answers.js'
import type { Finding } from '../../model/finding.js'
import type { Override } from '../../model/recalibration.js'
import type { Standing, Verdict } from '../../model/verdict.js'

/** True when an override in force names every finding that stops the build. An unsound ledger is never overridden. */
export function overriddenBy(override: Override | null, findings: readonly Finding[], standing: Standing, blocking: Verdict): boolean {
  if (!override || blocking === 'pass') return false
  const stopping = answersFor(findings, standing).filter((finding) => verdictOf(finding) !== undefined)
  return stopping.every(({ kind }) => override.kinds.includes(kind) && !isUnsound(kind))
}

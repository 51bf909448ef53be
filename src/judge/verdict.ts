import { answersFor, isUnsound, verdictOf } from '../model/answers.js'
import type { Finding } from '../model/finding.js'
import type { Standing, Verdict } from '../model/verdict.js'

/** Of several verdicts the one that is told: DESIGN 3, "Precedence". */
export function strongest(findings: readonly Finding[]): Verdict {
  const verdicts = findings.flatMap((finding) => verdictOf(finding) ?? [])
  if (findings.some(({ kind }) => isUnsound(kind))) return 'recalibration-required'
  for (const verdict of ['incomplete', 'undetermined', 'false-pass', 'false-failure', 'recalibration-required', 'regression'] as const) {
    if (verdicts.includes(verdict)) return verdict
  }
  return 'pass'
}

/** What is printed, and what blocks: an inherited trouble is told when nothing of the build's own is worse. */
export function judgeFindings(findings: readonly Finding[], standing: Standing): { readonly verdict: Verdict; readonly blocking: Verdict } {
  const blocking = strongest(answersFor(findings, standing))
  return { blocking, verdict: blocking === 'pass' ? strongest(findings) : blocking }
}

import type { LedgerProblem } from '../model/finding.js'
import type { Threshold } from '../model/threshold.js'
import type { Origin } from '../model/verdict.js'
import { ledgerWords } from './catalogue/index.js'
import { counted } from './numbers.js'

export interface LedgerReport {
  readonly thresholds: readonly Threshold[]
  readonly problems: readonly { readonly problem: LedgerProblem; readonly origin: Origin }[]
}

/** What `recalibrate verify` says: the ledger is sound, or each trouble with what to do. */
export function ledgerText({ thresholds, problems }: LedgerReport, base: string | null): string {
  const against = base === null ? 'no earlier commit' : base.slice(0, 9)
  const troubles = problems.filter(({ problem }) => problem.kind !== 'entry-proposed')
  const lines = problems.flatMap(({ problem, origin }) => {
    const { title, detail, remedy } = ledgerWords(problem, origin)
    return [` - ${problem.kind}${origin === 'inherited' ? ' (inherited)' : ''}  ${title}`, ...detail.map((line) => `   ${line}`), `   ${remedy}`]
  })
  const head = troubles.length === 0 ? `The ledger is sound: ${counted(thresholds.length, 'limit')} in force, held against ${against}.` : `The ledger, held against ${against}:`
  return `${[head, ...lines].join('\n')}\n`
}

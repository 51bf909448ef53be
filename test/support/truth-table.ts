import { exitCode, type ExitCode } from '../../src/exit-code.js'
import { detect } from '../../src/detect/index.js'
import { judgeFindings } from '../../src/judge/index.js'
import { tryLimit } from '../../src/judge/limits.js'
import { NO_CHANGES } from '../../src/model/changes.js'
import type { Group, LimitResult } from '../../src/model/judgement.js'
import type { Mode, Origin, Standing, Verdict } from '../../src/model/verdict.js'
import { evidence, group, lines, metricOutcome, referenceTo, shares, threshold, touching } from './judging.js'

/** One row: what is so, and what comes of it. */
export interface Row {
  readonly gate: 'fails' | 'passes'
  readonly bounds: 'fails for sure' | 'passes for sure' | 'may do either'
  readonly result: LimitResult
  readonly origin: Origin
  readonly standing: Standing
  readonly mode: Mode
  readonly verdict: Verdict
  readonly exit: ExitCode
}

/** A limit of 80 % after 90 of 100: the candidate's lines, and the groups that moved them. */
const CASES: readonly (readonly [Row['gate'], Row['bounds'], number, readonly Group[]])[] = [
  ['fails', 'fails for sure', 75, [group(['code'], { lost: 15 })]],
  ['fails', 'passes for sure', 75, [group(['instrument'], { lost: 15 })]],
  ['fails', 'may do either', 75, [group(['code', 'instrument'], { lost: 15 })]],
  ['passes', 'fails for sure', 85, [group(['code'], { lost: 15 }), group(['instrument'], { gained: 10 })]],
  ['passes', 'passes for sure', 85, [group(['code'], { lost: 5 })]],
  ['passes', 'may do either', 85, [group(['code', 'noise'], { lost: 15 }), group(['instrument'], { gained: 10 })]],
]

/**
 * Every case under every origin, standing and mode, put through the judge itself. `inherited`: the reference broke the
 * limit as badly, or the change touches nothing that measures.
 */
export function truthTable(): readonly Row[] {
  const rows: Row[] = []
  for (const [gate, bounds, covered, groups] of CASES) {
    for (const origin of ['introduced', 'inherited'] as const) {
      for (const standing of ['pull-request', 'baseline-branch'] as const) {
        for (const mode of ['enforce', 'observe'] as const) {
          const [reference, candidate] = [lines(90, 100), lines(covered, 100)]
          const tried = tryLimit({ threshold: threshold('80'), calibrated: true, candidate, reference, attribution: shares(...groups), accepted: null, first: null, blind: false, timeouts: 0, repeats: [], repeated: false, settling: null })
          if (!tried) throw new Error('no outcome')
          const outcome = origin === 'inherited' ? { ...tried, referencePasses: 'no' as const, worse: false } : tried
          const findings = detect(evidence({
            candidate, standing, mode, reference: referenceTo(reference), author: origin === 'introduced' ? touching('source', 'pipeline') : NO_CHANGES,
            metrics: [metricOutcome([outcome])],
          }))
          const { verdict, blocking } = judgeFindings(findings, standing)
          rows.push({ gate, bounds, result: tried.result, origin, standing, mode, verdict, exit: exitCode({ kind: 'judged', judgement: { blocking, overridden: false, mode } }) })
        }
      }
    }
  }
  return rows
}

/** The table as Markdown, rows with one outcome for all of a column put into one. */
export function truthTableText(): string {
  const rows = truthTable()
  const told = new Map<string, string>()
  for (const { gate, bounds, origin, standing, mode, verdict, exit } of rows) {
    if (mode === 'observe') continue
    const observed = rows.find((row) => row.mode === 'observe' && row.gate === gate && row.bounds === bounds && row.origin === origin && row.standing === standing)
    told.set([gate, bounds, origin, standing].join(' '), `| ${gate} | ${bounds} | ${origin} | ${standing} | \`${verdict}\` | ${exit} | ${observed?.exit ?? '?'} |`)
  }
  return ['| gate | code and tests alone | origin | built on | verdict | exit, enforce | exit, observe |', '| --- | --- | --- | --- | --- | --- | --- |', ...told.values()].join('\n')
}

export const TABLE_MARKS = ['<!-- truth table: npm run schemas -->', '<!-- end of the truth table -->'] as const

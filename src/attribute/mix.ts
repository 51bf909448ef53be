import { keysOf } from '../model/element.js'
import type { Mix } from '../model/judgement.js'
import type { FileDetail } from '../model/measurement.js'
import { METRIC_DEFINITIONS, type Metric } from '../model/metric.js'
import { absolute, add, compare, multiply, rational, subtract, ZERO, type Rational } from '../model/rational.js'
import type { Count } from '../model/value.js'

/** One file on both sides; files that are the same in both need not be among them. */
export interface FileCounts {
  readonly path: string
  readonly before: Count | null
  readonly after: Count | null
}

/**
 * The change of a ratio as what happened within files and what their mix did (Oaxaca's decomposition, exact): within is
 * the sum of `(w0+w1)/2 * (r1-r0)` over files of both sides, of weight `w = t/T` and ratio `r = c/t`; the rest is mix.
 * Null where the mix explains less. The file named is the one whose weight moved the average most.
 */
export function mixOf(reference: Count, candidate: Count, files: readonly FileCounts[]): Mix | null {
  const total = subtract(ratio(candidate), ratio(reference))
  const within = files.reduce<Rational>((sum, { before, after }) => {
    if (!before || !after || before.total === 0 || after.total === 0) return sum
    const weight = add(rational(before.total, reference.total), rational(after.total, candidate.total))
    return add(sum, half(multiply(weight, subtract(ratio(after), ratio(before)))))
  }, ZERO)
  const mix = subtract(total, within)
  if (compare(absolute(mix), absolute(within)) <= 0) return null
  const middle = half(add(ratio(reference), ratio(candidate)))
  const pull = ({ before, after }: FileCounts): Rational => {
    const own = [before, after].filter((side) => side !== null && side.total > 0) as readonly Count[]
    const [first, second = first] = own
    if (!first || !second) return ZERO
    const moved = subtract(rational(after?.total ?? 0, candidate.total), rational(before?.total ?? 0, reference.total))
    return multiply(subtract(half(add(ratio(first), ratio(second))), middle), moved)
  }
  const [file] = files.map((one) => ({ one, size: absolute(pull(one)) })).sort((a, b) => compare(b.size, a.size) || (a.one.path < b.one.path ? -1 : 1))
  return { within, mix, file: file && file.size.n > 0n ? { path: file.one.path, before: file.one.before?.total ?? 0, after: file.one.after?.total ?? 0 } : null }
}

function ratio({ covered, total }: Count): Rational {
  return rational(covered, total)
}

function half({ n, d }: Rational): Rational {
  return rational(n, d * 2n)
}

/** What a metric counts in a file; undefined where that cannot be told exactly. */
export function countIn(metric: Metric, file: FileDetail | undefined): Count | null | undefined {
  if (!file) return null
  const { kinds, contribution } = METRIC_DEFINITIONS[metric]
  let [covered, total] = [0, 0]
  for (const kind of kinds) {
    const merged = file.kinds[kind]
    if (!merged) continue
    if (merged.form !== 'listed') return undefined
    keysOf(merged.shape).forEach((_key, index) => {
      const one = contribution(kind, merged.states[index] ?? 0)
      if (one !== 'absent') total += 1
      if (one === 'covered') covered += 1
    })
    covered -= merged.surplus
    total -= merged.surplus
  }
  return { kind: 'count', covered, total }
}

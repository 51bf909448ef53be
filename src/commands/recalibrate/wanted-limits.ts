import { isModelPattern } from '../../model/execution-model.js'
import type { Failure } from '../../model/failure.js'
import { isLimitOf } from '../../model/gate.js'
import { isMetric, isNumberMetric, METRICS } from '../../model/metric.js'
import { canonicalDecimal } from '../../model/rational.js'
import { err, ok, type Result } from '../../model/result.js'
import { PROJECT } from '../../model/scope.js'
import { isLimitKind, keyText, LIMIT_KINDS } from '../../model/threshold.js'
import type { WantedLimit } from '../../recalibrate/propose.js'

/** Reads `coverage.lines.min=80`, with a scope `coverage.lines[core].min=80`, and `=none` to take a limit away. */
export function wantedLimits(texts: readonly string[], { suite, model }: { readonly suite: string; readonly model: string }): Result<readonly WantedLimit[], Failure> {
  const wrong = (message: string): Result<never, Failure> => err({ code: 'wrong-use', message })
  if (!isModelPattern(model)) return wrong(`--model ${model}: expected an execution model, or a pattern such as sharded:*`)
  const wanted: WantedLimit[] = []
  for (const text of texts) {
    const match = /^([\w./-]+?)(?:\[([^\]]+)\])?\.(\w+)=(.+)$/.exec(text)
    const [, metric = '', scope = PROJECT, limit = '', value = ''] = match ?? []
    if (!match || !(isMetric(metric) || isNumberMetric(metric))) return wrong(`--set ${text}: expected METRIC.LIMIT=VALUE, such as coverage.lines.min=80, with a metric of ${METRICS.join(', ')}, or number.NAME`)
    if (!isLimitKind(limit)) return wrong(`--set ${text}: expected a limit of ${LIMIT_KINDS.join(', ')}`)
    if (!isLimitOf(limit, metric)) return wrong(`--set ${text}: ${isNumberMetric(metric) ? 'a number has no elements; expected min, max, maxDrop or maxRise' : 'tests are counted, they have no ratio; expected min, max or maxUncovered'}`)
    const to = value === 'none' ? null : canonicalDecimal(value)
    if (to === undefined || (to?.startsWith('-') && !isNumberMetric(metric))) return wrong(`--set ${text}: expected a decimal number, or none`)
    const key = { suite, model, metric, scope, limit }
    if (wanted.some((one) => keyText(one.key) === keyText(key))) return wrong(`--set ${text}: this limit is set twice`)
    wanted.push({ key, to })
  }
  return ok(wanted)
}

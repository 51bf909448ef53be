import { baselineText } from '../model/judgement.js'
import { seriesText, type Measurement, type Series } from '../model/measurement.js'
import { metricValueWords } from './numbers.js'
import { tableText } from './table.js'

/** A baseline as it is listed. */
export interface ListedBaseline {
  readonly series: Series
  readonly branch: string
  readonly version: number
  readonly later: number
  readonly measurement: string
  readonly commit: string
  readonly at: string
}

export function baselinesText(baselines: readonly ListedBaseline[]): string {
  if (baselines.length === 0) {
    return 'There are no baselines yet. The first whole build on a baseline branch that passes under an approved recalibration begins one.\n  next: npx ci-datum recalibrate list\n'
  }
  return `${tableText(['baseline', 'series', 'commit', 'accepted at', 'measurement'], baselines.map((one) =>
    [baselineText(one), seriesText(one.series), one.commit.slice(0, 9), one.at, one.measurement.slice(0, 14)]))}\n`
}

/** One baseline with its versions and the values it stands for. */
export function baselineDetailText(versions: readonly ListedBaseline[], measurement: Measurement | undefined): string {
  const values = (measurement?.values ?? []).map(({ metric, scope, value }) => [metric, scope, metricValueWords(metric, value)])
  return `${baselinesText(versions)}\n${tableText(['metric', 'scope', 'accepted value'], values)}\n`
}

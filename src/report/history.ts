import type { Measurement } from '../model/measurement.js'
import type { Flapping, Register } from '../model/register.js'
import type { Verdict } from '../model/verdict.js'
import { counted, metricValueWords } from './numbers.js'
import { tableText } from './table.js'

/** A build with what it was judged to be, when it was. */
export interface PastBuild {
  readonly measurement: Measurement
  readonly judged: { readonly verdict: Verdict; readonly at: string } | null
}

/** Metrics that a line of a history has room for. */
const SHOWN = 4

export function historyText(suite: string, builds: readonly PastBuild[]): string {
  if (builds.length === 0) return `Nothing of ${suite} is recorded here.\n  next: npx ci-datum ci\n`
  const metrics = [...new Set(builds.flatMap(({ measurement }) => measurement.values.filter(({ scope }) => scope === 'project').map(({ metric }) => metric)))].slice(0, SHOWN)
  const rows = builds.map(({ measurement: { slot, branch, whole, values }, judged }) => [
    judged?.at.slice(0, 16).replace('T', ' ') ?? '', slot.commit.slice(0, 9), branch ?? '', slot.model, judged?.verdict ?? (whole ? 'not judged' : 'not whole'),
    ...metrics.map((metric) => {
      const found = values.find((one) => one.metric === metric && one.scope === 'project')
      return found ? metricValueWords(metric, found.value) : ''
    }),
  ])
  return `${tableText(['judged at', 'commit', 'branch', 'model', 'verdict', ...metrics], rows)}\n`
}

/** Elements of a block named; the rest is counted. */
const NAMED = 3

/** Blocks of elements that flipped together, the most frequent first, and what is in quarantine. */
export function flappingText(suite: string, { flapping, quarantined }: Register): string {
  const blocks = new Map<number, Flapping[]>()
  for (const one of flapping) blocks.set(one.block, [...blocks.get(one.block) ?? [], one])
  const rows = [...blocks.values()].sort(byFrequency).map((block) => {
    const [first] = block
    return [`${first?.flips ?? 0} of ${first?.runs ?? 0}`, String(block.length), placesOf(block), first?.last.slice(0, 14) ?? '']
  })
  return [
    flapping.length === 0
      ? `Nothing of ${suite} flipped between runs of one content, as far as runs of one content are recorded here.`
      : `${counted(flapping.length, 'element')} of ${suite} flipped between runs of one content:\n${tableText(['flips', 'elements', 'where', 'last seen in'], rows)}`,
    ...quarantined.map(({ path, lines, entry, expires }) => `In quarantine until ${expires}: ${path}${lines ? `:${lines.from}-${lines.to}` : ''} (${entry})`),
    flapping.length === 0 ? '' : '  next: make the tests that reach them depend on no clock, order or chance; until then: npx ci-datum recalibrate propose --cause quarantine --quarantine PATH --expires DAY\n',
  ].join('\n')
}

function byFrequency([a]: readonly Flapping[], [b]: readonly Flapping[]): number {
  return (b?.flips ?? 0) * (a?.runs ?? 1) - (a?.flips ?? 0) * (b?.runs ?? 1) || ((a?.path ?? '') < (b?.path ?? '') ? -1 : 1)
}

function placesOf(block: readonly Flapping[]): string {
  const places = [...new Set(block.map(({ path, key }) => `${path}:${/^-?(\d+)/.exec(key)?.[1] ?? '?'}`))]
  return places.length <= NAMED ? places.join(', ') : `${places.slice(0, NAMED).join(', ')} and ${places.length - NAMED} more`
}

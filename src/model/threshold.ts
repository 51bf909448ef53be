export const LIMIT_KINDS = ['min', 'max', 'maxUncovered', 'maxDrop', 'maxRise', 'maxErosion'] as const
export type LimitKind = (typeof LIMIT_KINDS)[number]

/** What a threshold is set on. `model` is a pattern: a model, `parallel:*`, `sharded:*` or `*`. */
export interface ThresholdKey {
  readonly suite: string
  readonly model: string
  readonly metric: string
  readonly scope: string
  readonly limit: LimitKind
}

/** A limit in force; `value` is a canonical decimal, `entry` the digest of the recalibration that set it. */
export interface Threshold {
  readonly key: ThresholdKey
  readonly value: string
  readonly entry: string
}

export function isLimitKind(text: string): text is LimitKind {
  return (LIMIT_KINDS as readonly string[]).includes(text)
}

/** One line that names a key, for messages and for sorting. */
export function keyText(key: ThresholdKey): string {
  return `${key.suite} ${key.model} ${key.metric} ${key.scope} ${key.limit}`
}

/** True when moving a limit from one value to the other lets more through. Removing a limit does. */
export function loosens(limit: LimitKind, compared: number): boolean {
  return limit === 'min' ? compared < 0 : compared > 0
}

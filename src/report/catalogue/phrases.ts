import type { ElementKind } from '../../model/element.js'
import type { FieldDifference } from '../../model/fingerprint.js'
import type { Measure } from '../../model/metric.js'
import { placeText, type Place } from '../../model/place.js'
import { PROJECT } from '../../model/scope.js'
import { isLimitKind, type ThresholdKey } from '../../model/threshold.js'
import type { Cause } from '../../model/verdict.js'
import { limitWords } from '../numbers.js'
import { allOf, brief, cut } from './text.js'

export const ELEMENTS: { readonly [K in ElementKind]: string } = {
  line: 'lines', statement: 'statements', function: 'functions', branch: 'branches', mutant: 'mutants', test: 'tests',
}

export const CAUSE_WORDS: { readonly [C in Cause]: string } = {
  code: 'code', tests: 'tests', collection: 'the collection', instrument: 'the instrument', noise: 'noise',
  environment: 'the environment', baseline: 'the base branch', unexplained: 'something unexplained',
}

/** `coverage.lines`, with its scope when it is not the whole suite. */
export function metricName({ metric, scope }: { readonly metric: string; readonly scope: string }): string {
  return scope === PROJECT ? metric : `${metric} [${brief(scope)}]`
}

/** `shard 3/4`; the one part of an unsharded build is called what it is. */
export function shard(place: Place): string {
  return place.of === 1 ? 'the only part' : `shard ${placeText(place)}`
}

export function shards(places: readonly Place[]): string {
  const [first, ...others] = places
  if (!first) return 'no shard'
  return others.length === 0 ? shard(first) : `shards ${allOf(places.map(placeText))}`
}

export function reportOf(measure: Measure): string {
  return `${measure} report`
}

/** `vitest: 3.2.1 -> 4.0.0`; fields whose name says little are told with their instrument. */
function fieldWords({ instrument, field, class: fieldClass, from, to }: FieldDifference): string {
  const name = fieldClass === 'identity' || field === 'merger' ? `${instrument} ${field}` : field
  return `${name}: ${stated(from)} -> ${stated(to)}`
}

/** Each difference once: tools that measure several things stand in several instruments. */
export function fieldLines(differences: readonly FieldDifference[]): readonly string[] {
  return [...new Set(differences.map(fieldWords))]
}

function stated(value: string | null): string {
  return value === null ? 'not stated' : value === '' ? '(empty)' : cut(value, 60)
}

/** The limit of a threshold in words, also of a key that a hand wrote into a file. */
export function limitOfKey({ limit, metric }: ThresholdKey, value: string | null): string {
  if (value === null) return 'no limit'
  return isLimitKind(limit) ? limitWords(limit, value, metric) : value
}

/** `coverage.lines of unit (sharded:4)`; a key that a hand wrote may lack all but its first word. */
export function keyName(key: ThresholdKey): string {
  if (key.metric === '' || key.scope === '') return `"${brief([key.suite, key.model, key.metric].join(' ').trim())}"`
  return `${metricName(key)} of ${key.suite} (${key.model === '*' ? 'every model' : key.model})`
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

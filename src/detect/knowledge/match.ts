import type { Fingerprint } from '../../model/fingerprint.js'
import type { Given, ToolFact, Trigger } from '../../model/tool-fact.js'
import { pipelineOf, type Pipeline } from './pipeline.js'
import { compareVersions, passes } from './version.js'

/** Which way a known change was made: as the fact tells it, back again, or neither (another value of equal rank). */
export type Sense = 'forward' | 'backward' | 'sideways'

/** A fact whose change was made between two fingerprints. */
export interface KnownChange {
  readonly fact: ToolFact
  readonly sense: Sense
}

/** A named version says more than another version of any kind, and both more than another number of processes. */
const RANKS: { readonly [C in Trigger['change']]: number } = { version: 4, identity: 6, setting: 4, shards: 2, workers: 2, system: 2, processors: 0, unseen: 0 }

/** What is known of the difference between two fingerprints, the most specific first. */
export function knownChanges(from: Fingerprint, to: Fingerprint, facts: readonly ToolFact[]): readonly KnownChange[] {
  const [before, after] = [pipelineOf(from), pipelineOf(to)]
  return facts.flatMap((fact) => {
    const fitting = fact.when.flatMap((trigger) => {
      const sense = senseOf(trigger, before, after)
      return sense === undefined ? [] : [{ sense, rank: RANKS[trigger.change] + ('at' in trigger ? 4 : 0) }]
    }).sort((a, b) => b.rank - a.rank)
    const [first] = fitting
    return first && (!fact.given || holds(fact.given, before, after)) ? [{ fact, sense: first.sense, rank: first.rank + weight(fact.given) }] : []
  }).sort((a, b) => b.rank - a.rank).map(({ fact, sense }) => ({ fact, sense }))
}

function weight(given: Given = {}): number {
  return (given.uses?.length ?? 0) + (given.lacks?.length ?? 0) + (given.producer === undefined ? 0 : 1) + (given.version ? 1 : 0)
}

/** How the change of a trigger was made; undefined when it was not. */
function senseOf(trigger: Trigger, before: Pipeline, after: Pipeline): Sense | undefined {
  switch (trigger.change) {
    case 'version':
      return versionSense(trigger.at, before.tools.get(trigger.tool), after.tools.get(trigger.tool))
    case 'identity': {
      const [from, to] = [before.identity[trigger.field], after.identity[trigger.field]]
      return from === trigger.from && to === trigger.to ? 'forward' : from === trigger.to && to === trigger.from ? 'backward' : undefined
    }
    case 'setting':
      return settingSense(trigger, before.settings, after.settings)
    case 'shards':
    case 'workers':
      return order(before[trigger.change], after[trigger.change])
    case 'processors':
      return before.processors === null || after.processors === null || before.processors === after.processors ? undefined : valueSense(before.processors, after.processors)
    case 'system':
      return before.system === null || after.system === null || before.system === after.system ? undefined : 'sideways'
    case 'unseen':
      return undefined
  }
}

function versionSense(at: readonly string[] | undefined, from: string | null | undefined, to: string | null | undefined): Sense | undefined {
  if (from === null || to === null || from === undefined || to === undefined) return undefined
  if (at === undefined) return order(0, compareVersions(to, from) ?? 0)
  const ways = new Set(at.map((version) => passes(version, from, to)).filter((way) => way !== 0))
  return ways.size === 0 ? undefined : ways.has(1) ? 'forward' : 'backward'
}

/** A setting by its name, or a tool's configuration by the name of the tool; of several that changed all have to go one way. */
function settingSense({ fields, less }: Extract<Trigger, { readonly change: 'setting' }>, before: Pipeline['settings'], after: Pipeline['settings']): Sense | undefined {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => fields.includes(name.split(':')[0] ?? '') && before.get(name) !== after.get(name))
  const senses = new Set(names.map((name) => valueSense(before.get(name) ?? '', after.get(name) ?? '')))
  const [only] = senses
  if (only === undefined || senses.size > 1) return only && 'sideways'
  return less ? REVERSED[only] : only
}

const REVERSED: { readonly [S in Sense]: Sense } = { forward: 'backward', backward: 'forward', sideways: 'sideways' }

/** More of a number is forward, and so is to switch something on. */
function valueSense(from: string, to: string): Sense {
  const rank = (text: string): number => (text === 'true' ? 1 : text === 'false' ? 0 : /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN)
  return order(rank(from), rank(to)) ?? 'sideways'
}

function order(from: number, to: number): Sense | undefined {
  return to > from ? 'forward' : to < from ? 'backward' : undefined
}

/** The conditions hold on either side: an upgrade may be what adds or removes a tool. */
function holds({ uses = [], lacks = [], producer, version }: Given, before: Pipeline, after: Pipeline): boolean {
  return uses.every((tool) => before.tools.has(tool) || after.tools.has(tool))
    && lacks.every((tool) => !after.tools.has(tool))
    && (producer === undefined || before.producer === producer || after.producer === producer)
    && (version === undefined || [before, after].some(({ tools }) => within(tools.get(version.tool), version)))
}

function within(version: string | null | undefined, { from, below }: NonNullable<Given['version']>): boolean {
  if (version === null || version === undefined) return false
  const [low, high] = [from === undefined ? 1 : compareVersions(version, from), below === undefined ? -1 : compareVersions(version, below)]
  return low !== undefined && high !== undefined && low >= 0 && high < 0
}

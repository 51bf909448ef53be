import { ELEMENT_KINDS, keysOf, type ElementKind } from '../model/element.js'
import type { FileDetail } from '../model/measurement.js'
import type { Flapping } from '../model/register.js'

/** One run of a content; runs of one content and fingerprint share their `content`. */
export interface Run {
  readonly measurement: string
  readonly content: string
  /** The files asked about, by path; those with elements where they varied between runs of the content. */
  readonly blobs: ReadonlyMap<string, string>
  readonly files: readonly FileDetail[]
}

/** Comparable pairs without a flip after which an element is no longer held to be flaky. */
const CLEAN_PAIRS = 200

interface Seen {
  readonly path: string
  readonly blob: string
  readonly kind: ElementKind
  readonly key: string
  readonly pairs: number[]
}

/**
 * What flipped between runs of one content, from the runs newest first. An element is forgotten when its file is
 * another, or when `CLEAN_PAIRS` comparable pairs have not moved it.
 */
export function flappingIn(runs: readonly Run[]): readonly Flapping[] {
  const comparable = new Map<string, number[]>()
  const seen = new Map<string, Seen>()
  for (const [newer, older] of pairsOf(runs)) {
    const [a, b] = [runs[older], runs[newer]]
    if (!a || !b) continue
    for (const [path, blob] of b.blobs) {
      if (a.blobs.get(path) !== blob) continue
      push(comparable, `${path} ${blob}`, newer)
      for (const { kind, key } of flips(a.files.find((file) => file.path === path), b.files.find((file) => file.path === path))) {
        const id = `${path} ${blob} ${kind} ${key}`
        const one = seen.get(id) ?? { path, blob, kind, key, pairs: [] }
        one.pairs.push(newer)
        seen.set(id, one)
      }
    }
  }
  const blocks = new Map<string, number>()
  return [...seen.values()].flatMap(({ path, blob, kind, key, pairs }): Flapping[] => {
    const all = comparable.get(`${path} ${blob}`) ?? []
    const last = Math.min(...pairs)
    if (all.filter((pair) => pair < last).length >= CLEAN_PAIRS) return []
    const history = pairs.join(' ')
    const block = blocks.get(history) ?? blocks.size + 1
    blocks.set(history, block)
    return [{ path, blob, kind, key, flips: pairs.length, runs: all.length, last: runs[last]?.measurement ?? '', block }]
  })
}

/** Places of each run and of the next older one of its content. */
function pairsOf(runs: readonly Run[]): readonly (readonly [newer: number, older: number])[] {
  const newest = new Map<string, number>()
  const pairs: (readonly [number, number])[] = []
  runs.forEach(({ content }, at) => {
    const newer = newest.get(content)
    if (newer !== undefined) pairs.push([newer, at])
    newest.set(content, at)
  })
  return pairs
}

/** Elements that two runs of one text do not tell alike. That a test ran is not covered or uncovered: tests are no elements here. */
function* flips(before: FileDetail | undefined, after: FileDetail | undefined): Generator<{ readonly kind: ElementKind; readonly key: string }> {
  if (!before || !after) return
  for (const kind of ELEMENT_KINDS) {
    if (kind === 'test') continue
    const [a, b] = [statesOf(before, kind), statesOf(after, kind)]
    for (const [key, state] of b) if (a.get(key) !== state) yield { kind, key }
    for (const key of a.keys()) if (!b.has(key)) yield { kind, key }
  }
}

function statesOf(file: FileDetail, kind: ElementKind): ReadonlyMap<string, number> {
  const merged = file.kinds[kind]
  return merged?.form === 'listed' ? new Map(keysOf(merged.shape).map((key, index) => [key, merged.states[index] ?? 0])) : new Map()
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

import type { TextReader } from '../model/located.js'
import type { FrontMatter } from '../model/recalibration.js'
import { keyText, type Threshold } from '../model/threshold.js'
import { yamlText } from './front-matter.js'

export const THRESHOLDS_FILE = 'baselines/thresholds.yaml'

const HEAD = `# The limits in force, as the entries in recalibrations/ leave them. Generated: do not edit.
# To move one: npx ci-datum recalibrate propose
`

/** `thresholds.yaml`: one block a key, sorted, so that two branches that move different keys merge cleanly. */
export function projectionText(thresholds: readonly Threshold[]): string {
  if (thresholds.length === 0) return `${HEAD}{}\n`
  const blocks = [...thresholds].sort((a, b) => (keyText(a.key) < keyText(b.key) ? -1 : 1))
    .map(({ key, value, entry }) => yamlText({ [keyText(key)]: { value, entry } satisfies FrontMatter }))
  return HEAD + blocks.join('')
}

/** A limit as the file states it, and the entry it names. */
export interface Stated {
  readonly value: string
  readonly entry: string | null
}

/** What is stated, by key text; undefined when the text is no projection. */
export function parseProjection(text: string, readText: TextReader): ReadonlyMap<string, Stated> | undefined {
  const reading = readText(text)
  if (!reading.ok) return undefined
  const { value } = reading.document
  if (typeof value === 'string' || Array.isArray(value)) return value === '' ? new Map() : undefined
  const limits = new Map<string, Stated>()
  for (const [key, block] of Object.entries(value)) {
    if (typeof block === 'string' || Array.isArray(block)) return undefined
    const { value: limit, entry } = block as FrontMatter
    if (typeof limit !== 'string') return undefined
    limits.set(key, { value: limit, entry: typeof entry === 'string' ? entry : null })
  }
  return limits
}

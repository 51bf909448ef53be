import type { Problem } from '../model/failure.js'
import type { TextReader } from '../model/located.js'
import type { Change, Entry, FrontMatter, FrontValue } from '../model/recalibration.js'
import type { ThresholdKey } from '../model/threshold.js'
import { entryDigest, plainProse } from './digest.js'
import { frontMatterText, locatedProblems, parseFrontMatter } from './front-matter.js'
import { entrySchema } from './schema.js'

export type EntryReading =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** An entry of the ledger from the text of its file. Its digest is computed, never read. */
export function parseEntry(file: string, text: string, readText: TextReader): EntryReading {
  const parsed = parseFrontMatter(text, readText)
  if (!parsed.ok) return parsed
  const result = entrySchema.safeParse(parsed.front)
  if (!result.success) return { ok: false, problems: locatedProblems(result.error.issues, parsed.document) }
  const { approval, owner: _owner, evidence: _evidence, changes, ...fields } = result.data
  const prose = plainProse(parsed.prose)
  if (prose === '') return { ok: false, problems: [{ line: 1, column: 1, message: 'expected the reason in prose below the front matter' }] }
  return {
    ok: true,
    entry: {
      ...fields,
      file,
      changes: changes.map(toChange),
      evidence: mapAt(parsed.front, 'evidence'),
      approvals: approval,
      digest: entryDigest(parsed.front, prose),
      prose,
      front: parsed.front,
    },
  }
}

/** The text of an entry's file. */
export function entryText(front: FrontMatter, prose: string): string {
  return frontMatterText(front, plainProse(prose))
}

/** A key as front matter, in the order people read it. */
export function keyFront({ suite, model, metric, scope, limit }: ThresholdKey): FrontMatter {
  return { suite, model, metric, scope, limit }
}

type ParsedChange = ReturnType<typeof entrySchema.parse>['changes'][number]

function toChange(change: ParsedChange): Change {
  if (change.kind === 'threshold' || change.kind === 'policy') return change
  const { kind, ...fields } = change
  return { kind, fields: fields as FrontMatter }
}

function mapAt(front: FrontMatter, key: string): FrontMatter {
  const value: FrontValue | undefined = front[key]
  return value === undefined || typeof value === 'string' || Array.isArray(value) ? {} : (value as FrontMatter)
}

import type { Problem } from '../model/failure.js'
import type { TextReader } from '../model/located.js'
import type { Override } from '../model/recalibration.js'
import { plainProse } from './digest.js'
import { frontMatterText, locatedProblems, parseFrontMatter } from './front-matter.js'
import { overrideSchema } from './schema.js'

const LONGEST_HOURS = 24

export type OverrideReading =
  | { readonly ok: true; readonly override: Override }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** An emergency override from the text of its file, also of one written by hand in the forge's editor. */
export function parseOverride(file: string, text: string, readText: TextReader): OverrideReading {
  const parsed = parseFrontMatter(text, readText)
  if (!parsed.ok) return parsed
  const result = overrideSchema.safeParse(parsed.front)
  if (!result.success) return { ok: false, problems: locatedProblems(result.error.issues, parsed.document) }
  const reason = plainProse(parsed.prose)
  const hours = (Date.parse(result.data.until) - Date.parse(result.data.from)) / 3_600_000
  if (!(hours > 0 && hours <= LONGEST_HOURS)) {
    return { ok: false, problems: [{ ...parsed.document.placeOf(['until'], 'value'), message: `until: expected at most ${LONGEST_HOURS} hours after from` }] }
  }
  if (reason === '') return { ok: false, problems: [{ line: 1, column: 1, message: 'expected the reason in prose below the front matter' }] }
  return { ok: true, override: { file, reason, ...result.data } }
}

export function overrideText({ suite, branch, kinds, ticket, author, from, until, reason }: Omit<Override, 'file'>): string {
  return frontMatterText({ suite, branch, kinds, ticket, author, from, until }, plainProse(reason))
}

/** Whether an override lets a build of a suite and branch through at a time. */
export function isInForce(override: Override, of: { readonly suite: string; readonly branch: string | null; readonly now: string }): boolean {
  return override.suite === of.suite && override.branch === of.branch && override.from <= of.now && of.now <= override.until
}

export function untilHours(from: string, hours: number): string {
  return `${new Date(Date.parse(from) + hours * 3_600_000).toISOString().slice(0, 19)}Z`
}

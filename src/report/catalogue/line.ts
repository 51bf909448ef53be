import type { Context } from './words.js'

/** Options of a line; those that are null are left out. */
export type LineOptions = Readonly<Record<string, string | null>>

/** A line to copy: a command of datum with operands and options, quoted where a shell would read them otherwise. */
export function npx(command: string, ...rest: readonly (string | LineOptions)[]): string {
  const words = rest.flatMap((one) => typeof one === 'string'
    ? [quoted(one)]
    : Object.entries(one).flatMap(([name, value]) => (value === null ? [] : [`--${name}`, quoted(value)])))
  return ['npx ci-datum', command, ...words].join(' ')
}

/** One word of a shell line: suites, branches and paths are names that others chose. */
export function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return /["$`\\!]/.test(text) ? `'${text.replaceAll('\'', '\'\\\'\'')}'` : `"${text}"`
}

type Build = Pick<Context, 'suite' | 'model'>
type Parts = Build & Pick<Context, 'reports' | 'build'>

/** Records and judges the build again, all its parts together. */
export function ciLine({ suite, model, reports, build }: Parts): string {
  const pattern = patternOf(reports)
  return npx('ci', { suite, model, build }, ...(pattern === undefined ? [] : [pattern]))
}

/** Packs the reports of one shard. */
export function collectLine({ suite }: Pick<Context, 'suite'>, part: string): string {
  return npx('collect', { suite, part })
}

/** Shows a build's judgement with all its numbers. */
export function checkLine({ suite }: Pick<Context, 'suite'>): string {
  return npx('check', { suite, format: 'json' })
}

/** Drafts limits for a changed instrument, moved by what it measures differently. */
export function instrumentLine({ suite, model, referenceModel }: Build & Pick<Context, 'referenceModel'>): string {
  const title = referenceModel === model ? `${suite} with a changed instrument` : `${suite} ${modelPhrase(model)}`
  return npx('recalibrate propose', { cause: 'instrument', suite, model, title })
}

/** `in 4 shards`, `with 2 workers`, `in one process`. */
function modelPhrase(model: string): string {
  const shards = /^sharded:(\d+)/.exec(model)?.[1]
  const workers = /parallel:(\d+|auto)$/.exec(model)?.[1]
  const phrases = [
    ...(shards === undefined ? [] : [`in ${shards} shards`]),
    ...(workers === undefined ? [] : [workers === 'auto' ? 'with automatic workers' : `with ${workers} workers`]),
  ]
  return phrases.length === 0 ? model : phrases.join(' ')
}

/**
 * The pattern that takes the part files of all shards and attempts: names that `collect` gives, or names that differ
 * in one number.
 */
function patternOf(reports: readonly string[]): string | undefined {
  const given = onePattern(reports.map((name) => name.replace(/\d+(-of-\d+-)attempt-\d+/, '*$1*')))
  if (given !== undefined || reports.length < 2) return given
  return onePattern(reports.map((name) => name.replace(/\d+(?=\D*$)/, '*'))) ?? onePattern(reports.map((name) => name.replace(/\d+/, '*')))
}

function onePattern(names: readonly string[]): string | undefined {
  const [only, ...others] = new Set(names)
  return only?.includes('*') && others.length === 0 && !only.includes(' ') ? only : undefined
}

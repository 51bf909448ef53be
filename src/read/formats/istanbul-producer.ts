import { isRecord } from '../format.js'

/**
 * Who wrote a file's coverage, told from its keys. `istanbul`: nyc, jest with babel, vitest's istanbul provider
 * (instrumented source). `ast-v8-to-istanbul`: vitest 4's v8 provider (V8 counts put onto the AST, key `meta`).
 * `v8-to-istanbul`: c8, jest's and vitest 3's v8 provider (every physical line is a statement, key `all` on every file).
 */
export type Producer = 'istanbul' | 'ast-v8-to-istanbul' | 'v8-to-istanbul'

/**
 * `all: false` is only ever written by v8-to-istanbul. `all: true` also by nyc for files that no test loaded: then
 * the report's other files decide (`wholeLines`), or the file's statements.
 */
export function producerOf(raw: Readonly<Record<string, unknown>>, wholeLines: boolean): Producer {
  if ('meta' in raw) return 'ast-v8-to-istanbul'
  if (raw['all'] === false) return 'v8-to-istanbul'
  if (raw['all'] === true && (wholeLines || hasWholeLineStatements(raw))) return 'v8-to-istanbul'
  return 'istanbul'
}

/** One producer for a report; several are told apart by name, so that mixing them is seen. */
export function reportProducer(producers: readonly string[]): string {
  return producers.length === 0 ? 'unknown' : [...producers].sort().join(' + ')
}

function hasWholeLineStatements(raw: Readonly<Record<string, unknown>>): boolean {
  const statements = isRecord(raw['statementMap']) ? Object.values(raw['statementMap']) : []
  return statements.length > 1 && statements.every((place, index) =>
    isRecord(place) && isRecord(place['start']) && place['start']['column'] === 0 && place['start']['line'] === index + 1)
}

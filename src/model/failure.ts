/** One thing that is wrong with a file people write, and where. Lines and columns count from 1. */
export interface Problem {
  readonly line: number
  readonly column: number
  readonly message: string
}

/**
 * Why a command could not do its work. Data only: the catalogue has the words, `explain CODE` the page, and
 * `exit-code.ts` the number.
 */
export type Failure =
  // wrong use
  | { readonly code: 'wrong-use'; readonly message: string }
  | { readonly code: 'policy-missing'; readonly file: string }
  | { readonly code: 'policy-invalid'; readonly file: string; readonly problems: readonly Problem[] }
  | { readonly code: 'suite-unknown'; readonly suite: string; readonly suites: readonly string[] }
  | { readonly code: 'suite-ambiguous'; readonly suites: readonly string[] }
  | { readonly code: 'model-not-allowed'; readonly model: string; readonly suite: string; readonly allowed: readonly string[] }
  | { readonly code: 'model-ambiguous'; readonly suite: string; readonly allowed: readonly string[] }
  | { readonly code: 'no-terminal'; readonly command: string }
  | { readonly code: 'cancelled'; readonly what: string }
  | { readonly code: 'not-a-repository'; readonly folder: string }
  | { readonly code: 'entry-unknown'; readonly entry: string; readonly known: readonly string[] }
  | { readonly code: 'entry-invalid'; readonly file: string; readonly problems: readonly Problem[] }
  | { readonly code: 'entry-refused'; readonly entry: string; readonly reason: string }
  | { readonly code: 'topic-unknown'; readonly topic: string; readonly near: readonly string[] }
  | { readonly code: 'already-there'; readonly file: string }
  | { readonly code: 'nothing-to-propose'; readonly why: string }
  // could not measure
  | { readonly code: 'report-missing'; readonly patterns: readonly string[] }
  | { readonly code: 'report-unreadable'; readonly source: string; readonly why: 'directory' | 'permission' | 'vanished' | 'other'; readonly detail: string }
  | { readonly code: 'report-empty'; readonly source: string }
  | { readonly code: 'report-too-large'; readonly source: string; readonly bytes: number; readonly limit: number }
  | { readonly code: 'report-broken'; readonly source: string; readonly format: string; readonly line: number | null; readonly column: number | null; readonly detail: string }
  /** V8's own counts: a tool that has the sources makes a report of them. */
  | { readonly code: 'report-raw'; readonly source: string }
  | { readonly code: 'report-unknown-format'; readonly source: string; readonly head: string }
  | { readonly code: 'report-foreign'; readonly source: string; readonly reported: number; readonly examples: readonly string[] }
  | { readonly code: 'part-broken'; readonly source: string; readonly detail: string }
  | { readonly code: 'environment-file-broken'; readonly source: string; readonly line: number | null; readonly detail: string; readonly known: readonly string[] }
  /** Place is null when the two lie in one folder: then nobody can say which of them speaks. */
  | { readonly code: 'environment-file-doubled'; readonly sources: readonly string[]; readonly place: string | null; readonly attempt: number | null }
  | { readonly code: 'measurement-unknown'; readonly what: string }
  | { readonly code: 'baseline-refused'; readonly measurement: string; readonly why: string }
  | { readonly code: 'git-failed'; readonly command: string; readonly detail: string }
  | { readonly code: 'file-unwritable'; readonly file: string; readonly detail: string }
  | { readonly code: 'store-binding'; readonly detail: string }
  | { readonly code: 'store-corrupt'; readonly file: string; readonly detail: string }
  | { readonly code: 'store-newer'; readonly file: string; readonly unknown: readonly string[] }
  | { readonly code: 'store-unwritable'; readonly file: string; readonly detail: string }
  | { readonly code: 'store-busy'; readonly file: string; readonly seconds: number }
  | { readonly code: 'store-full'; readonly file: string; readonly detail: string }
  // a home of records: a remote, a directory, an artifact
  | { readonly code: 'records-unreachable'; readonly home: string; readonly detail: string }
  | { readonly code: 'records-refused'; readonly home: string; readonly why: 'read-only' | 'denied' | 'other'; readonly detail: string }
  | { readonly code: 'records-busy'; readonly home: string; readonly attempts: number }
  | { readonly code: 'records-damaged'; readonly home: string; readonly what: string; readonly detail: string }
  /** Records that are damaged, forged or not the artifact's to bring: the first of them. The others were taken. */
  | { readonly code: 'records-not-taken'; readonly home: string; readonly count: number; readonly name: string; readonly why: string }
  | { readonly code: 'records-newer'; readonly home: string; readonly format: string }

export type FailureCode = Failure['code']

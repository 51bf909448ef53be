/** What became of the job that ran the tests; `unknown` while it runs, or when nobody says. */
export type JobStatus = 'passed' | 'failed' | 'unknown'

/** Reads the words CI providers have for it; undefined for a word that is none of theirs. */
export function parseJobStatus(text: string): JobStatus | undefined {
  if (/^(?:passed|success|succeeded|ok)$/i.test(text)) return 'passed'
  if (/^(?:failed|failure|error|cancell?ed|aborted|unstable)$/i.test(text)) return 'failed'
  return /^(?:unknown|pending|running)$/i.test(text) ? 'unknown' : undefined
}

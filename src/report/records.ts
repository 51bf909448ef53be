import type { Failure } from '../model/failure.js'
import { baselineText } from '../model/judgement.js'
import { failureText } from './catalogue/failures.js'
import { npx } from './catalogue/line.js'
import { brief } from './catalogue/text.js'
import { counted } from './numbers.js'

interface Refusal {
  readonly name: string
  readonly why: string
}

interface Moved {
  readonly branch: string
  readonly from: number
  readonly to: number
}

/** Refused records that are named one by one. */
const NAMED = 5

/** What came from a home: one line, and every refusal of the first few. */
export function pulledText(home: string, { taken, known, refused }: { readonly taken: number; readonly known?: number; readonly refused: readonly Refusal[] }): string {
  const here = known === undefined || known === 0 ? '' : `${counted(known, 'build')} ${known === 1 ? 'was' : 'were'} here already`
  const first = taken === 0
    ? `nothing new in ${brief(home, 60)}${here === '' ? '' : `: ${here}`}`
    : `${counted(taken, 'build')} fetched from ${brief(home, 60)}${here === '' ? '' : `, ${here}`}`
  return `${first}\n${refusedText(refused)}`
}

export function refusedText(refused: readonly Refusal[]): string {
  const more = refused.length - NAMED
  return [
    ...refused.slice(0, NAMED).map(({ name, why }) => `  refused: ${brief(name, 160)}: ${why}\n`),
    ...(more > 0 ? [`  refused: ${more} more\n`] : []),
  ].join('')
}

export interface PushedFacts {
  readonly measurements: number
  readonly judgements: number
  readonly retries: number
  readonly renumbered: readonly Moved[]
}

/** What went to a home, and which versions are called otherwise since. */
export function pushedText(home: string, { measurements, judgements, retries, renumbered }: PushedFacts): string {
  const others = retries === 0 ? '' : ` (others were pushing: ${counted(retries, 'retry', 'retries')})`
  const what = measurements + judgements === 0 ? `nothing new for ${brief(home, 60)}` : `${counted(measurements, 'build')} and ${counted(judgements, 'verdict')} pushed to ${brief(home, 60)}`
  return `${what}${others}\n${renumbered.map(movedText).join('')}`
}

function movedText({ branch, from, to }: Moved): string {
  return `  ${baselineText({ branch, version: from, later: 0 })} is ${baselineText({ branch, version: to, later: 0 })}: another build was first\n`
}

/** Why a build was not brought to its home, and where its record is. */
export function notPushedText(failure: Failure, artifact: string | null): string {
  const { title, detail, remedy } = failureText(failure)
  const kept = artifact === null
    ? `The verdict stands, and the next job will not know this build: ${remedy}, or keep it for a job that may: --artifact FILE`
    : `The verdict stands. A job that may write pushes the record: ${npx('sync push', { from: artifact })}`
  return [`not pushed: ${title}`, ...detail.map((line) => `  ${line}`), `  ${kept}`, ''].join('\n')
}

/** A build that is none of CI's is not shared unasked. */
export function notCiText(home: string): string {
  return `not pushed to ${brief(home, 60)}: this is no CI build. To share it all the same: ${npx('sync push')}\n`
}

export function notFetchedText(failure: Failure): string {
  const { title, detail, remedy } = failureText(failure)
  return [`not fetched: ${title}`, ...detail.map((line) => `  ${line}`), `  Judged with what is stored here. ${remedy}`, ''].join('\n')
}

export function artifactText(file: string): string {
  return `the record of this build is in ${file}\n`
}

export function rebuiltText(home: string, { taken, refused, old }: { readonly taken: number; readonly refused: readonly Refusal[]; readonly old: string | null }): string {
  const kept = old === null ? '' : `  the store that was there is kept: ${old}\n`
  return `rebuilt from ${brief(home, 60)}: ${counted(taken, 'build')}\n${refusedText(refused)}${kept}`
}

export interface PrunedFacts {
  readonly before: string
  readonly measurements: number
  readonly bytes: number
  /** Null: the store of this machine. */
  readonly home: string | null
}

export function prunedText({ before, measurements, bytes, home }: PrunedFacts): string {
  const where = home === null ? '' : `${brief(home, 60)}: `
  if (measurements === 0) return `${where}no build before ${before} has detail that may go\n`
  const room = bytes === 0 ? '' : `, ${Math.ceil(bytes / 1024)} kB given back`
  return `${where}detail of ${counted(measurements, 'build')} before ${before} dropped${room}; values, verdicts and baselines stay\n`
}

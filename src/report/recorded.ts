import type { Failure } from '../model/failure.js'
import type { Measurement } from '../model/measurement.js'
import type { Part } from '../model/part.js'
import { defectWords } from './catalogue/index.js'
import { failureText } from './catalogue/failures.js'
import { counted, metricValueWords } from './numbers.js'
import { paint } from './paint.js'

export interface StoredMeasurement {
  readonly measurement: Measurement
  readonly how: 'new' | 'same' | 'superseding' | 'behind'
}

const HOW: { readonly [H in StoredMeasurement['how']]: string } = {
  new: 'recorded',
  same: 'was recorded already',
  superseding: 'recorded; it replaces what this build had recorded before',
  behind: 'recorded; newer attempts of this build stay in place',
}

/** What `ci` says before it judges: that the build is recorded. Values and defects are told with the verdict. */
export function recordedLine({ measurement, how }: StoredMeasurement, { failures, guessed }: { readonly failures: readonly Failure[]; readonly guessed: boolean }): string {
  const { slot, parts } = measurement
  const lines = [
    `${measurement.id.slice(0, 14)} ${HOW[how]}: ${slot.suite}, ${slot.model}, commit ${slot.commit.slice(0, 9)}, ${counted(parts.seen.length, 'part')} of ${parts.expected}, ${counted(measurement.files, 'file')}`,
    ...failures.map((failure) => `  ${failureText(failure).title}`),
    ...(guessed ? [GUESSED] : []),
  ]
  return `${lines.join('\n')}\n`
}

const GUESSED = '  The files do not say which shard wrote them: their order was taken. Name them after their shard to be told which one is missing.'

/** What `record` says: one line that it is stored, its headline values, and what is wrong with it. */
export function recordedText({ measurement, how }: StoredMeasurement, { failures, guessed, colour }: { readonly failures: readonly Failure[]; readonly guessed: boolean; readonly colour: boolean }): string {
  const style = paint(colour)
  const lines = [
    recordedLine({ measurement, how }, { failures: [], guessed: false }).trimEnd(),
    ...measurement.values.filter(({ scope }) => scope === 'project').map(({ metric, value }) => `  ${metric.padEnd(22)} ${metricValueWords(metric, value)}`),
  ]
  if (!measurement.whole) lines.push(style.yellow('  It is not whole: it is kept, and never becomes a baseline.'))
  for (const { title, remedy } of measurement.defects.map((defect) => defectWords(defect, measurement))) {
    lines.push(`  ${style.yellow('-')} ${title}`, `    ${style.dim(remedy)}`)
  }
  for (const failure of failures) lines.push(`    ${style.dim(failureText(failure).title)}`)
  if (guessed) lines.push(GUESSED)
  if (measurement.whole) lines.push(style.dim('  next: npx ci-datum check'))
  return `${lines.join('\n')}\n`
}

/** What `collect` says: the file to upload, and what is in it. */
export function collectedText({ output, bytes, place, part }: { readonly output: string; readonly bytes: number; readonly place: string; readonly part: Part }): string {
  const formats = part.reports.map((report) => `${report.format} (${counted(report.files.length, 'file')})`).join(', ')
  return `part ${place} of ${part.origin.suite}, attempt ${part.origin.attempt}: ${formats}\n  ${output} (${kilobytes(bytes)})\n  next: upload it, and in the last job: npx ci-datum ci ${partsPattern(output)}\n`
}

/** A pattern that takes the files of all shards and attempts. */
function partsPattern(output: string): string {
  const pattern = output.replace(/\d+-of-(\d+)-attempt-\d+/, '*-of-$1-*')
  return pattern === output ? 'with the part files of all shards' : `"${pattern}"`
}

function kilobytes(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.ceil(bytes / 1024 / 1024)} MB`
}


import { counted } from '../../numbers.js'
import { npx, quoted } from '../line.js'
import { allOf, brief, cut, headline, inFull, plain, someOf } from '../text.js'
import type { FailureWords } from './failure-words.js'

type Codes =
  | 'report-missing' | 'report-unreadable' | 'report-empty' | 'report-too-large' | 'report-broken' | 'report-raw' | 'report-unknown-format'
  | 'report-foreign' | 'part-broken' | 'environment-file-broken' | 'environment-file-doubled'

/** Reports that are not there or cannot be read: nothing was measured, and nothing is passed. */
export const reportFailureWords: FailureWords<Codes> = {
  'report-missing': ({ patterns }) => ({
    title: patterns.length === 1 ? `No report was found: nothing matches ${brief(patterns[0] ?? '', 80)}` : `No report was found: ${counted(patterns.length, 'pattern')} match nothing`,
    detail: patterns.length === 1 ? inFull('looked for', patterns[0] ?? '', 80) : [`looked for: ${someOf(patterns)}`],
    remedy: `See that the tests ran and wrote the report there, or name the file: ${npx('ci', 'coverage/coverage-final.json')}`,
  }),

  'report-unreadable': ({ source, why, detail }) => ({
    title: `The report ${brief(source, 70)} cannot be read: ${why === 'other' ? cut(detail, 50) : UNREADABLE[why]}`,
    detail: why === 'other' ? inFull('why', detail) : detail === '' ? [] : [detail],
    remedy: why === 'directory'
      ? `Name the file in it, such as: ${npx('ci', `${source.replace(/\/+$/, '')}/coverage-final.json`)}`
      : why === 'permission'
        ? `Give it to the user of this job: sudo chown "$(id -u):$(id -g)" ${quoted(source)}`
        : why === 'vanished' ? 'Let the step that cleans up wait for datum, then run again' : `See what is there: ls -ld ${quoted(source)}`,
  }),

  'report-empty': ({ source }) => ({
    title: `The report ${brief(source, 80)} is empty`,
    detail: ['an empty report is no data: neither 0 % nor 100 %'],
    remedy: 'Read the log of the step that writes it to its end, repair that step and run it again',
  }),

  'report-too-large': ({ source, bytes, limit }) => ({
    title: `The report ${brief(source, 60)} is too large: ${bytes} bytes, at most ${limit} can be read`,
    detail: [],
    remedy: `Exclude built and generated files in the coverage tool, or pack one part for each shard: ${npx('collect', { part: '1/4' })}`,
  }),

  'report-broken': ({ source, format, line, column, detail }) => ({
    ...headline(`The ${format} report ${brief(source, 50)} is broken${place(line, column)}: ${detail}`),
    remedy: `Run the step again that wrote it; an end in the middle means cut off: tail -c 200 ${quoted(source)}`,
  }),

  'report-raw': ({ source }) => ({
    title: `${brief(source, 60)} is raw V8 coverage: it has no lines before it is converted`,
    detail: ['it holds offsets into sources; all processes of the run are converted at once, with the sources in place'],
    remedy: `Let c8 make the report of them: npx c8 report --temp-directory ${quoted(/^(.+)[\\/]/.exec(source)?.[1] ?? '.')} --reporter json`,
  }),

  'report-unknown-format': ({ source, head }) => ({
    title: `${brief(source, 80)} is none of the report formats that are read`,
    detail: [`it begins: ${cut(plain(head), 80) || 'with nothing that can be shown'}`, `what is read: ${npx('explain', 'formats')}`],
    remedy: `Let the tool write one of these, and name that file: ${npx('ci', 'coverage/coverage-final.json')}`,
  }),

  'report-foreign': ({ source, reported, examples }) => ({
    title: reported === 1 ? `The one file in ${brief(source, 60)} is not known in this repository` : `None of the ${reported} files in ${brief(source, 60)} is known in this repository`,
    detail: [`it names: ${someOf(examples, reported)}`],
    remedy: `Record in the checkout that was tested, or correct root of the suite in baselines/policy.yaml, or name what stands before the paths (--strip-prefix, --add-prefix), then: ${npx('ci', source)}`,
  }),

  'part-broken': ({ source, detail }) => ({
    ...headline(`The part file ${brief(source, 60)} is broken: ${detail}`),
    remedy: `Download it again as it is; if it is broken at its source, re-run the shard (gzip -t ${quoted(source)})`,
  }),

  'environment-file-broken': ({ source, line, detail, known }) => ({
    title: `The environment file ${brief(source, 50)} is broken${place(line, null)}: ${detail}`,
    detail: known.length === 0 ? [] : [`the keys are: ${allOf(known)}`],
    remedy: `Write it with the lines this prints, or take it away if it is none: ${npx('explain', 'environment-file')}`,
  }),

  'environment-file-doubled': ({ sources, place: claimed, attempt }) => ({
    title: claimed === null ? 'Two environment files lie in one folder: which of them speaks for the reports there cannot be told' : `Two environment files claim to be part ${claimed}, attempt ${attempt ?? 1}`,
    detail: [someOf(sources)],
    remedy: claimed === null
      ? 'Give the reports of each shard a folder of their own, with its environment file in it'
      : 'Tell the shards apart (DATUM_PART=2/4 in the second of four), and their tries (DATUM_ATTEMPT=2); take away what was copied',
  }),
}

const UNREADABLE = { directory: 'it is a folder', permission: 'permission was denied', vanished: 'it disappeared while it was read' } as const

function place(line: number | null, column: number | null): string {
  if (line === null) return ''
  return column === null ? ` at line ${line}` : ` at line ${line}, column ${column}`
}

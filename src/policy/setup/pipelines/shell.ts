import type { PipelinePlan } from './types.js'

/** Lines put deeper, for a place in YAML or Groovy. */
export function indented(lines: readonly string[], spaces: number): string {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(spaces)}${line}`)).join('\n')
}

/** A text as one word of a POSIX shell. */
function word(text: string): string {
  return /^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A path below a folder, from the top. */
export function below(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

function enter(folder: string): readonly string[] {
  return folder === '' ? [] : [`cd ${word(folder)}`]
}

/** First line of the files that `--force` may write again. */
export const HEADING = 'Measures the tests in shards and judges the numbers: npx ci-datum explain'

export const PARTS = 'datum-*.part.gz'
export const BUNDLE = 'datum-record.bundle'

/**
 * A shard from its tests to its part file, for CIs that run a job's lines in one shell. What became of the tests goes
 * into the part; with `fails` the last line makes the job say it too.
 */
export function shardLines(plan: PipelinePlan, { fails }: { readonly fails: boolean }): readonly string[] {
  return [
    ...plan.install.map(({ folder, run }) => (folder === '' ? run : `(${enter(folder)[0] ?? ''} && ${run})`)),
    ...enter(plan.root), 'status=passed',
    `# ${plan.hint}`,
    `${plan.test} || status=failed`,
    collectLine(plan, '"$status"'),
    ...(fails ? ['[ "$status" = passed ]'] : []),
  ]
}

export function collectLine({ suite }: PipelinePlan, status: string): string {
  return `npx ci-datum collect --suite ${suite} --part "$SHARD/$SHARDS" --job-status ${status}`
}

/** The last job: all parts together, judged where datum is installed. */
export function judgeLines(plan: PipelinePlan, parts: string): readonly string[] {
  return [...enter(plan.home), ...plan.installDatum, judgeLine(plan, parts)]
}

export function judgeLine({ suite }: PipelinePlan, parts: string): string {
  return `npx ci-datum ci --suite ${suite} --artifact ${BUNDLE} "${parts}"`
}

/** Part files that lie where the shards wrote them, as the last job sees them from where it runs. */
export function partsFromHome({ root, home }: PipelinePlan): string {
  return root === home ? PARTS : below(root, PARTS)
}

/** A branch the others merge into may be unknown to a checkout of one branch; without it there is nothing to compare with. */
export const WHOLE_HISTORY = [
  'if [ "$(git rev-parse --is-shallow-repository)" = true ]; then git fetch --quiet --unshallow origin || true; fi',
  "git fetch --quiet --no-tags origin '+refs/heads/*:refs/remotes/origin/*' || true",
]

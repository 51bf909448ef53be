import type { PipelinePlan } from './types.js'

/** Lines put deeper, for a place in YAML or Groovy. */
export function indented(lines: readonly string[], spaces: number): string {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(spaces)}${line}`)).join('\n')
}

/** Where the commands run. */
function inRoot({ root }: PipelinePlan): readonly string[] {
  return root === '' ? [] : [`cd ${JSON.stringify(root)}`]
}

export const PARTS = 'datum-*.part.gz'

/**
 * A shard from its tests to its part file, for CIs that run a job's lines in one shell. `escaped` where the CI itself
 * would read `$`. What became of the tests goes into the part; the last line makes the job say it too.
 */
export function shardLines(plan: PipelinePlan, { fails }: { readonly fails: boolean }): readonly string[] {
  return [
    ...inRoot(plan), ...plan.install, 'status=passed',
    `${plan.test} || status=failed`,
    `npx ci-datum collect --suite ${plan.suite} --part "$SHARD/$SHARDS" --job-status "$status"`,
    ...(fails ? ['[ "$status" = passed ]'] : []),
  ]
}

/** The last job: all parts together. `parts` is seen from the top. */
export function judgeLine(plan: PipelinePlan, parts: string, ...more: readonly string[]): string {
  return ['npx ci-datum ci', `--suite ${plan.suite}`, ...more, `"${parts}"`].join(' ')
}

/** Where part files of a suite lie, seen from the top. */
export function partsAt({ root }: PipelinePlan, pattern = PARTS): string {
  return root === '' ? pattern : `${root}/${pattern}`
}

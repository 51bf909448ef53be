/** What is said of a build that became a baseline. */
export function promotedText(baseline: string, model: string, isFirst: boolean): string {
  return isFirst
    ? `${baseline} (${model}) begins here: later builds are held against it.\n`
    : `accepted as ${baseline} (${model})\n`
}

/** What is said of a build that became a baseline. */
export function promotedText(baseline: string, isFirst: boolean): string {
  return isFirst
    ? `${baseline} begins here: later builds are held against it.\n`
    : `accepted as ${baseline}\n`
}

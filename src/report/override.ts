/** What `override` says: where it lies, how long it holds, and that somebody has to look at it. */
export function overrideWritten({ file, branch, until, kinds }: { readonly file: string; readonly branch: string; readonly until: string; readonly kinds: readonly string[] }): string {
  return [
    `${file} lets ${kinds.join(', ')} through on ${branch} until ${until}`,
    '  The verdict stays what it is and is shown as OVERRIDDEN. Nothing is promoted. A second person reviews it within 48 hours.',
    `  next: git add ${file} && git commit -m "Override on ${branch}" && git push`,
    '',
  ].join('\n')
}

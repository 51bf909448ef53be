/** What a reported path is in git: git-top-relative, and whether git or the work tree has it. */
export interface ResolvedPath {
  readonly path: string
  readonly known: boolean
}

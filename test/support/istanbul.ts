/** One statement, function or branch of a made-up istanbul report: where it starts, and how often it was hit. */
export interface Item {
  readonly line: number
  readonly column: number
  readonly hits: number
}

export interface FileItems {
  readonly statements: readonly Item[]
  readonly functions: readonly Item[]
  readonly branches: readonly { readonly line: number; readonly column: number; readonly hits: readonly number[] }[]
}

const place = (line: number, column: number, length = 1) => ({ start: { line, column }, end: { line, column: column + length } })
const numbered = <T, V>(items: readonly T[], make: (item: T) => V): Record<string, V> =>
  Object.fromEntries(items.map((item, index) => [String(index), make(item)]))

/** The coverage object of one file, as istanbul's instrumenter writes it. */
export function fileCoverage(path: string, { statements, functions, branches }: FileItems) {
  return {
    path,
    statementMap: numbered(statements, ({ line, column }) => place(line, column)),
    fnMap: numbered(functions, ({ line, column }) => ({ name: `f${line}`, line, decl: place(line, column), loc: place(line, column, 2) })),
    branchMap: numbered(branches, ({ line, column, hits }) => ({
      type: 'if', line, loc: place(line, column, 3), locations: hits.map((_, arm) => place(line, column + arm, 1)),
    })),
    s: numbered(statements, ({ hits }) => hits),
    f: numbered(functions, ({ hits }) => hits),
    b: numbered(branches, ({ hits }) => [...hits]),
  }
}

/** A coverage map of files by path. */
export function coverageMap(files: Readonly<Record<string, FileItems>>) {
  return Object.fromEntries(Object.entries(files).map(([path, items]) => [path, fileCoverage(path, items)]))
}

export const SMALL: FileItems = {
  statements: [{ line: 1, column: 0, hits: 1 }, { line: 2, column: 2, hits: 0 }],
  functions: [{ line: 1, column: 4, hits: 1 }],
  branches: [{ line: 2, column: 2, hits: [1, 0] }],
}

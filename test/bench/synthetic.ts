/** istanbul reports of a project of any size, the same for the same numbers: no randomness, so that runs compare. */

interface Location { readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } }

const at = (line: number, column: number): Location => ({ start: { line, column }, end: { line, column: column + 20 } })

/** One file with as many statements as asked, a function a ten of them and a branch a five. */
function file(path: string, statements: number, shard: number): unknown {
  const hit = (index: number): number => ((index * 7 + shard * 3) % 5 === 0 ? 0 : (index % 9) + 1)
  const range = (size: number): number[] => Array.from({ length: size }, (_, index) => index)
  return {
    path,
    statementMap: Object.fromEntries(range(statements).map((index) => [index, at(index + 1, 2)])),
    fnMap: Object.fromEntries(range(Math.ceil(statements / 10)).map((index) => [index, { name: `f${index}`, decl: at(index * 10 + 1, 0), loc: at(index * 10 + 1, 0), line: index * 10 + 1 }])),
    branchMap: Object.fromEntries(range(Math.ceil(statements / 5)).map((index) => [index, { loc: at(index * 5 + 1, 4), type: 'if', locations: [at(index * 5 + 1, 4), at(index * 5 + 1, 30)], line: index * 5 + 1 }])),
    s: Object.fromEntries(range(statements).map((index) => [index, hit(index)])),
    f: Object.fromEntries(range(Math.ceil(statements / 10)).map((index) => [index, hit(index)])),
    b: Object.fromEntries(range(Math.ceil(statements / 5)).map((index) => [index, [hit(index), hit(index + 1)]])),
  }
}

export function istanbulReport(files: number, statements: number, shard: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: files }, (_, index) => {
    const path = `/home/ci/project/src/module-${Math.floor(index / 50)}/file-${index}.ts`
    return [path, file(path, statements, shard)]
  })))
}

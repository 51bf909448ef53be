import type { World } from '../../world/world.js'

/** Both sides of a diff, and what its files said before and say now. */
export interface Diff {
  readonly world: World
  readonly from: string
  readonly to: string
  /** Changed paths whose text can load others: source and tests. */
  readonly changed: readonly string[]
}

/**
 * Which of the files that are no longer measured, though they are there unchanged, the diff explains: a tool that lists
 * what was loaded drops a file when the last mention of it goes, and with it what only that file mentioned.
 */
export async function explainedFiles({ world, from, to, changed }: Diff, gone: readonly string[]): Promise<ReadonlySet<string>> {
  const explained = new Set<string>()
  const left = new Set(gone)
  const take = (text: string, still: string): void => {
    for (const path of left) {
      const name = mention(path)
      if (!name.test(text) || name.test(still)) continue
      left.delete(path)
      explained.add(path)
    }
  }
  for (const path of changed) {
    if (left.size === 0) break
    take(await world.git.text(from, path) ?? '', await world.git.text(to, path) ?? '')
  }
  for (const path of explained) {
    if (left.size === 0) break
    take(await world.git.text(to, path) ?? '', '')
  }
  return explained
}

/**
 * The missing tests that the diff does not explain: they stand in test files that did not change and that name none of
 * the changed ones. A test whose file is not known can be any.
 */
export async function unexplainedTests({ world, to, changed }: Diff, tests: readonly string[], isTracked: (path: string) => boolean): Promise<readonly string[]> {
  const steady = new Map<string, boolean>()
  for (const test of tests) {
    const path = fileOfTest(test, isTracked)
    if (path === undefined || steady.has(path)) continue
    const text = changed.includes(path) ? undefined : await world.git.text(to, path)
    steady.set(path, text !== undefined && !changed.some((one) => mention(one).test(text)))
  }
  return tests.filter((test) => steady.get(fileOfTest(test, isTracked) ?? '') === true)
}

/** A test is called by its file, a space and its name. */
function fileOfTest(test: string, isTracked: (path: string) => boolean): string | undefined {
  const words = test.split(' ')
  return words.map((_, at) => words.slice(0, at + 1).join(' ')).find(isTracked)
}

/** How other files call a file: by its name without extension, or by its folder's where the name says nothing. */
function mention(path: string): RegExp {
  const parts = path.replace(/\.[^/]*$/, '').split('/')
  const name = /^(?:index|__init__|mod|main)$/.test(parts.at(-1) ?? '') ? parts.at(-2) ?? parts.at(-1) : parts.at(-1)
  return new RegExp(`(?<![\\w-])${(name ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`)
}

import { expanded } from './invocations.js'
import { projectOf } from './project.js'
import { nameOf } from './text/paths.js'
import type { ConfigFile } from './types.js'

/** Runners that run one of several shards of the test files without the project's help. */
const SPLITTING = ['jest', 'vitest', 'playwright', 'ava'] as const

export type SplittingRunner = (typeof SPLITTING)[number] | 'pytest-split'

interface Measured {
  readonly root: string
  readonly tool: string
  readonly runCommand: string | null
}

/**
 * The runner that splits a suite's tests: the measuring tool itself, or what nyc and c8 run (`nyc ava`). Null where none
 * is seen.
 */
export function splittingRunner(files: readonly ConfigFile[], { root, tool, runCommand }: Measured): SplittingRunner | null {
  const own = SPLITTING.find((name) => name === tool)
  if (own) return own
  if (tool === 'pytest-cov') return files.some(({ path, text }) => path.endsWith('.toml') && /\bpytest-split\b/.test(text)) ? 'pytest-split' : null
  if (tool !== 'nyc' && tool !== 'c8') return null
  const script = runCommand?.replace(/^npm (?:run )?/, '')
  const commands = expanded(projectOf(files).commands).filter((command) => command.folder === root && command.script === script)
  // Options given to an npm script reach its last command only.
  const words = commands.at(-1)?.words.map(nameOf) ?? []
  return SPLITTING.find((name) => words.includes(name)) ?? null
}

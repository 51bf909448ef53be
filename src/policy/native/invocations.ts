import type { Command } from './commands.js'
import { nameOf } from './text/paths.js'

/** A tool that is run by a command, and the words after it. */
export interface Invocation {
  readonly command: Command
  readonly args: readonly string[]
}

/** Words before a tool's name that show it is only spoken of. */
const NOT_RUNNING = new Set([
  'install', 'add', 'i', 'uninstall', 'remove', 'upgrade', 'update', 'why', 'rm', 'echo', 'which', 'cat', 'grep', 'ls', 'cd', 'cp', 'mv', 'mkdir',
  'git', 'curl', 'pip', 'pip3', 'tar', 'eslint', 'prettier',
])

/** The invocations of a tool among commands: `npx c8 ...`, `node node_modules/.bin/jest ...`, `python -m pytest ...`. */
export function invocationsOf(commands: readonly Command[], ...names: readonly string[]): readonly Invocation[] {
  return commands.flatMap((command) => {
    const position = command.words.findIndex((word) => names.includes(nameOf(word).replace(/\.[cm]?js$|\.exe$|\.cmd$/, '').replace(/(?<=.)@.*$/, '')))
    const before = command.words.slice(0, Math.max(position, 0))
    if (position < 0 || before.some((word) => NOT_RUNNING.has(word))) return []
    return [{ command, args: command.words.slice(position + 1) }]
  })
}

/** A flag's value: `--name=value`, `--name value`, or true for the name alone. */
export interface Flag {
  readonly name: string
  readonly value: string | true
}

/**
 * The flags among words, in order, and the first word that belongs to none. A flag takes the next word as its value unless
 * it is one of `switches` or the next word is a flag. With `stop` the first such word ends them, as for a tool that runs
 * another command.
 */
export function flagsOf(args: readonly string[], switches: ReadonlySet<string>, stop: boolean): { readonly flags: readonly Flag[]; readonly word: string | undefined } {
  const flags: Flag[] = []
  let word: string | undefined
  for (let i = 0; i < args.length; i += 1) {
    const [arg, next] = [args[i] ?? '', args[i + 1]]
    const [, name, value] = /^(?:--|-(?=[A-Za-z]))([^=\s]+)(?:=([\s\S]*))?$/.exec(arg) ?? []
    if (name === undefined) {
      word ??= arg
      if (stop) break
    } else if (value !== undefined) {
      flags.push({ name, value })
    } else if (next === undefined || switches.has(name) || /^-{1,2}(?!\d)/.test(next)) {
      flags.push({ name, value: true })
    } else {
      flags.push({ name, value: next })
      i += 1
    }
  }
  return { flags, word }
}

/** The command that runs the first of the npm scripts that fit, called by its name or through another script. */
export function runCommandOf(fitting: readonly Command[]): string | null {
  const script = fitting.find((command) => command.script !== null)?.script
  if (script === undefined || script === null) return null
  return script === 'test' ? 'npm test' : `npm run ${script}`
}

/** The npm script a command calls: `npm test`, `npm run x`, `yarn x`, `pnpm run x`. Undefined for other commands. */
function calledScript({ words }: Command): string | undefined {
  const start = words.findIndex((word) => ['npm', 'pnpm', 'yarn', 'bun'].includes(word))
  if (start < 0) return undefined
  const [first, second] = words.slice(start + 1).filter((word) => !word.startsWith('-'))
  if (first === 'run' || first === 'run-script') return second
  if (words[start] !== 'npm') return first
  return first === 'test' || first === 't' ? 'test' : undefined
}

/**
 * Commands with, for a call of an npm script, the commands of that script and the call's own words behind them: with
 * `"coverage": "npm test -- --coverage"` the runner and the flag stand in two places.
 */
export function expanded(commands: readonly Command[]): readonly Command[] {
  return commands.map((command) => {
    const called = calledScript(command)
    const target = called === undefined ? undefined : commands.find((other) => other !== command && other.script === called && other.folder === command.folder)
    return target === undefined ? command : { ...command, words: [...target.words, ...command.words.slice(command.words.indexOf('--') + 1)] }
  })
}

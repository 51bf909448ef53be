import type { Terminal } from './world.js'

/** The process's own streams. `NO_COLOR` (no-color.org) and `FORCE_COLOR` decide before the terminal does. */
export function openTerminal(env: Readonly<Record<string, string | undefined>>): Terminal {
  const { stdin, stdout, stderr } = process
  return {
    interactive: Boolean(stdin.isTTY && stdout.isTTY),
    colour: env['NO_COLOR'] ? false : env['FORCE_COLOR'] ? env['FORCE_COLOR'] !== '0' : Boolean(stdout.isTTY && env['TERM'] !== 'dumb'),
    columns: stdout.columns && stdout.columns >= 40 ? stdout.columns : 100,
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(text),
  }
}

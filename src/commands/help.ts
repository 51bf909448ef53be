import { COMMANDS, type CommandSpec } from './table.js'

/** What `--help` prints: the commands a newcomer needs, and then the others. */
export function helpText(): string {
  return [
    'datum: did the code get worse, or did the ruler change?',
    '',
    'npx ci-datum COMMAND [options]',
    '',
    ...rows(COMMANDS.filter(({ first }) => first)),
    '',
    'more',
    ...rows(COMMANDS.filter(({ first }) => !first)),
    '',
    'npx ci-datum COMMAND --help has the options and examples of a command.',
    'Every option has an environment twin (--store is DATUM_STORE), except what approves.',
    '',
    'exit codes: 0 pass, 1 the code got worse, 2 wrong use, 3 could not measure, 4 not judged,',
    '            5 recalibration required, 70 a bug in datum. npx ci-datum explain 4 says more.',
    '',
  ].join('\n')
}

function rows(commands: readonly CommandSpec[]): string[] {
  return commands.map(({ path, summary }) => `  ${path.join(' ').padEnd(22)} ${summary}`)
}

/** The environment twin of an option. */
export function twinOf(option: string): string {
  return `DATUM_${option.toUpperCase().replaceAll('-', '_')}`
}

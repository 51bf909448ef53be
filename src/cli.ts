#!/usr/bin/env node
import process from 'node:process'
import type { Argv } from 'yargs'
import { helpText, twinOf } from './commands/help.js'
import { COMMANDS, OPTIONS, type CommandSpec, type OptionName, type OptionSpec } from './commands/table.js'
import type { OpenStore } from './commands/steps/stores.js'
import { exitCode, type Outcome } from './exit-code.js'
import type { Failure } from './model/failure.js'
import { err, type Result } from './model/result.js'
import type { Store } from './record/store.js'

const DEFAULT_STORE = '.datum/datum.db'

/** argv -> command -> exit code. What is not needed is not loaded: help and version load neither commands nor store. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 0 || (argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help'))) {
    process.stdout.write(helpText())
    return argv.length === 0 ? exitCode({ kind: 'failed', failure: { code: 'wrong-use', message: '' } }) : 0
  }
  if (argv.length === 1 && argv[0] === '--version') {
    const { packageVersion } = await import('./world/package-version.js')
    process.stdout.write(`${packageVersion()}\n`)
    return 0
  }
  const chosen = await parse(argv)
  if (chosen === 'help') return 0
  if ('failure' in chosen) return fail(chosen.failure, formatsIn(argv))
  return run(chosen.spec, chosen.options)
}

interface Chosen {
  readonly spec: CommandSpec
  readonly options: Readonly<Record<string, unknown>>
}

/** Reads the command line; yargs' own complaints are wrong use. */
async function parse(argv: readonly string[]): Promise<Chosen | { readonly failure: Failure } | 'help'> {
  const { default: yargs } = await import('yargs')
  let chosen: Chosen | undefined
  let complaint: string | undefined
  const parser = yargs([...argv]).scriptName('npx ci-datum').version(false).help('help').alias('help', 'h').strict().exitProcess(false)
    .wrap(100).locale('en').demandCommand(1, 'No command was given.')
    .fail((message, error) => {
      complaint ??= (message.startsWith('Not enough non-option') ? whatIsMissing(argv) : message) || (error as Error | undefined)?.message || 'the command line cannot be read'
    })
  for (const [group, specs] of grouped()) {
    const [only] = specs
    if (only && only.path.length === 1) {
      addCommand(parser, only, only.path[0], (spec, options) => { chosen = { spec, options } })
      continue
    }
    parser.command(`${group} [command]`, specs.map(({ path }) => path[1]).join(', '), (sub) => {
      for (const spec of specs) addCommand(sub, spec, spec.path[1] ?? '', (own, options) => { chosen = { spec: own, options } })
    }, ({ command }) => {
      complaint ??= `${command === undefined ? `no command was named after ${group}` : `there is no command ${group} ${JSON.stringify(command)}`}; expected one of ${specs.map(({ path }) => path[1]).join(', ')}`
    })
  }
  await parser.parseAsync()
  if (complaint !== undefined) return { failure: { code: 'wrong-use', message: complaint } }
  return chosen ?? 'help'
}

/** The argument a command cannot do without. */
function whatIsMissing([first, second]: readonly string[]): string | undefined {
  const spec = COMMANDS.find(({ path: [group, name] }) => group === first && (name === undefined || name === second))
  return spec?.positional && `expected the ${spec.positional.describe} after ${spec.path.join(' ')}`
}

function grouped(): ReadonlyMap<string, readonly CommandSpec[]> {
  const groups = new Map<string, CommandSpec[]>()
  for (const spec of COMMANDS) groups.set(spec.path[0], [...(groups.get(spec.path[0]) ?? []), spec])
  return groups
}

function addCommand(parser: Argv, spec: CommandSpec, name: string, choose: (spec: CommandSpec, options: Chosen['options']) => void): void {
  const { positional } = spec
  const argument = !positional ? '' : positional.many ? ` [${positional.name}..]` : positional.optional ? ` [${positional.name}]` : ` <${positional.name}>`
  parser.command(`${name}${argument}`, spec.summary, (command) => {
    if (positional) command.positional(positional.name, { describe: positional.describe, type: 'string', ...(positional.many ? { array: true } : {}) })
    for (const option of spec.options) {
      const { kind, describe } = OPTIONS[option]
      command.option(option, { describe, type: kind === 'flag' ? 'boolean' : 'string', requiresArg: kind !== 'flag', ...(kind === 'list' ? { array: true, nargs: 1 } : {}) })
    }
    for (const [example, what] of spec.examples) command.example(example, what)
    return command
  }, (argv) => choose(spec, optionsOf(spec, argv)))
}

/** Options as commands take them: the flag, else its environment twin. */
function optionsOf(spec: CommandSpec, argv: Readonly<Record<string, unknown>>): Chosen['options'] {
  const options: Record<string, unknown> = {}
  for (const name of spec.options) options[camel(name)] = withTwin(spec, name, argv[name])
  if (spec.positional) options[spec.positional.name] = argv[spec.positional.name] ?? (spec.positional.many ? [] : undefined)
  return options
}

function withTwin(spec: CommandSpec, name: OptionName, given: unknown): unknown {
  const { kind }: OptionSpec = OPTIONS[name]
  const twin = spec.twins === false ? undefined : process.env[twinOf(name)]
  const text = twin === undefined || twin === '' ? undefined : twin
  if (kind === 'flag') return given ?? (text !== undefined && !/^(?:0|false|no)$/i.test(text))
  if (kind === 'list') return given ?? text?.split(',').map((item) => item.trim()) ?? []
  return Array.isArray(given) ? given.at(-1) : given ?? text
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())
}

/** Runs a command in the world as it is; the store is opened when the command asks for it. */
async function run(spec: CommandSpec, options: Chosen['options']): Promise<number> {
  const command = await spec.load() as (options: unknown, world: unknown, open: OpenStore) => Promise<Result<Outcome, Failure>>
  const { openWorld } = await import('./world/index.js')
  const stores = new Map<string, Store>()
  const location = typeof options['store'] === 'string' ? options['store'] : DEFAULT_STORE
  const open: OpenStore = async (top, file = location) => {
    const opened = stores.get(file)
    if (opened) return { ok: true, value: opened }
    const store = await openFile(file, top)
    if (store.ok) stores.set(file, store.value)
    return store
  }
  try {
    const result = await command({ ...options, store: location }, openWorld(process.cwd(), process.env), open)
    return result.ok ? exitCode(result.value) : await fail(result.error, options['format'])
  } finally {
    for (const store of stores.values()) await store.close()
  }
}

async function openFile(location: string, top: string): Promise<Result<Store, Failure>> {
  try {
    const { openStore } = await import('./record/index.js')
    return await openStore(location, top)
  } catch (error) {
    if (isMissingBinding(error)) return err({ code: 'store-binding', detail: messageOf(error).split('\n')[0] ?? '' })
    throw error
  }
}

/** better-sqlite3 without its compiled half: `npm ci --ignore-scripts`, or another Node than it was built for. */
function isMissingBinding(error: unknown): boolean {
  return /Could not locate the bindings file|was compiled against a different Node|ERR_DLOPEN_FAILED|better_sqlite3\.node|Cannot find (?:module|package) 'better-sqlite3'/.test(`${(error as NodeJS.ErrnoException).code ?? ''} ${messageOf(error)}`)
}

/** Formats of a command line that cannot be read: a script that asked for JSON gets JSON. */
function formatsIn(argv: readonly string[]): readonly string[] {
  const given = argv.flatMap((word, at) => (word === '--format' ? argv[at + 1] ?? [] : word.startsWith('--format=') ? word.slice('--format='.length) : []))
  return given.length > 0 ? given : process.env[twinOf('format')]?.split(',').map((item) => item.trim()) ?? []
}

/** Says what went wrong on standard error, and in every format and file that was asked for: no older answer stays there. */
async function fail(failure: Failure, formats: unknown): Promise<number> {
  const code = exitCode({ kind: 'failed', failure })
  const { failureText } = await import('./report/catalogue/failures.js')
  const { title, detail, remedy } = failureText(failure)
  const text = `${['datum: ' + title, ...detail.map((line: string) => `  ${line}`), `  next: ${remedy}`].join('\n')}\n`
  process.stderr.write(text)
  if (!Array.isArray(formats) || formats.length === 0) return code
  const [{ wantedFormat }, { failureJson }, { openWorld }] = await Promise.all([import('./report/reporters/index.js'), import('./report/reporters/json.js'), import('./world/index.js')])
  for (const { format, file } of formats.flatMap((one) => wantedFormat(String(one)) ?? [])) {
    const told = format === 'json' ? `${JSON.stringify(failureJson(failure, code), null, 2)}\n` : text
    if (file !== null) await openWorld(process.cwd(), process.env).files.write(file, told)
    else if (format === 'json') process.stdout.write(told)
  }
  return code
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`datum: this is a bug in datum, not in your code.\n  ${error instanceof Error ? error.stack ?? error.message : String(error)}\n  next: npx ci-datum explain 70\n`)
  process.exitCode = exitCode({ kind: 'bug' })
}

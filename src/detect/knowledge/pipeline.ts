import { parseModel, SERIAL } from '../../model/execution-model.js'
import type { Fingerprint, Instrument } from '../../model/fingerprint.js'

/** What a fingerprint says of a pipeline, by the names that facts use. */
export interface Pipeline {
  /** Tools that took part, with the version where it is known. */
  readonly tools: ReadonlyMap<string, string | null>
  /** Who wrote the coverage; null when nothing says so. */
  readonly producer: string | null
  readonly identity: { readonly tool: string | null; readonly definition: string | null }
  readonly settings: ReadonlyMap<string, string>
  readonly processors: string | null
  readonly system: string | null
  readonly shards: number
  /** Infinity for as many as the machine has. */
  readonly workers: number
}

/** Packages and reports call one tool by several names. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['coverage', 'coverage.py'], ['strykerjs', 'stryker-js'], ['@stryker-mutator/core', 'stryker-js'], ['pit', 'pitest'], ['playwright', '@playwright/test'],
])

const MACHINE = new Set(['os', 'arch', 'cpus', 'image'])

export function pipelineOf({ model, instruments }: Fingerprint): Pipeline {
  const { coverage, runner } = instruments
  const parsed = parseModel(model) ?? SERIAL
  const identity = { tool: coverage?.identity['tool'] ?? null, definition: coverage?.identity['definition'] ?? null }
  return {
    ...namedIn(Object.values(instruments)),
    identity,
    producer: identity.tool,
    processors: runner?.recorded['cpus'] ?? null,
    system: runner ? ['os', 'arch'].flatMap((field) => runner.suspect[field] ?? []).join(' ') || null : null,
    shards: parsed.shards,
    workers: parsed.workers === 'auto' ? Infinity : parsed.workers,
  }
}

/** Tools and their settings, from the fields of all instruments. A report's own version is that of the tool that wrote it. */
function namedIn(instruments: readonly Instrument[]): Pick<Pipeline, 'tools' | 'settings'> {
  const tools = new Map<string, string | null>()
  const settings = new Map<string, string>()
  for (const { identity, suspect, recorded } of instruments) {
    for (const [field, value] of Object.entries(suspect)) {
      if (field === 'merger' || field === 'version' || MACHINE.has(field)) continue
      if (field.includes(':') || field.startsWith('option ')) settings.set(field, value)
      else tools.set(canonical(field), recorded[`${field} version`] ?? value)
    }
    const { tool } = identity
    if (tool !== undefined) tools.set(canonical(tool), suspect['version'] ?? tools.get(canonical(tool)) ?? null)
  }
  return { tools, settings }
}

function canonical(tool: string): string {
  const name = tool.toLowerCase()
  return NAMES.get(name) ?? name
}

import type { Failure } from '../model/failure.js'
import { parseJobStatus, type JobStatus } from '../model/job-status.js'
import type { Environment } from '../model/part.js'
import { parsePlace, type Place } from '../model/place.js'
import { err, ok, type Result } from '../model/result.js'
import { ENVIRONMENT_KEYS, isEnvironmentKey, type EnvironmentKey } from './environment-keys.js'
import { processorName, systemName } from './machine-names.js'
import { decodeText } from './text.js'

/**
 * An environment file says in lines of `key value` what a shard without Node knows of itself. It speaks for the raw
 * reports in its folder and below it.
 */
const FIRST_LINE = 'datum-environment 1'

/** Three lines of shell write a few hundred bytes; a file far beyond that is something else. */
export const LARGEST_ENVIRONMENT_FILE = 64 * 1024
const MOST_LINES = 500

/** What an environment file says of its part. What it does not say is null, or not there. */
export interface StatedPart {
  readonly place: Place
  readonly attempt: number
  readonly suite: string | null
  readonly leg: string | null
  readonly model: string | null
  readonly build: string | null
  readonly commit: string | null
  readonly tree: string | null
  readonly status: JobStatus
  readonly dirty: readonly string[]
  /** The digests of configuration files are git's to know, not the shard's. */
  readonly environment: Omit<Environment, 'options'>
}

/** True for the names an environment file can have. */
export function isEnvironmentFile(path: string): boolean {
  return /(?:^|\/)(?:datum\.env|[^/]*\.datum-env)$/.test(path)
}

/** A file of that name may be another tool's and hold its secrets: no message repeats a value. */
export function readEnvironmentFile(source: string, bytes: Uint8Array): Result<StatedPart, Failure> {
  const refuse = (line: number | null, detail: string, known: readonly string[] = []): Result<never, Failure> =>
    err({ code: 'environment-file-broken', source, line, detail, known })
  const text = decodeText(source, bytes)
  if (!text.ok) return refuse(null, text.error.code === 'report-empty' ? 'it is empty' : 'it is not text')
  const lines = text.value.trimEnd().split('\n').map((line) => line.trimEnd())
  if (lines[0] !== FIRST_LINE) return refuse(1, /^datum-environment \d+$/.test(lines[0] ?? '') ? 'it was written for another version of datum' : `its first line is not ${FIRST_LINE}`)
  if (lines.length > MOST_LINES) return refuse(null, `it has ${lines.length} lines, at most ${MOST_LINES} are read`)
  const said = new Map<EnvironmentKey, readonly string[]>()
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue
    const wrong = takeLine(line, said)
    if (wrong) return refuse(index + 1, wrong.detail, wrong.known)
  }
  const place = parsePlace(said.get('part')?.[0] ?? '')
  return place ? ok(statedPart(place, said)) : refuse(null, 'it does not say which part it speaks for: the key part is missing', Object.keys(ENVIRONMENT_KEYS))
}

type Said = ReadonlyMap<EnvironmentKey, readonly string[]>

/** Adds what a line says; gives what is wrong with it. A key without a value says nothing. */
function takeLine(line: string, said: Map<EnvironmentKey, readonly string[]>): { readonly detail: string; readonly known?: readonly string[] } | undefined {
  const [, key, rest = ''] = /^([A-Za-z][A-Za-z-]{0,30})(?:[ \t]+(.*))?$/u.exec(line) ?? []
  if (key === undefined) return { detail: 'it is not a key, a space and a value' }
  if (!isEnvironmentKey(key)) return { detail: `there is no key ${key}`, known: Object.keys(ENVIRONMENT_KEYS) }
  const { expected, many, fits } = ENVIRONMENT_KEYS[key]
  const value = rest.trim()
  const earlier = said.get(key) ?? []
  if (value === '' || (many === 'versions' && !/\s/.test(value))) return undefined
  if (!fits(value)) return { detail: `${key}: expected ${expected}` }
  if (many === undefined && earlier.length > 0) return { detail: `${key} is there twice` }
  if (many === 'versions' && earlier.some((one) => nameOf(one) === nameOf(value))) return { detail: `${key} ${nameOf(value)} is there twice` }
  said.set(key, [...earlier, value])
  return undefined
}

function statedPart(place: Place, said: Said): StatedPart {
  const one = (key: EnvironmentKey): string | null => said.get(key)?.[0] ?? null
  return {
    place,
    attempt: Number(one('attempt') ?? 1),
    suite: one('suite'),
    leg: one('leg'),
    model: one('model'),
    build: one('build'),
    commit: one('commit'),
    tree: one('tree'),
    status: parseJobStatus(one('job-status') ?? '') ?? 'unknown',
    dirty: said.get('dirty') ?? [],
    environment: statedEnvironment(said),
  }
}

/** Fields as `collect` names them: a runtime's feature release can move a number, its patch release seldom does. */
function statedEnvironment(said: Said): StatedPart['environment'] {
  const runtimes = versions(said.get('runtime'))
  const field = (name: string, value: string | undefined): readonly [string, string][] => (value === undefined ? [] : [[name, value]])
  const { os, arch, cpus } = { os: said.get('os')?.[0], arch: said.get('arch')?.[0], cpus: said.get('cpus')?.[0] }
  return {
    suspect: Object.fromEntries([
      ...runtimes.map(([name, version]) => [name, featureRelease(name, version)] as const),
      ...field('os', os && systemName(os)), ...field('arch', arch && processorName(arch)),
    ]),
    recorded: Object.fromEntries([...runtimes.map(([name, version]) => [`${name} version`, version] as const), ...field('cpus', cpus)]),
    tools: Object.fromEntries(versions(said.get('tool'))),
  }
}

/** Node counts features in its first number, others (Python, Go, Ruby) in the second. */
function featureRelease(name: string, version: string): string {
  return version.split('.').slice(0, name === 'node' ? 1 : 2).join('.')
}

/** `go version` says `go1.22.1`, `node --version` says `v20.1.0`. */
function versions(lines: readonly string[] = []): readonly (readonly [string, string])[] {
  return lines.map((line) => [nameOf(line), (line.split(/\s+/)[1] ?? '').replace(/^(?:v|go)(?=\d)/, '')])
}

function nameOf(line: string): string {
  return line.split(/\s+/)[0] ?? ''
}

import type { Failure } from '../../model/failure.js'
import { placeText } from '../../model/place.js'
import { err, ok, type Result } from '../../model/result.js'
import { isEnvironmentFile, LARGEST_ENVIRONMENT_FILE, readEnvironmentFile, type StatedPart } from '../../read/environment-file.js'
import type { World } from '../../world/world.js'
import { absolutePath, commonFolder, folderOf, foldersUp, isWithin } from './folders.js'
import { placeOfPartFile } from './places.js'
import type { LooseSource, Source } from './sources.js'

/** Raw reports and the environment file that speaks for them: one part, as if it had been collected where they were written. */
export interface StatedSource {
  readonly kind: 'stated'
  readonly source: string
  readonly stated: StatedPart
  readonly reports: readonly LooseSource[]
}

export interface Named {
  /** Environment files among what was named or matched; each is a part, also when no report came with it. */
  readonly given: readonly string[]
  readonly sources: readonly Source[]
  /** What relative paths are meant from, and how far up files are looked for. */
  readonly folder: string
}

/** Gives each raw report to the nearest environment file up its path; the other sources stay as they are. */
export async function withEnvironmentFiles(world: World, { given, sources, folder }: Named): Promise<Result<readonly (Source | StatedSource)[], Failure>> {
  const raw = sources.filter(isRaw)
  const limitOf = limits(raw.map(({ source }) => folderOf(absolutePath(source, folder))), folder)
  const look = looker(world)
  const reports = new Map<string, LooseSource[]>(given.map((path) => [absolutePath(path, folder), []]))
  const rest: Source[] = sources.filter((source) => !isRaw(source))
  for (const source of raw) {
    const at = folderOf(absolutePath(source.source, folder))
    const file = await nearest(foldersUp(at, limitOf(at)), look)
    if (file === undefined) rest.push(source)
    else reports.set(file, [...reports.get(file) ?? [], source])
  }
  const stated: StatedSource[] = []
  for (const [file, own] of [...reports].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const beside = (await look(folderOf(file))).map((one) => shown(one, folder))
    if (beside.length > 1) return err({ code: 'environment-file-doubled', sources: beside, place: null, attempt: null })
    const read = await readStated(world, file, shown(file, folder))
    if (!read.ok) return read
    stated.push({ kind: 'stated', source: shown(file, folder), stated: read.value, reports: own })
  }
  const doubled = sameClaim(stated)
  return doubled ? err(doubled) : ok([...rest, ...stated])
}

/** What cannot be read because it is a part file that was cut off had a place of its own. */
function isRaw(source: Source): source is LooseSource {
  return source.kind === 'report' || (source.kind === 'unreadable' && source.failure.code !== 'part-broken' && placeOfPartFile(source.source) === undefined)
}

/** Up to the working folder; reports from elsewhere (`/tmp/artifacts`) up to the folder that all of those lie in, and no further. */
function limits(folders: readonly string[], working: string): (folder: string) => string {
  const top = absolutePath(working, '/')
  const elsewhere = commonFolder(folders.filter((folder) => !isWithin(folder, top)))
  return (folder) => (isWithin(folder, top) ? top : elsewhere)
}

type Look = (folder: string) => Promise<readonly string[]>

/** Environment files of a folder, each folder listed once. */
function looker(world: World): Look {
  const known = new Map<string, readonly string[]>()
  return async (folder) => {
    const found = known.get(folder) ?? (await world.files.list(folder))
      .filter(({ name, kind }) => kind !== 'folder' && isEnvironmentFile(name))
      .map(({ name }) => `${folder === '/' ? '' : folder}/${name}`)
    known.set(folder, found)
    return found
  }
}

async function nearest(folders: readonly string[], look: Look): Promise<string | undefined> {
  for (const folder of folders) {
    const [file] = await look(folder)
    if (file !== undefined) return file
  }
  return undefined
}

async function readStated(world: World, file: string, source: string): Promise<Result<StatedPart, Failure>> {
  const bytes = await world.files.read(file, LARGEST_ENVIRONMENT_FILE)
  if (bytes.ok) return readEnvironmentFile(source, bytes.value)
  if (bytes.error.code !== 'report-too-large') return err('source' in bytes.error ? { ...bytes.error, source } : bytes.error)
  return err({ code: 'environment-file-broken', source, line: null, detail: `it is larger than ${LARGEST_ENVIRONMENT_FILE} bytes`, known: [] })
}

/** Two files that say they are the same try of the same shard: one was copied, or the shards were not told apart. */
function sameClaim(stated: readonly StatedSource[]): Failure | undefined {
  const claims = new Map<string, StatedSource>()
  for (const one of stated) {
    const { suite, leg, place, attempt } = one.stated
    const claim = JSON.stringify([suite, leg, place, attempt])
    const other = claims.get(claim)
    if (other) return { code: 'environment-file-doubled', sources: [other.source, one.source], place: placeText(place), attempt }
    claims.set(claim, one)
  }
  return undefined
}

/** As people name it: from the working folder where it lies in there. */
function shown(file: string, folder: string): string {
  return isWithin(file, folder) ? file.slice(folder.length).replace(/^\//, '') : file
}

import { flappingIn, type Run } from '../../attribute/index.js'
import { canonicalJson } from '../../model/canonical-json.js'
import type { Failure } from '../../model/failure.js'
import type { Fingerprint } from '../../model/fingerprint.js'
import type { Measurement } from '../../model/measurement.js'
import type { Entry } from '../../model/recalibration.js'
import type { Flapping, Quarantine } from '../../model/register.js'
import { ok, type Result } from '../../model/result.js'
import { isQuarantining, quarantinesIn, renewedBy } from '../../recalibrate/quarantine.js'
import type { FileFacts, Store } from '../../record/store.js'

/** Runs of repeated contents that are looked at, the newest first. */
const LOOKED_AT = 200

export interface Asked {
  readonly suite: string
  readonly leg: string
  /** The paths asked about; all when left out. */
  readonly paths?: ReadonlySet<string>
  /**
   * The commit under judgement: its own runs are held against each other only. Else what it lost would itself be the
   * evidence that it is lost by chance.
   */
  readonly commit?: string
}

/** Elements that flipped at one content and fingerprint in the runs this store holds. Nothing is kept beside the runs themselves. */
export async function flappingOf(store: Store, { suite, leg, paths, commit }: Asked): Promise<Result<readonly Flapping[], Failure>> {
  const repeated = await store.repeated({ suite, leg, limit: LOOKED_AT })
  if (!repeated.ok) return repeated
  const contentOf = (one: Measurement): string => `${rulerAndContent(one)}${one.slot.commit === commit ? ' its own' : ''}`
  const groups = new Map<string, Measurement[]>()
  for (const one of repeated.value.filter(({ dirty }) => dirty.length === 0)) groups.set(contentOf(one), [...groups.get(contentOf(one)) ?? [], one])
  const listed = new Map<string, readonly FileFacts[] | undefined>()
  const runs: Run[] = []
  for (const measurement of repeated.value) {
    const content = contentOf(measurement)
    const own = groups.get(content) ?? []
    if (measurement.dirty.length > 0 || own.length < 2) continue
    const varied = new Set<string>()
    const files = await filesOf(store, listed, measurement)
    if (!files.ok) return files
    for (const other of own) {
      const theirs = await filesOf(store, listed, other)
      if (!theirs.ok) return theirs
      for (const path of differing(files.value, theirs.value)) if (paths?.has(path) ?? true) varied.add(path)
    }
    const detail = varied.size === 0 ? ok([]) : await store.detail(measurement.id, [...varied])
    if (!detail.ok) return detail
    const blobs = new Map((files.value ?? []).flatMap(({ path, blob }) => (blob !== null && (paths?.has(path) ?? true) ? [[path, blob] as const] : [])))
    if (detail.value) runs.push({ measurement: measurement.id, content, blobs, files: detail.value })
  }
  return ok(flappingIn(runs))
}

/** Equal lists of files are asked for once. */
async function filesOf(store: Store, listed: Map<string, readonly FileFacts[] | undefined>, { id, manifest }: Measurement): Promise<Result<readonly FileFacts[] | undefined, Failure>> {
  if (listed.has(manifest)) return ok(listed.get(manifest))
  const files = await store.files(id)
  if (files.ok) listed.set(manifest, files.value)
  return files
}

function differing(one: readonly FileFacts[] | undefined, other: readonly FileFacts[] | undefined): readonly string[] {
  if (!one || !other || one === other) return []
  const before = new Map(other.map((file) => [file.path, file]))
  return one.filter(({ path, blob, shape, state }) => {
    const same = before.get(path)
    return same?.blob === blob && (same.shape !== shape || same.state !== state)
  }).map(({ path }) => path)
}

/** What has to be equal for two runs to be comparable; the machine is not, as far as it is only recorded. */
function rulerAndContent({ measuredTree, slot: { model }, fingerprint }: Measurement): string {
  return `${measuredTree} ${model} ${canonicalJson(comparable(fingerprint))}`
}

function comparable({ instruments }: Fingerprint): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(instruments).map(([name, { identity, suspect }]) => [name, { identity, suspect }]))
}

/** Quarantines of a suite that are approved and not over. */
export function quarantinesOf(entries: readonly Entry[], suite: string, today: string): readonly Quarantine[] {
  const ended = renewedBy(entries)
  return entries.filter((entry) => entry.suite === suite && isQuarantining(entry, today, ended)).flatMap(quarantinesIn)
}

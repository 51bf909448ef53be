import { z } from 'zod'
import { canonicalJson } from '../../model/canonical-json.js'
import type { RecordsTip } from '../../model/records.js'
import type { Refusal, SeriesOnBranch } from '../store.js'
import { readCanonical, time } from './facts.js'
import { versionFolder } from './names.js'
import { answered, Refused } from './refused.js'
import type { TipIndex } from './tip-index.js'

/** `version.json`, with the promotions beside it. */
export interface VersionRecord extends SeriesOnBranch {
  readonly version: number
  readonly entry: string
  readonly begunAt: string
  readonly first: string
}

export interface PromotionRecord {
  readonly measurement: string
  readonly at: string
}

export interface TipVersion extends VersionRecord {
  readonly promotions: readonly PromotionRecord[]
}

export interface TipBaselines {
  readonly versions: readonly TipVersion[]
  /** The highest number in the folder of each series, damaged versions counted: none is given twice. */
  readonly taken: ReadonlyMap<string, number>
  readonly refused: readonly Refusal[]
}

const text = z.string()
const version = z.strictObject({
  series: z.strictObject({ suite: text.min(1), leg: text, model: text.min(1) }),
  identity: text, branch: text.min(1), version: z.int().min(1).max(999_999), entry: text, begunAt: time,
  first: text.regex(/^m_[0-9a-f]{40}$/),
})
const promotion = z.strictObject({ at: time })

export function versionBytes({ series, identity, branch, version: number, entry, begunAt, first }: VersionRecord): Uint8Array {
  return Buffer.from(canonicalJson({ series, identity, branch, version: number, entry, begunAt, first }))
}

export function promotionBytes(at: string): Uint8Array {
  return Buffer.from(canonicalJson({ at }))
}

/** All versions of the tree with their promotions; what is damaged or names a measurement that is not there is refused. */
export async function baselinesIn(tip: RecordsTip, { folders, measurements }: TipIndex): Promise<TipBaselines> {
  const refused: Refusal[] = []
  if (!folders.has('baselines/')) return { versions: [], taken: new Map(), refused }
  const files = answered(await tip.files('baselines/'))
  const contents = await contentsOf(tip, files.map(({ blob }) => blob))
  const attempt = <T>(path: string, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused.push({ name: `baselines/${path}`, why: error.message })
      return undefined
    }
  }
  const versions = new Map<string, VersionRecord & { readonly promotions: PromotionRecord[] }>()
  for (const { path, blob } of files.filter((file) => file.path.endsWith('/version.json'))) {
    attempt(path, () => {
      const found = readCanonical(version, contents.get(blob) ?? new Uint8Array(), 'version.json')
      if (`${versionFolder(found, found.version)}/version.json` !== `baselines/${path}`) throw new Refused('it is not the version its folder says')
      if (!measurements.has(found.first)) throw new Refused('its first measurement is not among the records')
      versions.set(path.slice(0, -'/version.json'.length), { ...found, promotions: [] })
    })
  }
  for (const { path, blob } of files.filter((file) => !file.path.endsWith('/version.json'))) {
    attempt(path, () => {
      const [, folder = '', measurement = ''] = /^(.+)\/promotions\/(m_[0-9a-f]{40})\.json$/.exec(path) ?? []
      const of = versions.get(folder)
      if (!of) throw new Refused(folder === '' ? 'it is no name of a promotion' : 'its version is not there')
      if (!measurements.has(measurement)) throw new Refused('its measurement is not among the records')
      of.promotions.push({ measurement, at: readCanonical(promotion, contents.get(blob) ?? new Uint8Array(), 'promotion').at })
    })
  }
  return { versions: [...versions.values()], taken: takenIn(files.map(({ path }) => path)), refused }
}

function takenIn(paths: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>()
  for (const path of paths) {
    const [, series, number] = /^([0-9a-f]{40})\/(\d{6})\//.exec(path) ?? []
    if (series !== undefined) taken.set(`baselines/${series}`, Math.max(Number(number), taken.get(`baselines/${series}`) ?? 0))
  }
  return taken
}

const AT_ONCE = 5000

async function contentsOf(tip: RecordsTip, blobs: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>()
  const wanted = [...new Set(blobs)]
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    for (const [blob, bytes] of answered(await tip.read(wanted.slice(at, at + AT_ONCE)))) contents.set(blob, bytes)
  }
  return contents
}

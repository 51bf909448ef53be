import { sha256 } from '../hash.js'
import { canonicalJson } from '../../model/canonical-json.js'
import { Refused } from './refused.js'
import type { SeriesOnBranch } from '../store.js'

/** What the records' tree says of itself. */
export const FORMAT_FILE = 'format'
export const FORMAT = 'datum-records/1\n'

/** What a name in the tree is made of; all else is escaped, so that nothing in it means anything to git or a file system. */
const PLAIN = /^[A-Za-z0-9_+@=,-][A-Za-z0-9_+@=,.-]*$/
const SAFE = /[A-Za-z0-9_+@=,.-]/

/**
 * The name of a file of a measurement below `shape/` and `state/`: its path, segment by segment, with a mark at the end
 * that keeps a file apart from a folder of its name. What is no path of a tree (a suite's name, a path that climbs
 * above the repository) is one segment.
 */
export function leafOf(path: string): string {
  const segments = path.split('/')
  const isPath = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  return `${isPath ? segments.map(escaped).join('/') : escaped(path)}~`
}

/** The path that a leaf names. There is one name for each path; any other is refused, and so is a path that leads elsewhere. */
export function pathOf(leaf: string): string {
  const path = Buffer.from(leaf.slice(0, -1).replace(/[^%]|%(?:[0-9A-F]{2})?/g, hexOf), 'hex').toString('utf8')
  if (leafOf(path) !== leaf) throw new Refused(`${JSON.stringify(leaf)} is not how a path is written`)
  if (leadsElsewhere(path)) throw new Refused(`${JSON.stringify(path)} is no path of a repository`)
  return path
}

function hexOf(part: string): string {
  return part.length === 3 ? part.slice(1) : Buffer.from(part).toString('hex')
}

function escaped(text: string): string {
  if (PLAIN.test(text)) return text
  return [...Buffer.from(text)].map((byte, at) => {
    const character = String.fromCharCode(byte)
    return SAFE.test(character) && (at > 0 || character !== '.') ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

/** A suite may be called anything. A file lies in the repository, or beside it as reports tell of linked packages. */
function leadsElsewhere(path: string): boolean {
  if (path.startsWith('suite:')) return false
  const within = path.replace(/^(?:\.\.\/)+/, '')
  return /^(?:\/|[A-Za-z]:\/)/.test(path) || within.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')
}

/** What the folder of a measurement tells without being opened. */
export interface MeasurementName {
  readonly commit: string
  readonly tree: string
  readonly id: string
}

function nameOf({ commit, tree, id }: MeasurementName): string {
  return `${commit}.${tree}.${id}`
}

export function parseName(name: string): MeasurementName | undefined {
  const match = /^([0-9a-f]{40}(?:[0-9a-f]{24})?)\.([0-9a-f]{40}(?:[0-9a-f]{24})?)\.(m_[0-9a-f]{40})$/.exec(name)
  return match ? { commit: match[1] ?? '', tree: match[2] ?? '', id: match[3] ?? '' } : undefined
}

export const DAY = /^\d{4}-\d{2}-\d{2}$/

export function measurementFolder(recordedAt: string, name: MeasurementName): string {
  return `measurements/${recordedAt.slice(0, 10)}/${nameOf(name)}`
}

/**
 * Judgements lie by the day they were made and not with their measurement: the folder of a measurement never changes,
 * and a store sees what is new without opening what it knows.
 */
export function judgementFile({ at, measurement }: { readonly at: string; readonly measurement: string }, hash: string): string {
  return `judgements/${at.slice(0, 10)}/${measurement}.${hash}.json`
}

export function seriesFolder({ series: { suite, leg, model }, identity, branch }: SeriesOnBranch): string {
  return `baselines/${sha256(canonicalJson([suite, leg, model, identity, branch])).toString('hex').slice(0, 40)}`
}

export function versionFolder(of: SeriesOnBranch, version: number): string {
  return `${seriesFolder(of)}/${String(version).padStart(6, '0')}`
}

/** Which detail was dropped is a name too, so that it is seen by listing: the last day counts. */
export function prunedFile(before: string): string {
  return `pruned/${before.slice(0, 10)}`
}

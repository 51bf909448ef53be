import { coverageText, junitText, type Shots } from './coverage.js'
import type { Project, RunOptions } from './project.js'

/** The reports of some shards of a build, where the policy of a test looks for them; nothing of other shards is there. */
export function shardReports(project: Project, of: number, which: readonly number[], shots: Shots = {}): void {
  for (let index = 1; index <= of; index += 1) project.remove(`coverage-${index}`)
  for (const index of which) project.write(`coverage-${index}/coverage-final.json`, coverageText(project, { ...shots, shard: [index, of] }))
}

export const SHARD_REPORTS = ['coverage-*/coverage-final.json']

export interface Packed {
  readonly index: number
  readonly of: number
  readonly attempt?: number
  readonly build?: string
  readonly failed?: readonly string[]
  readonly shots?: Shots
  readonly more?: readonly string[]
}

/** Packs the part of one shard with `collect`, with its tests; gives the file's name. */
export async function packShard(project: Project, { index, of, attempt = 1, build = '77', failed = [], shots = {}, more = [] }: Packed, options: RunOptions = {}): Promise<string> {
  const folder = `coverage-job-${index}-${attempt}`
  project.write(`${folder}/coverage-final.json`, coverageText(project, { ...shots, shard: [index, of] }))
  project.write(`${folder}/junit.xml`, junitText([`first of ${index}`, `second of ${index}`], failed))
  const output = `part-${index}-attempt-${attempt}.part.gz`
  const { code, err } = await project.datum([
    'collect', '--part', `${index}/${of}`, '--attempt', String(attempt), '--build', build, '--output', output, ...more, `${folder}/coverage-final.json`, `${folder}/junit.xml`,
  ], options)
  if (code !== 0) throw new Error(`collect exits ${String(code)}: ${err}`)
  return output
}

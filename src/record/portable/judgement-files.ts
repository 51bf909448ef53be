import { z } from 'zod'
import { canonicalJson } from '../../model/canonical-json.js'
import type { RecordsTip } from '../../model/records.js'
import { TIERS, VERDICTS } from '../../model/verdict.js'
import { sha256 } from '../hash.js'
import type { JudgementRecord } from '../judgements.js'
import { readCanonical, time } from './facts.js'
import { judgementFile } from './names.js'
import { answered, Refused } from './refused.js'
import type { TipIndex } from './tip-index.js'

const verdict = z.enum(VERDICTS)
const judgement = z.strictObject({
  measurement: z.string().regex(/^m_[0-9a-f]{40}$/),
  verdict, blocking: verdict,
  mode: z.enum(['observe', 'enforce']),
  overridden: z.boolean(),
  findings: z.array(z.strictObject({ kind: z.string().regex(/^[a-z][a-z-]{0,40}$/), tier: z.enum(TIERS), origin: z.enum(['introduced', 'inherited']) })),
  at: time,
})

export interface JudgementFile {
  /** Path from the top of the tree. */
  readonly path: string
  readonly blob: string
  readonly measurement: string
  readonly hash: string
}

/** Judgements in the tree by name, and the names that are none. */
export async function judgementsIn(tip: RecordsTip, { folders }: TipIndex): Promise<{ readonly files: readonly JudgementFile[]; readonly strange: readonly string[] }> {
  if (!folders.has('judgements/')) return { files: [], strange: [] }
  const files: JudgementFile[] = []
  const strange: string[] = []
  for (const { path: within, blob } of answered(await tip.files('judgements/'))) {
    const path = `judgements/${within}`
    const [, measurement, hash] = /^judgements\/\d{4}-\d{2}-\d{2}\/(m_[0-9a-f]{40})\.([0-9a-f]{64})\.json$/.exec(path) ?? []
    if (measurement === undefined || hash === undefined) strange.push(path)
    else files.push({ path, blob, measurement, hash })
  }
  return { files, strange }
}

export function judgementBytes(record: JudgementRecord): Uint8Array {
  return Buffer.from(canonicalJson(record))
}

export function readJudgement({ path, hash }: JudgementFile, bytes: Uint8Array): JudgementRecord {
  if (sha256(bytes).toString('hex') !== hash) throw new Refused('its content is not what its name says')
  const record = readCanonical(judgement, bytes, 'judgement')
  if (judgementFile(record, hash) !== path) throw new Refused('it lies under another name than its own')
  return record
}

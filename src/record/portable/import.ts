import { keepJudgement } from '../judgements.js'
import { KnownKeys } from '../known-keys.js'
import { dropParts, writeMeasurement, type MeasurementContent } from '../measurement-writer.js'
import type { RecordsTip } from '../../model/records.js'
import type { Imported, ImportOptions, Refusal } from '../store.js'
import { writing, type Connection } from '../transaction.js'
import { baselinesIn, type TipBaselines } from './baseline-files.js'
import { takeBaselines } from './import-baselines.js'
import { judgedLast } from './judged-last.js'
import { judgementsIn, readJudgement, type JudgementFile } from './judgement-files.js'
import { prunedHere } from './kept.js'
import { RecordReader } from './open-record.js'
import { answered, Refused } from './refused.js'
import { indexOf, type Listed } from './tip-index.js'
import { wantedOf, type Opening } from './wanted.js'

/** What one transaction takes: others wait for it no longer than for a build's own. */
const MOST_RECORDS = 25
const MOST_BYTES = 16 * 1024 * 1024

/** Takes what is new in three steps: measurements in chunks, then versions, then judgements. Each chunk is whole by itself. */
export async function importFrom(connection: Connection, tip: RecordsTip, options: ImportOptions): Promise<Imported> {
  const index = await indexOf(tip)
  const baselines: TipBaselines = options.baselines === false ? { versions: [], taken: new Map(), refused: [] } : await baselinesIn(tip, index)
  const refused = new Refusals([...index.refused, ...baselines.refused])
  const here = await measurementsHere(connection)
  const judgements = await judgementsIn(tip, index)
  const judged = options.judged === undefined ? new Set<string>() : await judgedLast(tip, judgements.files, options.judged)
  const { openings, known } = wantedOf(index, baselines.versions, { here, only: options.only, judged, prunedHere: await prunedHere(connection.db) })
  const taken = await takeMeasurements(connection, tip, openings, refused, options)
  if (baselines.versions.length > 0) {
    await writing(connection, (db) => takeBaselines(db, baselines, (id) => index.measurements.get(id)?.commit ?? ''))
  }
  await takeJudgements(connection, tip, judgements, refused)
  return { taken: taken.filter((id) => !here.has(id)), known, refused: refused.all }
}

/** Refusals, in words that a terminal can show. */
class Refusals {
  readonly all: Refusal[]

  constructor(first: readonly Refusal[]) {
    this.all = []
    for (const { name, why } of first) this.add(name, why)
  }

  add(name: string, why: string): void {
    this.all.push({ name: shown(name), why: shown(why) })
  }

  /** What the work gives; undefined when it refuses. */
  async of<T>(name: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.add(name, error.message)
      return undefined
    }
  }
}

function shown(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?').slice(0, 300)
}

/** Ids of measurements that are here, and whether with their files. */
async function measurementsHere({ db }: Connection): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db.selectFrom('measurement').select(['id', 'detail']).execute()
  return new Map(rows.map(({ id, detail }) => [id, detail === 1]))
}

async function takeMeasurements(connection: Connection, tip: RecordsTip, openings: readonly Opening[], refused: Refusals, { refuse, progress }: ImportOptions): Promise<string[]> {
  const reader = new RecordReader(tip, refuse)
  const keys = new KnownKeys()
  const taken: string[] = []
  let chunk: MeasurementContent[] = []
  const write = async (): Promise<void> => {
    let tries = 0
    await writing(connection, async (db) => {
      // Keys of a transaction that was rolled back are keys of nothing.
      if (tries > 0) keys.clear()
      tries += 1
      for (const content of chunk) {
        await writeMeasurement(db, content, keys)
        await dropParts(db, content.draft.slot)
      }
    })
    taken.push(...chunk.map(({ id }) => id))
    chunk = []
    reader.settle()
    progress?.(taken.length, openings.length)
  }
  for (const { listed, whole } of openings) {
    const content = await refused.of(nameIn(listed), () => reader.open(listed, whole))
    if (content) chunk.push(content)
    if (chunk.length >= MOST_RECORDS || reader.waiting > MOST_BYTES) await write()
  }
  if (chunk.length > 0) await write()
  return taken
}

function nameIn({ folder }: Listed): string {
  return folder.slice(0, -1)
}

/** How many judgements are read and kept at once. */
const AT_ONCE = 1000

async function takeJudgements(connection: Connection, tip: RecordsTip, { files, strange }: Awaited<ReturnType<typeof judgementsIn>>, refused: Refusals): Promise<void> {
  for (const path of strange) refused.add(path, 'it is no name of a judgement')
  const here = await measurementsHere(connection)
  const known = new Set((await connection.db.selectFrom('judgement').select('hash').execute()).map(({ hash }) => hash))
  const fresh = files.filter(({ measurement, hash }) => here.has(measurement) && !known.has(hash))
  for (let at = 0; at < fresh.length; at += AT_ONCE) {
    const part = fresh.slice(at, at + AT_ONCE)
    const contents = answered(await tip.read([...new Set(part.map(({ blob }) => blob))]))
    const read = async (file: JudgementFile) => refused.of(file.path, () => readJudgement(file, contents.get(file.blob) ?? new Uint8Array()))
    const records = (await Promise.all(part.map(read))).flatMap((record) => record ?? [])
    await writing(connection, async (db) => {
      for (const record of records) await keepJudgement(db, record)
    })
  }
}

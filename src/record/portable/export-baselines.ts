import type { Kysely } from 'kysely'
import type { RecordChange, RecordsTip } from '../../model/records.js'
import type { Schema } from '../schema/index.js'
import type { Renumbered } from '../store.js'
import { allot } from './allot.js'
import { baselinesIn, promotionBytes, versionBytes } from './baseline-files.js'
import { versionFolder } from './names.js'
import type { TipIndex } from './tip-index.js'
import { bySeries, versionsHere } from './versions-here.js'

/** Versions and promotions that the tip lacks, under the numbers it gives them. `there`: measurements it has or will have. */
export async function baselineChanges(db: Kysely<Schema>, tip: RecordsTip, index: TipIndex, there: ReadonlySet<string>): Promise<{ readonly changes: readonly RecordChange[]; readonly renumbered: readonly Renumbered[] }> {
  const changes: RecordChange[] = []
  const renumbered: Renumbered[] = []
  const here = await versionsHere(db)
  if (here.size === 0) return { changes, renumbered }
  const { versions, taken } = await baselinesIn(tip, index)
  const theirs = bySeries(versions)
  for (const [folder, ours] of here) {
    const others = theirs.get(folder) ?? []
    const numbers = allot(ours, others, taken.get(folder))
    for (const own of ours) {
      const { version, how } = numbers.get(own.version) ?? { version: own.version, how: 'new' as const }
      const { series, identity, branch } = own
      if (version !== own.version) renumbered.push({ series, identity, branch, from: own.version, to: version })
      if (!there.has(own.first)) continue
      if (how === 'new') changes.push({ put: `${versionFolder(own, version)}/version.json`, bytes: versionBytes({ ...own, version }) })
      const promoted = new Set(others.find((one) => one.version === version)?.promotions.map(({ measurement }) => measurement))
      for (const { measurement, at } of own.promotions) {
        if (promoted.has(measurement) || !there.has(measurement)) continue
        changes.push({ put: `${versionFolder(own, version)}/promotions/${measurement}.json`, bytes: promotionBytes(at) })
      }
    }
  }
  return { changes, renumbered }
}

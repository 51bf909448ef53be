import type { Failure } from '../model/failure.js'
import type { Change, Entry, ThresholdChange } from '../model/recalibration.js'
import { err, ok, type Result } from '../model/result.js'
import { keyText } from '../model/threshold.js'
import { holdsApproval, inForce } from './chain.js'

type Changes = Result<readonly Change[], Failure>

/** Limits back to where they stood before an entry. Only the newest entry of a chain can be taken back. */
export function changesOfRevert(entry: Entry, entries: readonly Entry[]): Changes {
  if (!holdsApproval(entry)) return refused(entry, 'it is not approved, so nothing follows from it: npx ci-datum recalibrate reject takes it away')
  const force = inForce(entries)
  const changes: Change[] = []
  for (const change of entry.changes) {
    switch (change.kind) {
      case 'threshold': {
        const current = force.thresholds.find((one) => keyText(one.key) === keyText(change.key))
        if (current?.entry !== entry.digest && (change.to !== null || current !== undefined)) {
          const newer = entries.find(({ digest }) => digest === current?.entry)
          return refused(entry, `${keyText(change.key)} was moved again${newer ? ` by ${newer.id}: take that back first` : ', or is gone'}`)
        }
        changes.push({ kind: 'threshold', key: change.key, prev: entry.digest, from: change.to, to: change.from, basis: null })
        break
      }
      case 'policy':
        changes.push({ kind: 'policy', field: change.field, from: change.to, to: change.from })
        break
      default:
        break
    }
  }
  return changes.length === 0 && !entry.changes.some(({ kind }) => kind === 'quarantine') ? refused(entry, 'it changed nothing that can be put back') : ok(changes)
}

/** The same limits and quarantines for longer: each is gone on from as it stands. */
export function changesOfRenewal(entry: Entry, entries: readonly Entry[]): Changes {
  if (!holdsApproval(entry)) return refused(entry, 'it is not approved')
  if (entry.expires === null) return refused(entry, 'it does not expire')
  const force = inForce(entries)
  const acting = entry.changes.filter((change): change is ThresholdChange => change.kind === 'threshold')
    .filter((change) => force.thresholds.some((one) => keyText(one.key) === keyText(change.key) && one.entry === entry.digest))
  const rest = entry.changes.filter(({ kind }) => kind !== 'threshold' && kind !== 'policy')
  if (acting.length + rest.length === 0) return refused(entry, 'nothing of it is in force any more')
  return ok([...acting.map(({ key, to }): Change => ({ kind: 'threshold', key, prev: entry.digest, from: to, to, basis: null })), ...rest])
}

/** One of several entries that moved a limit from one point is gone on from; the others are overruled by name. */
export function changesOfReconciliation(kept: Entry, entries: readonly Entry[]): Changes {
  const { forks } = inForce(entries)
  const own = forks.filter((fork) => fork.entries.includes(kept.id))
  if (own.length === 0) return refused(kept, 'no other approved entry moved its limits from the same point')
  return ok(own.flatMap(({ key, entries: ids }): Change[] => {
    const change = kept.changes.find((one): one is ThresholdChange => one.kind === 'threshold' && keyText(one.key) === keyText(key))
    if (!change) return []
    const others = entries.filter(({ id }) => ids.includes(id) && id !== kept.id).map(({ digest }) => digest).sort()
    return [{ kind: 'threshold', key, prev: kept.digest, from: change.to, to: change.to, basis: null, settles: others }]
  }))
}

function refused({ id }: Entry, reason: string): Result<never, Failure> {
  return err({ code: 'entry-refused', entry: id, reason })
}

import { keysOf, MUTANT_STATUSES } from '../model/element.js'
import type { FileDetail } from '../model/measurement.js'
import type { FilePair } from './file-pairs.js'
import { listedOf, matchElements } from './flow.js'

const DETECTED: readonly string[] = ['Killed', 'Timeout', 'Error']

/**
 * Mutants that timed out and were not detected before at the same place: under load any mutant can, and a score counts
 * each as killed. One that was killed or timed out in the reference, or in another run of the same content, is known to
 * be detected.
 */
export function newTimeouts(pairs: readonly FilePair[], repeats: readonly (readonly FileDetail[])[]): number {
  let count = 0
  for (const { before, after, change } of pairs) {
    const [a, b] = [listedOf(before, 'mutant'), listedOf(after, 'mutant')]
    if (!a || !b) continue
    const known = after ? detectedIn(after.path, repeats) : new Set<string>()
    for (const match of matchElements({ kind: 'mutant', a, b, change })) {
      if (match.after === undefined || statusAt(b.states, match.after) !== 'Timeout' || known.has(match.key)) continue
      if (match.before === undefined || !DETECTED.includes(statusAt(a.states, match.before))) count += 1
    }
  }
  return count
}

function statusAt(states: Uint8Array, index: number): string {
  return MUTANT_STATUSES[states[index] ?? 0] ?? 'Unknown'
}

/** Keys of the mutants of a file that another run of the same content detected. */
function detectedIn(path: string, repeats: readonly (readonly FileDetail[])[]): ReadonlySet<string> {
  return new Set(repeats.flatMap((files) => files.filter((file) => file.path === path)).flatMap(({ kinds: { mutant } }) => (mutant?.form === 'listed'
    ? keysOf(mutant.shape).filter((_key, index) => DETECTED.includes(statusAt(mutant.states, index)))
    : [])))
}

import { ELEMENT_KINDS, keysOf, type ElementKind } from '../model/element.js'
import type { FileDetail, MergedKind } from '../model/measurement.js'

/**
 * Files of a run of selected tests, completed from a whole run: what neither changed nor was selected is as it was. Of
 * a file that both measured with one content each element has the state that knows more; a file of another content is
 * the run's own. `unchanged` says that a path has that content in the tree of the run.
 */
export function carryOver(whole: readonly FileDetail[], selected: readonly FileDetail[], unchanged: (path: string, blob: string | null) => boolean): { readonly files: readonly FileDetail[]; readonly carried: readonly string[] } {
  const own = new Map(selected.map((file) => [file.path, file]))
  const carried: string[] = []
  const files: FileDetail[] = []
  for (const file of whole) {
    const now = own.get(file.path)
    const isSame = now ? now.blob === file.blob : unchanged(file.path, file.blob)
    if (!now) {
      if (!isSame) continue
      carried.push(file.path)
      files.push(file)
      continue
    }
    own.delete(file.path)
    files.push(isSame ? united(file, now) : now)
  }
  return { files: [...files, ...own.values()], carried: carried.sort() }
}

function united(whole: FileDetail, selected: FileDetail): FileDetail {
  const kinds: { [K in ElementKind]?: MergedKind } = {}
  for (const kind of ELEMENT_KINDS) {
    const [a, b] = [whole.kinds[kind], selected.kinds[kind]]
    const merged = a && b ? unitedKind(a, b) : b ?? a
    if (merged) kinds[kind] = merged
  }
  return { ...selected, kinds }
}

/** Elements that only one of the two lists stay; what cannot be told by element is the run's own. */
function unitedKind(whole: MergedKind, selected: MergedKind): MergedKind {
  if (whole.form !== 'listed' || selected.form !== 'listed') return selected
  const states = new Map<string, number>()
  for (const { shape, states: own } of [whole, selected]) keysOf(shape).forEach((key, index) => states.set(key, Math.max(states.get(key) ?? 0, own[index] ?? 0)))
  const keys = whole.shape === selected.shape ? keysOf(whole.shape) : [...states.keys()].sort()
  return { form: 'listed', shape: keys.join('\n'), states: Uint8Array.from(keys, (key) => states.get(key) ?? 0), surplus: Math.max(whole.surplus, selected.surplus) }
}

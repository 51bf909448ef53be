import type { FileDetail } from '../model/measurement.js'
import type { Register } from '../model/register.js'
import type { NoiseOf } from './flow.js'
import { spanOf } from './places.js'

/**
 * What the register knows of one file. An element flips by itself if it did at the content of either side; a quarantine
 * names a file, and lines as they are now. Neither is ever about elements that came or went with a change of their text.
 */
export function noiseIn({ flapping, quarantined }: Register, { before, after }: { readonly before: FileDetail | undefined; readonly after: FileDetail | undefined }): NoiseOf {
  const known = new Set(flapping.flatMap(({ path, blob, kind, key }) => [
    ...(path === before?.path && blob === before.blob ? [`before ${kind} ${key}`] : []),
    ...(path === after?.path && blob === after.blob ? [`after ${kind} ${key}`] : []),
  ]))
  const set = quarantined.filter(({ path }) => path === (after ?? before)?.path)
  return (kind, was, now) => {
    const key = now ?? was
    const span = key === undefined ? undefined : spanOf(kind, key)
    if (set.some(({ lines }) => lines === null || (span && span.start <= lines.to && span.end >= lines.from))) return 'quarantined'
    return (was !== undefined && known.has(`before ${kind} ${was}`)) || (now !== undefined && known.has(`after ${kind} ${now}`)) ? 'flapping' : undefined
  }
}

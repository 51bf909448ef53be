import type { RecordChange } from '../../model/records.js'
import { isObjectName, isRecordPath } from './names.js'

/** Nobody's name: records say themselves where they are from. */
const WHO = 'datum <records@ci-datum.invalid>'

/**
 * Changes as `git fast-import` reads them: one commit on the tip, whose hash it prints. Without `done` at its end the
 * stream was cut off, and git makes no commit of it.
 */
export function* importStream(changes: readonly RecordChange[], tip: string | null, message: string, ref: string): Generator<Uint8Array | string> {
  if (tip !== null && !isObjectName(tip)) throw new Error(`No commit: ${tip}`)
  const text = Buffer.from(`${message.trim()}\n`)
  yield `feature done\ncommit ${ref}\nmark :1\ncommitter ${WHO} ${Math.floor(Date.now() / 1000)} +0000\ndata ${text.length}\n`
  yield text
  if (tip !== null) yield `from ${tip}\n`
  for (const change of changes) {
    if ('put' in change) {
      yield `M 100644 inline ${quoted(change.put)}\ndata ${change.bytes.length}\n`
      yield change.bytes
      yield '\n'
    } else if ('copy' in change) yield `C ${quoted(change.copy)} ${quoted(change.to)}\n`
    else yield `D ${quoted(change.remove)}\n`
  }
  yield '\nget-mark :1\ndone\n'
}

function quoted(path: string): string {
  if (!isRecordPath(path)) throw new Error(`No path for a record: ${JSON.stringify(path)}`)
  return `"${path.replaceAll('"', '\\"')}"`
}

import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { Damaged } from '../damaged.js'

const HEADER_BYTES = 100

/**
 * Refuses a file that ends before its header says (https://sqlite.org/fileformat2.html#the_database_header): SQLite
 * itself misses a cut within the last page. While another process writes, which its log or journal shows, the header
 * may be ahead of the file; so the header is read first and the size last.
 */
export function refuseCut(file: string): void {
  const header = headerOf(file)
  if (header === undefined || isBeingWritten(file)) return
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const isSizeValid = header.readUInt32BE(24) === header.readUInt32BE(92)
  const expected = header.readUInt32BE(28) * pageSize
  const { size } = statSync(file)
  if (isSizeValid && size < expected) throw new Damaged(`the file was cut off: it has ${size} of ${expected} bytes`)
}

function headerOf(file: string): Buffer | undefined {
  const header = Buffer.alloc(HEADER_BYTES)
  const open = openSync(file, 'r')
  try {
    return readSync(open, header, 0, HEADER_BYTES, 0) === HEADER_BYTES ? header : undefined
  } finally {
    closeSync(open)
  }
}

function isBeingWritten(file: string): boolean {
  return ['-wal', '-journal'].some((suffix) => (statSync(`${file}${suffix}`, { throwIfNoEntry: false })?.size ?? 0) > 0)
}

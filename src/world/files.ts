import { constants } from 'node:buffer'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { matching } from './match.js'
import type { Files } from './world.js'
import { writeWhole } from './write.js'

/** Beyond this no report is read: V8 has no string for it, and a gzip that grows past it is a bomb. */
const LARGEST_FILE = constants.MAX_STRING_LENGTH

const inflate = promisify(gunzip)
const deflate = promisify(gzip)

/** The file system; relative paths are meant from `cwd`. */
export function openFiles(cwd: string, largest = LARGEST_FILE): Files {
  const at = (path: string): string => (isAbsolute(path) ? path : join(cwd, path))
  return {
    read: async (path, atMost = largest) => {
      const bytes = await readRegular(path, at(path), atMost)
      return bytes.ok ? decompressed(path, bytes.value, atMost) : bytes
    },
    text: async (path) => {
      try {
        return ok(await readFile(at(path), 'utf8'))
      } catch (error) {
        return isMissing(error) ? ok(undefined) : err(unreadable(path, error))
      }
    },
    exists: (path) => existsSync(at(path)),
    write: (path, content) => writeWhole(path, at(path), content),
    move: (from, to, companions = []) => each(from, companions, async (end) => {
      if (existsSync(at(from) + end)) await rename(at(from) + end, at(to) + end)
    }),
    remove: (path, companions = []) => each(path, companions, (end) => rm(at(path) + end, { force: true })),
    compress: async (bytes) => deflate(bytes, { level: 6 }),
    decompress: (source, bytes) => decompressed(source, bytes, largest),
    match: (patterns, folder) => matching(patterns, at(folder)),
    list: async (folder) => {
      try {
        const entries = await readdir(at(folder), { withFileTypes: true })
        return entries.map((entry) => ({
          name: entry.name,
          kind: entry.isFile() ? 'file' as const : entry.isDirectory() ? 'folder' as const : 'other' as const,
        })).sort((a, b) => (a.name < b.name ? -1 : 1))
      } catch {
        return []
      }
    },
  }
}

/** A file and its companions; the first that cannot be dealt with ends it. */
async function each(file: string, companions: readonly string[], work: (end: string) => Promise<void>): Promise<Result<true, Failure>> {
  try {
    for (const end of [...companions, '']) await work(end)
    return ok(true)
  } catch (error) {
    return err({ code: 'file-unwritable', file, detail: error instanceof Error ? error.message : String(error) })
  }
}

async function readRegular(source: string, path: string, largest: number): Promise<Result<Uint8Array, Failure>> {
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) return err({ code: 'report-unreadable', source, why: 'directory', detail: '' })
    if (!facts.isFile()) return err({ code: 'report-unreadable', source, why: 'other', detail: 'it is not a regular file' })
    if (facts.size > largest) return err({ code: 'report-too-large', source, bytes: facts.size, limit: largest })
    return ok(await readFile(path))
  } catch (error) {
    return err(isMissing(error) ? { code: 'report-missing', patterns: [source] } : unreadable(source, error))
  }
}

async function decompressed(source: string, bytes: Uint8Array, largest: number): Promise<Result<Uint8Array, Failure>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes)
  try {
    return ok(await inflate(bytes, { maxOutputLength: largest }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return err({ code: 'report-too-large', source, bytes: bytes.length, limit: largest })
    }
    const cut = /unexpected end/.test(messageOf(error))
    return err({
      code: 'report-broken', source, format: 'gzip', line: null, column: null,
      detail: cut ? 'the compressed file was cut off' : messageOf(error),
    })
  }
}

function unreadable(source: string, error: unknown): Failure {
  const { code } = error as NodeJS.ErrnoException
  const why = code === 'EISDIR' ? 'directory' : code === 'EACCES' || code === 'EPERM' ? 'permission' : 'other'
  return { code: 'report-unreadable', source, why, detail: messageOf(error) }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { chmod, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'

let written = 0

/**
 * Writes a file whole or not at all: a temporary file beside it takes its place, with its mode. What is there and is
 * no regular file (`/dev/stdout`, a pipe) is written into, never replaced; a link stays one.
 */
export async function writeWhole(source: string, path: string, content: string | Uint8Array): Promise<Result<true, Failure>> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const there = await stat(path).catch(() => undefined)
    if (there?.isFile() === false) await writeFile(path, content)
    else await replace(there ? await realpath(path) : path, content, there?.mode)
    return ok(true)
  } catch (error) {
    return err({ code: 'file-unwritable', file: source, detail: error instanceof Error ? error.message : String(error) })
  }
}

async function replace(path: string, content: string | Uint8Array, mode: number | undefined): Promise<void> {
  written += 1
  const temporary = `${path}.${process.pid}-${written}.tmp`
  try {
    await writeFile(temporary, content)
    if (mode !== undefined) await chmod(temporary, mode & 0o7777)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

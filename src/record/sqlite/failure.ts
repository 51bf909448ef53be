import { accessSync, constants, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { Damaged } from '../damaged.js'
import { ForeignSchema, NewerSchema } from '../migrate.js'
import { NoBinding } from './driver.js'

/** What a store is called by people, where its file is, and how long it waits for another writer. */
export interface Location {
  readonly name: string
  readonly file: string
  readonly patienceSeconds: number
}

/** What an error of the database means to a person; undefined when it is a bug of ours. */
export function sqliteFailure({ name, file, patienceSeconds }: Location, error: unknown): Failure | undefined {
  const code = codeOf(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof NoBinding) return { code: 'store-binding', detail }
  if (error instanceof NewerSchema) return { code: 'store-newer', file: name, unknown: error.unknown }
  if (error instanceof ForeignSchema || error instanceof Damaged || /^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return { code: 'store-corrupt', file: name, detail }
  if (/^SQLITE_FULL|^ENOSPC|^EDQUOT/.test(code)) return { code: 'store-full', file: name, detail }
  if (isBusy(error)) return { code: 'store-busy', file: name, seconds: patienceSeconds }
  if (isUnwritable(error)) return { code: 'store-unwritable', file: name, detail: whyUnwritable(file) ?? detail }
  return undefined
}

/** True for an error that goes away when the other writer is done. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error))
}

/** True for an error that says: not here, or not by this user. */
function isUnwritable(error: unknown): boolean {
  return /^SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH|IOERR)|^E(?:ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR|LOOP|NAMETOOLONG)$/.test(codeOf(error))
}

export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}

/** SQLite says "unable to open database file" for everything: the file system knows more. */
function whyUnwritable(file: string): string | undefined {
  const facts = factsOf(file)
  if (facts?.isDirectory()) return 'it is a folder'
  if (facts && !facts.isFile()) return 'it is no regular file'
  if (facts && !may(file, constants.R_OK)) return 'this user may not read the file'
  if (facts && !may(file, constants.W_OK)) return 'this user may not write the file'
  const folder = nearestThere(dirname(file))
  if (!factsOf(folder)?.isDirectory()) return `${folder} is no folder`
  return may(folder, constants.W_OK) ? undefined : `this user may not write in the folder ${folder}`
}

/** The folder itself, or the nearest one above it that exists. */
function nearestThere(folder: string): string {
  return factsOf(folder) || folder === dirname(folder) ? folder : nearestThere(dirname(folder))
}

function factsOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

import { first } from './001-first.js'
import type { Migration } from './migration.js'

/** All steps, in order. */
export const migrations: readonly Migration[] = [first]

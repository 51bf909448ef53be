import { first } from './001-first.js'
import { shared } from './002-shared.js'
import type { Migration } from './migration.js'

/** All steps, in order. */
export const migrations: readonly Migration[] = [first, shared]

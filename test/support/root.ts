import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. Tests run compiled: this file lies in `dist/test/support`. */
export const root = resolve(fileURLToPath(new URL('../../../', import.meta.url)))

const beside = resolve(root, '../shared')

/** Facts and reports too large for the repository, where a checkout has them beside it. */
export const shared = existsSync(beside) ? beside : undefined

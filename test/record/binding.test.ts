import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { Failure } from '../../src/model/failure.js'
import { answerOf, start } from '../support/child.js'
import { temporaryFolder } from '../support/folder.js'

const TRIER = import.meta.resolve('../support/children/try-store.js')
const WITHOUT = import.meta.resolve('../support/children/without-sqlite.js')

for (const [binding, reason] of [['package', "Cannot find package 'better-sqlite3'"], ['native', 'Could not locate the bindings file. Tried:']] as const) {
  test(`without its ${binding} there is no store, and the failure says so`, async (t) => {
    const file = join(temporaryFolder(t), 'sub/datum.db')
    const child = start(TRIER, [file], { node: ['--import', WITHOUT], env: { DATUM_TEST_BINDING: binding } })
    const { opened } = await answerOf<{ readonly opened: Failure }>(child)
    t.deepEqual(opened, { code: 'store-binding', detail: `${reason} (Node ${process.versions.node}, ${process.platform} ${process.arch})` })
    t.false(existsSync(join(file, '..')), 'nothing was made')
  })
}

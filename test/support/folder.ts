import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'

/** Whoever folders belong to: a test, or all tests of a file. */
export type Owner = Pick<ExecutionContext, 'teardown'>

/** An empty folder that is gone when the test is over. */
export function temporaryFolder(t: Owner): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'datum-test-')))
  t.teardown(() => {
    chmodSync(folder, 0o755)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

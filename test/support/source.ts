import { appendFile, cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import type { ExecutionContext } from 'ava'
import { root } from './root.js'

/** Every TypeScript file below `src`, as `src/…` with `/`, sorted. */
export async function sourceFiles(folder = root): Promise<string[]> {
  const entries = await readdir(join(folder, 'src'), { recursive: true })
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => posix.join('src', ...entry.split(/[\\/]/))).sort()
}

/** A copy of the source with its configuration, to break laws in; it is gone when the test is over. */
export async function copyOfSource(t: ExecutionContext): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'datum-source-')))
  t.teardown(() => rm(copy, { recursive: true, force: true }))
  for (const name of ['src', 'package.json', 'tsconfig.json', 'tsconfig.pure.json']) {
    await cp(join(root, name), join(copy, name), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  return copy
}

/** Adds text to a file of a copy, making the file where there is none. */
export async function plant(copy: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(copy, file)), { recursive: true })
  await appendFile(join(copy, file), text)
}

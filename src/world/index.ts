import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readEvent } from './ci/event.js'
import { ciContext } from './ci/index.js'
import { environmentOf } from './environment.js'
import { openFiles } from './files.js'
import { openGit } from './git/index.js'
import { HOME, packageVersion } from './package-version.js'
import { openPrompt } from './prompt.js'
import { openRecords } from './records/index.js'
import { openSignatures } from './signatures.js'
import { openTerminal } from './terminal.js'
import { topOf } from './top.js'
import type { World } from './world.js'

/** The world as this process sees it. */
export function openWorld(cwd: string, env: Readonly<Record<string, string | undefined>>): World {
  const folder = resolve(cwd)
  const git = openGit(folder)
  return {
    env,
    cwd: folder,
    files: openFiles(folder),
    git,
    signatures: openSignatures(folder, git.setting),
    ...openRecords(folder),
    clock: { now: () => `${new Date().toISOString().slice(0, 19)}Z` },
    terminal: openTerminal(env),
    prompt: openPrompt(),
    ci: async () => ciContext(env, await readEvent(env)),
    environment: async (of) => {
      const measured = resolve(folder, of)
      return environmentOf(measured, topOf(measured) ?? folder, ciContext(env, null)?.image)
    },
    asset: async (kind, name) => (/^[\w-]+(?:\.\w+)*$/.test(name) ? readFile(new URL(`src/report/${kind}/${name}`, HOME), 'utf8').catch(() => undefined) : undefined),
    version: packageVersion(),
  }
}

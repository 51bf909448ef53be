import { createRequire } from 'node:module'
import { join } from 'node:path'
import test from 'ava'
import type { ICruiseResult } from 'dependency-cruiser'
import { root } from '../support/root.js'
import { runNode } from '../support/run.js'
import { copyOfSource, plant, sourceFiles } from '../support/source.js'

const CONFIG = join(root, '.dependency-cruiser.cjs')
const CRUISER = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

async function cruise(folder: string): Promise<ICruiseResult> {
  const { out, err } = await runNode(CRUISER, ['--config', CONFIG, '--output-type', 'json', 'src'], folder)
  if (out === '') throw new Error(err)
  return JSON.parse(out) as ICruiseResult
}

const STAGES = ['read', 'normalise', 'merge', 'detect', 'attribute', 'judge', 'recalibrate', 'pipeline', 'policy', 'report', 'record']

/** Files that break one law each. Their targets are planted too, so that no plant depends on what src holds. */
const plants: readonly { readonly law: string; readonly file: string; readonly text: string }[] = [
  { law: 'model-imports-nothing', file: 'src/model/planted.ts', text: "import '../read/target.js'" },
  { law: 'model-imports-nothing', file: 'src/model/planted-library.ts', text: "import type { Document } from 'yaml'" },
  { law: 'model-imports-nothing', file: 'src/model/planted-builtin.ts', text: "import 'node:path'" },
  ...STAGES.map((stage) => ({
    law: 'stage-imports-model-and-itself',
    file: `src/${stage}/planted.ts`,
    text: `import type { Target } from '../${stage === 'read' ? 'merge' : 'read'}/target.js'`,
  })),
  { law: 'stage-imports-model-and-itself', file: 'src/judge/planted-world.ts', text: "import type { World } from '../world/world.js'" },
  { law: 'stage-imports-model-and-itself', file: 'src/report/planted-command.ts', text: "import '../commands/target.js'" },
  { law: 'world-imports-model-and-itself', file: 'src/world/planted.ts', text: "import '../read/target.js'" },
  { law: 'exit-code-imports-model', file: 'src/exit-code.ts', text: "import './judge/target.js'" },
  { law: 'index-exports-pure-stages', file: 'src/index.ts', text: "export * from './record/target.js'" },

  { law: 'commands-compose', file: 'src/commands/planted.ts', text: "import '../planted-top.js'" },
  { law: 'commands-see-ports-as-types', file: 'src/commands/planted-world.ts', text: "import { World } from '../world/world.js'" },
  { law: 'commands-see-ports-as-types', file: 'src/commands/planted-store.ts', text: "import '../record/store.js'" },
  { law: 'commands-open-nothing', file: 'src/commands/planted-open.ts', text: "import { openWorld } from '../world/index.js'" },
  { law: 'commands-open-nothing', file: 'src/commands/planted-inner.ts', text: "import type { Target } from '../record/target.js'" },
  { law: 'cli-opens-world-and-record', file: 'src/cli.ts', text: "await import('./record/target.js')" },
  { law: 'cli-opens-late', file: 'src/cli.ts', text: "import { openStore } from './record/index.js'" },
  { law: 'nobody-imports-the-entries', file: 'src/commands/planted-entry.ts', text: "import '../index.js'" },

  { law: 'only-cli-knows-yargs', file: 'src/commands/planted-yargs.ts', text: "import yargs from 'yargs'" },
  { law: 'only-cli-knows-yargs', file: 'src/commands/planted-argv.ts', text: "import type { Argv } from 'yargs'" },
  { law: 'only-record-knows-sql', file: 'src/world/planted-kysely.ts', text: "import { sql } from 'kysely'" },
  { law: 'only-record-knows-sql', file: 'src/commands/planted-sqlite.ts', text: "await import('better-sqlite3')" },
  { law: 'only-world-meets-the-outside', file: 'src/record/planted-git.ts', text: "import { simpleGit } from 'simple-git'" },
  { law: 'only-world-meets-the-outside', file: 'src/commands/planted-prompt.ts', text: "import { select } from '@clack/prompts'" },
  { law: 'only-world-meets-the-outside', file: 'src/read/planted-glob.ts', text: "import { glob } from 'tinyglobby'" },
  { law: 'only-world-does-io', file: 'src/report/planted-fs.ts', text: "import { writeFileSync } from 'node:fs'" },
  { law: 'only-world-does-io', file: 'src/commands/planted-fs.ts', text: "import { readFile } from 'fs/promises'" },
  { law: 'cli-starts-a-process', file: 'src/cli.ts', text: "import { rmSync } from 'node:fs'" },

  { law: 'no-cycles', file: 'src/merge/planted-cycle.ts', text: "import type { Cycle } from './target-cycle.js'" },
  { law: 'no-orphans', file: 'src/merge/planted-orphan.ts', text: 'export const alone = true' },
  { law: 'folders-are-stages', file: 'src/commands/planted-utils.ts', text: "import '../utils/target.js'" },
  { law: 'src-stands-alone', file: 'src/merge/planted-test.ts', text: "import '../../test/target.js'" },
  { law: 'imports-resolve', file: 'src/merge/planted-typo.ts', text: "import './there-is-no-such-file.js'" },
  { law: 'libraries-are-dependencies', file: 'src/merge/planted-dev.ts', text: "import fc from 'fast-check'" },
]

const targets = [...STAGES.map((stage) => `src/${stage}/target.ts`), 'src/commands/target.ts', 'src/planted-top.ts', 'src/utils/target.ts', 'test/target.ts']

test('the source keeps every law, and the cruise saw all of it', async (t) => {
  const { summary, modules } = await cruise(root)
  t.deepEqual(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`), [])

  const seen = modules.map(({ source }) => source).filter((source) => source.startsWith('src/')).sort()
  t.deepEqual(seen, await sourceFiles())
  t.true(seen.length > 50)
})

test('every law bites', async (t) => {
  const copy = await copyOfSource(t)
  for (const target of targets) await plant(copy, target, 'export type Target = string\n')
  await plant(copy, 'src/merge/target-cycle.ts', "export type { Cycle } from './planted-cycle.js'\n")
  for (const { file, text } of plants) await plant(copy, file, `${text}\n`)

  const { violations } = (await cruise(copy)).summary
  const found = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`))
  t.deepEqual(plants.map(({ law, file }) => `${law}: ${file}`).filter((expected) => !found.has(expected)), [])

  const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: readonly { name: string }[] }
  t.deepEqual(new Set(plants.map(({ law }) => law)), new Set(forbidden.map(({ name }) => name)), 'each law has a plant')
})

import { below } from './shell.js'
import type { Line, PipelinePlan } from './types.js'

interface Place {
  readonly root: string
  /** Names of the files at the top, and in the suite's folder. */
  readonly files: { readonly top: readonly string[]; readonly root: readonly string[] }
  readonly isPython: boolean
}

type Installed = Pick<PipelinePlan, 'home' | 'install' | 'installDatum' | 'add' | 'cache'> & {
  /** Runs a command in what was installed. */
  readonly prefix: string
}

/** A package manager by its lock file: what installs, and what adds datum. */
interface Manager {
  readonly lock: string
  readonly install: readonly string[]
  readonly add: string
  /** As GitHub's setup-node can keep its downloads; pnpm and bun would have to be there before it. */
  readonly cache?: 'npm' | 'yarn'
}

const JAVASCRIPT: readonly Manager[] = [
  { lock: 'pnpm-lock.yaml', install: ['corepack enable', 'pnpm install --frozen-lockfile'], add: 'pnpm add --save-dev ci-datum' },
  { lock: 'yarn.lock', install: ['corepack enable', 'yarn install --immutable'], add: 'yarn add --dev ci-datum', cache: 'yarn' },
  { lock: 'bun.lock', install: ['npm install --global bun', 'bun install --frozen-lockfile'], add: 'bun add --dev ci-datum' },
  { lock: 'bun.lockb', install: ['npm install --global bun', 'bun install --frozen-lockfile'], add: 'bun add --dev ci-datum' },
  { lock: 'package-lock.json', install: ['npm ci'], add: 'npm install --save-dev ci-datum', cache: 'npm' },
  { lock: 'npm-shrinkwrap.json', install: ['npm ci'], add: 'npm install --save-dev ci-datum' },
]

const PYTHON = [
  { file: 'uv.lock', install: ['pip install uv', 'uv sync --frozen'], prefix: 'uv run ' },
  { file: 'poetry.lock', install: ['pip install poetry', 'poetry install'], prefix: 'poetry run ' },
  { file: 'requirements.txt', install: ['pip install -r requirements.txt'], prefix: '' },
] as const

/** What a suite's tests and datum are installed with, and where: packages of a workspace are installed at the top. */
export function installOf(place: Place): Installed {
  const { root, files, isPython } = place
  const folders = root === '' ? [{ folder: '', names: files.top }] : [{ folder: root, names: files.root }, { folder: '', names: files.top }]
  const python = isPython ? pythonIn(folders) : { install: [], prefix: '' }
  const locked = folders.flatMap(({ folder, names }) => JAVASCRIPT.filter(({ lock }) => names.includes(lock)).map((manager) => ({ folder, ...manager })))[0]
  if (locked) {
    const { folder: home, install, add, cache, lock } = locked
    return { home, install: [...python.install, ...lines(home, install)], installDatum: install, add: { folder: home, run: add }, prefix: python.prefix, cache: cache ? { manager: cache, lock: below(home, lock) } : null }
  }
  const packaged = folders.find(({ names }) => names.includes('package.json'))
  const home = packaged?.folder ?? ''
  // Nothing of Node's is a project's own here: datum comes without leaving a trace in it.
  const install = [isPython && !packaged ? 'npm install --no-save ci-datum' : 'npm install']
  return {
    home, install: [...python.install, ...lines(home, install)], installDatum: install, prefix: python.prefix, cache: null,
    add: isPython && !packaged ? null : { folder: home, run: 'npm install --save-dev ci-datum' },
  }
}

function pythonIn(folders: readonly { readonly folder: string; readonly names: readonly string[] }[]): { readonly install: readonly Line[]; readonly prefix: string } {
  for (const { folder, names } of folders) {
    const found = PYTHON.find(({ file }) => names.includes(file))
    if (found) return { install: lines(folder, found.install), prefix: found.prefix }
  }
  return { install: lines(folders[0]?.folder ?? '', ['pip install -e .']), prefix: '' }
}

function lines(folder: string, runs: readonly string[]): readonly Line[] {
  return runs.map((run) => ({ folder, run }))
}

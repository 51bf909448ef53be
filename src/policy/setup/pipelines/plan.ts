import type { PipelinePlan } from './types.js'

export interface PipelineFacts {
  readonly branch: string
  readonly suite: { readonly name: string; readonly root: string; readonly tool: string; readonly runCommand: string | null }
  readonly shards: number
  /** Names of files that lie in the suite's folder, else at the top. */
  readonly files: readonly string[]
}

/** Runners that split their test files themselves. */
const SPLITTING: readonly string[] = ['jest', 'vitest']

/** True when a runner runs one of several shards without the project's help. */
export function splitsItself(tool: string): boolean {
  return SPLITTING.includes(tool)
}

/** How one suite is installed and run, from its tool and its lock file. */
export function pipelinePlan({ branch, suite, shards, files }: PipelineFacts): PipelinePlan {
  const isPython = ['pytest-cov', 'coverage.py'].includes(suite.tool)
  return {
    branch, suite: suite.name, root: suite.root, shards,
    language: isPython ? 'python' : 'javascript',
    install: [...(isPython ? pythonInstall(files) : []), ...javascriptInstall(files, isPython)],
    test: testLine(suite, shards, isPython),
    cache: files.includes('package-lock.json') ? 'npm' : files.includes('yarn.lock') ? 'yarn' : null,
  }
}

function javascriptInstall(files: readonly string[], isPython: boolean): readonly string[] {
  if (files.includes('pnpm-lock.yaml')) return ['corepack enable', 'pnpm install --frozen-lockfile']
  if (files.includes('yarn.lock')) return ['corepack enable', 'yarn install --immutable']
  if (files.includes('package-lock.json') || files.includes('npm-shrinkwrap.json')) return ['npm ci']
  return isPython && !files.includes('package.json') ? ['npm install --no-save ci-datum'] : ['npm install']
}

function pythonInstall(files: readonly string[]): readonly string[] {
  if (files.includes('uv.lock')) return ['pip install uv', 'uv sync --frozen']
  if (files.includes('poetry.lock')) return ['pip install poetry', 'poetry install']
  return files.includes('requirements.txt') ? ['pip install -r requirements.txt'] : ['pip install -e .']
}

function testLine({ tool, runCommand }: PipelineFacts['suite'], shards: number, isPython: boolean): string {
  const own = runCommand ?? (isPython ? 'python -m pytest --cov --cov-branch --cov-report=json:coverage.json' : tool === 'vitest' ? 'npx vitest run --coverage' : tool === 'jest' ? 'npx jest --coverage' : 'npm test')
  if (shards === 1 || !splitsItself(tool)) return own
  return `${own}${/^npm (?:test|run)\b/.test(own) ? ' --' : ''} --shard="$SHARD/$SHARDS"`
}

import type { SplittingRunner } from '../../native/index.js'
import { installOf } from './install.js'
import type { PipelineName, PipelinePlan } from './types.js'

export interface PipelineFacts {
  readonly ci: PipelineName
  readonly branches: readonly string[]
  readonly suite: { readonly name: string; readonly root: string; readonly tool: string; readonly runCommand: string | null }
  /** What splits the tests; null when the project has to. */
  readonly runner: SplittingRunner | null
  readonly shards: number
  /** Names of the files at the top, and in the suite's folder. */
  readonly files: { readonly top: readonly string[]; readonly root: readonly string[] }
}

/** How one suite is installed and run, from its tool and its lock file. */
export function pipelinePlan(facts: PipelineFacts): PipelinePlan {
  const { branches, suite, shards } = facts
  const isPython = ['pytest-cov', 'coverage.py'].includes(suite.tool)
  const { prefix, ...installed } = installOf({ root: suite.root, files: facts.files, isPython })
  const plain = branches.filter(isPlainBranch)
  return {
    branches: plain.length > 0 ? plain : ['main'], suite: suite.name, root: suite.root, shards,
    language: isPython ? 'python' : 'javascript',
    ...installed,
    test: testLine(facts, isPython, prefix),
    hint: hintOf(facts),
  }
}

/** Names and globs that mean the same to every CI. */
export function isPlainBranch(name: string): boolean {
  return /^[\w./@#*-]+$/.test(name)
}

function testLine({ ci, suite: { tool, runCommand }, runner, shards }: PipelineFacts, isPython: boolean, prefix: string): string {
  const own = runCommand ?? `${prefix}${isPython ? 'python -m pytest --cov --cov-branch --cov-report=json:coverage.json' : tool === 'vitest' ? 'npx vitest run --coverage' : tool === 'jest' ? 'npx jest --coverage' : 'npm test'}`
  if (shards === 1 || runner === null) return own
  // AVA splits by the CI's own variables, counted from 0; GitHub and Jenkins have none.
  if (runner === 'ava') return ci === 'github' || ci === 'jenkins' ? `CI_NODE_INDEX=$((SHARD - 1)) CI_NODE_TOTAL=$SHARDS ${own}` : own
  return `${own}${/^npm (?:test|run)\b/.test(own) ? ' --' : ''} ${SPLIT[runner]}${GATE_OFF[tool] ?? ''}`
}

const SPLIT: Readonly<Record<Exclude<SplittingRunner, 'ava'>, string>> = {
  jest: '--shard="$SHARD/$SHARDS"', vitest: '--shard="$SHARD/$SHARDS"', playwright: '--shard="$SHARD/$SHARDS"', 'pytest-split': '--splits "$SHARDS" --group "$SHARD"',
}

/** A shard covers a share, and a tool's own limit for the whole would fail in each: the limits are judged once, by datum. */
const GATE_OFF: Readonly<Record<string, string>> = { jest: " --coverageThreshold='{}'", vitest: ' --coverage.thresholds=false', 'pytest-cov': ' --cov-fail-under=0' }

/** True where a tool's own limits hold in each shard, and no option of its runner's switches them off. */
export function failsInShards({ suite, runner, shards }: Pick<PipelineFacts, 'suite' | 'runner' | 'shards'>): boolean {
  return shards > 1 && (runner === null || !(suite.tool in GATE_OFF))
}

function hintOf({ ci, suite: { tool }, runner, shards }: PipelineFacts): string {
  if (shards === 1) return `In shards: npx ci-datum init --ci ${ci} --shards 4 --force. A shard runs the share $SHARD of $SHARDS.`
  if (runner === null) return `${tool === 'other' ? 'The test command' : tool} does not split its tests by itself: make this line run the share $SHARD of $SHARDS.`
  return runner === 'ava' ? 'AVA splits its tests by itself where a CI numbers its jobs.' : `The share $SHARD of $SHARDS${tool in GATE_OFF ? `, without ${tool}'s own limits: they are for all shards together` : ''}.`
}

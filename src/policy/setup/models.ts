import type { NativeSuite } from '../native/index.js'

/**
 * The execution model that scripts and pipelines show: a sharded matrix, a number of workers, else what the tool does
 * by itself (jest and vitest run test files in as many workers as there are cores).
 */
export function modelOf(suite: NativeSuite, texts: readonly string[]): string {
  const all = texts.join('\n')
  if (suite.measure === 'coverage') {
    const shards = shardsIn(all)
    if (shards !== undefined) return `sharded:${shards}`
  }
  const workers = /(?:^|\s)(?:-n|--numprocesses|--maxWorkers|--max-workers|-w|--jobs|--concurrency)[= ](\d{1,3}|auto)\b(?!%)/.exec(all)?.[1]
  switch (suite.tool) {
    case 'jest':
      return /--runInBand\b|(?:^|\s)-i(?:\s|$)/.test(all) ? 'serial' : parallel(workers)
    case 'vitest':
      return /--no-file-parallelism\b|fileParallelism:\s*false/.test(all) ? 'serial' : parallel(workers)
    case 'pytest-cov':
    case 'coverage.py':
      return /(?:^|\s)-n[= ]?(\d+|auto)\b/.test(all) ? parallel(workers) : 'serial'
    default:
      return suite.measure === 'mutation' ? parallel(workers) : 'serial'
  }
}

/** `--shard=${{ matrix.shard }}/4`, `shard: [1, 2, 3, 4]`, `parallel: 4`; only where a shard option is given too. */
function shardsIn(text: string): number | undefined {
  if (!/--shard\b|shard(?:Index|_index)?:|CI_NODE_TOTAL/i.test(text)) return undefined
  const direct = /--shard[= ](?:\$\{\{[^}\n]*\}\}|\S)*?\/(\d{1,3})\b/.exec(text)?.[1]
  const list = /shard\w*:\s*\[([^\]]+)\]/i.exec(text)?.[1]
  const parallelKey = /^\s*parallel(?:ism)?:\s*(\d{1,3})\s*$/m.exec(text)?.[1]
  const total = direct !== undefined ? Number(direct) : list !== undefined ? list.split(',').length : Number(parallelKey ?? 0)
  return total >= 2 ? total : undefined
}

function parallel(workers: string | undefined): string {
  return workers === undefined || workers === 'auto' ? 'parallel:auto' : Number(workers) < 2 ? 'serial' : `parallel:${Number(workers)}`
}

/** How the tests of a build ran. `shards` and `workers` are 1 when the model does not name them. */
export interface ExecutionModel {
  readonly text: string
  readonly shards: number
  readonly workers: number | 'auto'
}

export const SERIAL: ExecutionModel = { text: 'serial', shards: 1, workers: 1 }

/** Reads `serial`, `parallel:W`, `parallel:auto`, `sharded:N` or `sharded:N+parallel:W`; counts from 2 to 9999. */
export function parseModel(text: string): ExecutionModel | undefined {
  if (text === 'serial') return SERIAL
  const match = /^(?:sharded:(\d{1,4}))?(\+)?(?:parallel:(\d{1,4}|auto))?$/.exec(text)
  if (!match || (!match[1] && !match[3])) return undefined
  if (Boolean(match[2]) !== Boolean(match[1] && match[3])) return undefined
  const shards = match[1] ? Number(match[1]) : 1
  const workers = match[3] === 'auto' ? 'auto' : match[3] ? Number(match[3]) : 1
  if (match[1] && (shards < 2 || String(shards) !== match[1])) return undefined
  if (match[3] && workers !== 'auto' && (workers < 2 || String(workers) !== match[3])) return undefined
  return { text, shards, workers }
}

/** True when a threshold's model pattern (`serial`, `parallel:*`, `*`) names the model. */
export function modelMatches(pattern: string, model: string): boolean {
  if (pattern === '*') return true
  const expression = pattern.split('*').map(escapeExpression).join('[^+]*')
  return new RegExp(`^${expression}$`).test(model)
}

/** True for the patterns a threshold may carry: `*`, a model, or a model with `*` for a number. */
export function isModelPattern(pattern: string): boolean {
  return pattern === '*' || parseModel(pattern.replaceAll('*', '2')) !== undefined
}

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

export interface Contexts {
  readonly [name: string]: unknown
}

/** How the steps, or the jobs that are needed, came out so far. */
export type Outcome = 'success' | 'failure' | 'cancelled'

/** A GitHub Actions expression, evaluated by GitHub's own library. */
function evaluated(expression: string, contexts: Contexts, outcome: Outcome): data.ExpressionData {
  const functions = { always: true, success: outcome === 'success', failure: outcome === 'failure', cancelled: outcome === 'cancelled' }
  const definitions = Object.entries(functions).map(([name, value]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) }))
  const names = Object.keys(contexts)
  const tree = new Parser(new Lexer(expression).lex().tokens, names, definitions).parse()
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary
  return new Evaluator(tree, known, new Map(definitions.map((one) => [one.name, one]))).evaluate()
}

/** Text with every `${{ }}` in it replaced. */
export function filled(text: string, contexts: Contexts, outcome: Outcome = 'success'): string {
  return text.replace(/\$\{\{([\s\S]*?)\}\}/g, (_whole, expression: string) => evaluated(expression.trim(), contexts, outcome).coerceString())
}

/** Whether a step or job with this condition runs; without a status function it wants success. */
export function isMet(condition: string | undefined, contexts: Contexts, outcome: Outcome): boolean {
  const expression = (condition ?? 'success()').replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1').trim()
  const asks = /\b(?:always|success|failure|cancelled)\(\)/.test(expression)
  const value = evaluated(asks ? expression : `success() && (${expression})`, contexts, outcome).coerceString()
  return value !== 'false' && value !== '' && value !== '0'
}

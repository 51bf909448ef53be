import { parse, type ParserOptions } from '@babel/parser'

export type Program = ReturnType<typeof parse>['program']
export type Statement = Program['body'][number]
export type Expression = Extract<Statement, { type: 'ExpressionStatement' }>['expression']
export type Of<T extends Expression['type']> = Extract<Expression, { type: T }>

/** The syntax tree of a JavaScript or TypeScript module. Throws the parser's error for a text that is neither. */
export function programOf(path: string, text: string): Program {
  const plugins: NonNullable<ParserOptions['plugins']> = /\.[cm]?ts$/.test(path) ? ['typescript', 'decorators'] : ['jsx', 'decorators']
  return parse(text, {
    sourceType: 'unambiguous', plugins, errorRecovery: true, allowReturnOutsideFunction: true, createParenthesizedExpressions: false,
  }).program
}

/** Calls `visit` for every node below, with the nodes around it, outermost first. */
export function walk(node: unknown, visit: (node: SyntaxNode, around: readonly SyntaxNode[]) => void, around: readonly SyntaxNode[] = []): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit, around)
  } else if (isNode(node)) {
    visit(node, around)
    for (const child of Object.values(node)) walk(child, visit, [...around, node])
  }
}

export interface SyntaxNode {
  readonly type: string
  readonly [member: string]: unknown
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

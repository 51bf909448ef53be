import { walk, type Expression, type Program, type Statement, type SyntaxNode } from './syntax.js'

/** What a name of a module stands for, as far as declarations say. */
export type Binding =
  | { readonly kind: 'value'; readonly init: Expression }
  | { readonly kind: 'function'; readonly params: readonly unknown[]; readonly body: readonly Statement[] }
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  | { readonly kind: 'unknown' }

/** A write to a name or to a member of it. `value` is null where it does not happen exactly once, in order, at the top. */
export interface Write {
  readonly name: string
  readonly path: readonly string[]
  readonly value: Expression | null
}

/** The names declared by statements, without those of inner blocks. Destructured ones are known by name only. */
export function bindingsOf(statements: readonly Statement[]): ReadonlyMap<string, Binding> {
  return new Map(statements.flatMap(declaredBy))
}

function declaredBy(statement: Statement): readonly (readonly [string, Binding])[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id, init }): readonly (readonly [string, Binding])[] => (
        id.type === 'Identifier' && init ? [[id.name, { kind: 'value', init }]] : [...parametersOf([id])]))
    case 'FunctionDeclaration':
      return declaration.id ? [[declaration.id.name, { kind: 'function', params: declaration.params, body: declaration.body.body }]] : []
    case 'ImportDeclaration':
      return declaration.specifiers.map((specifier) => {
        const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*'
        return [specifier.local.name, { kind: 'import', from: declaration.source.value, name }]
      })
    default:
      return []
  }
}

/** The names that parameters and patterns bind, to values nobody knows. They hide outer names. */
export function parametersOf(params: readonly unknown[]): ReadonlyMap<string, Binding> {
  const names = new Map<string, Binding>()
  walk(params, (node) => {
    if (node.type === 'Identifier') names.set(node['name'] as string, { kind: 'unknown' })
  })
  return names
}

/** All writes of a module: `config.coverageThreshold = {}`, `module.exports = config`, `limit += 1` ... */
export function writesOf(program: Program): readonly Write[] {
  const writes: Write[] = []
  walk(program, (node, around) => {
    if (node.type !== 'AssignmentExpression') return
    const target = targetOf(node['left'] as SyntaxNode)
    if (target === undefined) return
    const atTop = around.length === 2 && around[1]?.type === 'ExpressionStatement' && node['operator'] === '='
    writes.push({ ...target, value: atTop ? (node['right'] as Expression) : null })
  })
  return writes
}

function targetOf(node: SyntaxNode): { name: string; path: string[] } | undefined {
  if (node.type === 'Identifier') return { name: node['name'] as string, path: [] }
  if (node.type !== 'MemberExpression') return undefined
  const target = targetOf(node['object'] as SyntaxNode)
  const property = node['property'] as SyntaxNode
  if (target === undefined) return undefined
  const key = node['computed'] === true ? property['value'] : property['name']
  return typeof key === 'string' ? { ...target, path: [...target.path, key] } : undefined
}

function nameOf(node: SyntaxNode | { readonly type: string; readonly name?: string; readonly value?: string }): string {
  return String('name' in node ? node.name : node.value)
}

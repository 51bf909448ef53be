import { at, computed, EMPTY, type Static } from '../static.js'
import { bindingsOf, writesOf, type Write } from './bindings.js'
import { evaluate, evaluateBinding, rewritten, type Scope } from './evaluate.js'
import { programOf, type Expression, type Program } from './syntax.js'

/** What a module gives to others: its default export or `module.exports`, and its named exports. */
export interface Exports {
  readonly main: Static
  readonly named: (name: string) => Static | undefined
}

/** Reads a module without running it. `load` answers for what it imports. Throws the parser's error. */
export function readModule(path: string, text: string, load: Scope['load']): Exports {
  const program = programOf(path, text)
  const bindings = bindingsOf(program.body)
  const writes = writesOf(program)
  const open = new Set<string>()
  const lookup: Scope['lookup'] = (name) => {
    const binding = bindings.get(name)
    if (binding === undefined || open.has(name)) return undefined
    open.add(name)
    const value = evaluateBinding(name, binding, scope)
    open.delete(name)
    return value
  }
  const scope: Scope = { source: (node) => text.slice(node.start ?? 0, node.end ?? 0), writes, lookup, load }
  const main = mainExport(program, writes, scope)
  return { main, named: (name) => (bindings.has(name) ? lookup(name) : at(main, name)) }
}

function mainExport(program: Program, writes: readonly Write[], scope: Scope): Static {
  for (const statement of program.body) {
    if (statement.type === 'TSExportAssignment') return evaluate(statement.expression, scope)
    if (statement.type !== 'ExportDefaultDeclaration') continue
    const { declaration } = statement
    if (declaration.type === 'FunctionDeclaration') return evaluateBinding('default', { kind: 'function', params: declaration.params, body: declaration.body.body }, scope)
    return declaration.type === 'ClassDeclaration' ? computed('class') : evaluate(declaration as Expression, scope)
  }
  const exported = writes.flatMap(({ name, path, value }) => {
    if (name === 'module' && path[0] === 'exports') return [{ name, path: path.slice(1), value }]
    return name === 'exports' ? [{ name, path, value }] : []
  }).map((write) => (write.path[0] === 'default' ? { ...write, path: write.path.slice(1) } : write))
  if (exported.length === 0) return computed('no default export was found')
  return rewritten(EMPTY, exported, scope)
}

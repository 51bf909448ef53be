import { at, computed, either, EMPTY, merged, scalar, spread, withMember, type Static, type Table } from '../static.js'
import { bindingsOf, parametersOf, type Binding, type Write } from './bindings.js'
import type { Expression, Of, Statement } from './syntax.js'

/** What names mean where an expression stands. */
export interface Scope {
  readonly source: (node: Expression) => string
  readonly writes: readonly Write[]
  readonly lookup: (name: string) => Static | undefined
  /** The value a module exports under a name; undefined when it is not among the files. */
  readonly load: (specifier: string, name: string) => Static | undefined
}

/** Calls that give back their first argument: helpers that only add types. */
const IDENTITIES = new Set(['defineConfig', 'defineProject', 'Object.freeze'])
/** Calls that give back their first argument and more members. */
const EXTENDERS = new Set(['createJestConfig'])

/**
 * The value of an expression, found without running anything: literals, objects, spreads, names, conditions with equal
 * arms, and the calls that configurations are wrapped in. A function stands for what it returns. Everything else is
 * `computed`, never guessed.
 */
export function evaluate(node: Expression, scope: Scope): Static {
  switch (node.type) {
    case 'StringLiteral': case 'NumericLiteral': case 'BooleanLiteral':
      return scalar(node.value)
    case 'NullLiteral':
      return scalar(null)
    case 'TemplateLiteral': {
      const [only] = node.quasis
      return node.expressions.length === 0 && only ? scalar(only.value.cooked ?? only.value.raw) : computed(scope.source(node))
    }
    case 'Identifier':
      return node.name === 'undefined' ? scalar(null) : scope.lookup(node.name) ?? computed(node.name)
    case 'TSAsExpression': case 'TSSatisfiesExpression': case 'TSNonNullExpression': case 'TSTypeAssertion': case 'ParenthesizedExpression':
      return evaluate(node.expression, scope)
    case 'AwaitExpression':
      return evaluate(node.argument, scope)
    case 'UnaryExpression':
      return evaluateUnary(node, scope)
    case 'ConditionalExpression':
      return either(evaluate(node.consequent, scope), evaluate(node.alternate, scope), scope.source(node))
    case 'ArrayExpression':
      return { kind: 'list', items: node.elements.map((item) => (item && item.type !== 'SpreadElement' ? evaluate(item, scope) : computed(scope.source(node)))) }
    case 'ObjectExpression':
      return evaluateObject(node, scope)
    case 'MemberExpression': {
      const key = !node.computed && node.property.type === 'Identifier' ? node.property.name : node.property.type === 'StringLiteral' ? node.property.value : undefined
      const member = key === undefined ? undefined : at(evaluate(node.object, scope), key)
      return member ?? computed(scope.source(node))
    }
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement'
        ? evaluateBody(node.params, node.body.body, scope, scope.source(node))
        : evaluate(node.body, within(parametersOf(node.params), scope))
    case 'FunctionExpression':
      return evaluateBody(node.params, node.body.body, scope, scope.source(node))
    case 'CallExpression':
      return evaluateCall(node, scope)
    default:
      return computed(scope.source(node))
  }
}

/** What a function body returns: its only `return`, with its own declarations in sight. */
function evaluateBody(params: readonly unknown[], body: readonly Statement[], scope: Scope, source: string): Static {
  const returned = body.filter((statement) => statement.type === 'ReturnStatement')
  const [only] = returned
  const branches = body.some(({ type }) => /^(?:If|Switch|Try|For|While|DoWhile)/.test(type))
  if (returned.length !== 1 || !only?.argument || branches) return computed(source)
  return evaluate(only.argument, within(new Map([...parametersOf(params), ...bindingsOf(body)]), scope))
}

/** The value of a name: what its declaration gives it, and then the writes to it and to its members. */
export function evaluateBinding(name: string, binding: Binding, scope: Scope): Static {
  return rewritten(declared(name, binding, scope), scope.writes.filter((write) => write.name === name), scope)
}

/** A value after writes. A write that happens perhaps, or in a loop, leaves a member that is not known. */
export function rewritten(value: Static, writes: readonly Write[], scope: Scope): Static {
  return writes.reduce((current, { name, path, value: written }) => {
    const member = written === null ? computed(`${[name, ...path].join('.')} = ...`) : evaluate(written, scope)
    return withMember(current, path, member)
  }, value)
}

function declared(name: string, binding: Binding, scope: Scope): Static {
  switch (binding.kind) {
    case 'value': return evaluate(binding.init, scope)
    case 'function': return evaluateBody(binding.params, binding.body, scope, `${name}()`)
    case 'import': return scope.load(binding.from, binding.name) ?? computed(`import from '${binding.from}'`)
    case 'unknown': return computed(name)
  }
}

function within(bindings: ReadonlyMap<string, Binding>, outer: Scope): Scope {
  return {
    ...outer,
    lookup: (name) => {
      const binding = bindings.get(name)
      if (binding === undefined) return outer.lookup(name)
      // A name is not in sight of its own declaration: that ends circles.
      return evaluateBinding(name, binding, within(new Map([...bindings].filter(([other]) => other !== name)), outer))
    },
  }
}

function evaluateUnary(node: Of<'UnaryExpression'>, scope: Scope): Static {
  const operand = evaluate(node.argument, scope)
  if (operand.kind !== 'scalar') return computed(scope.source(node))
  if (node.operator === '-' && typeof operand.value === 'number') return scalar(-operand.value)
  if (node.operator === '+' && typeof operand.value === 'number') return operand
  if (node.operator === '!') return scalar(!operand.value)
  return node.operator === 'void' ? scalar(null) : computed(scope.source(node))
}

function evaluateObject(node: Of<'ObjectExpression'>, scope: Scope): Table {
  return node.properties.reduce<Table>((table, property) => {
    if (property.type === 'SpreadElement') return spread(table, evaluateSpread(property.argument, scope))
    const key = property.computed ? undefined : keyOf(property.key)
    if (key === undefined) return spread(table, computed(scope.source(node)))
    const value = property.type === 'ObjectProperty' ? evaluate(property.value as Expression, scope) : computed(scope.source(node))
    return { ...table, members: new Map(table.members).set(key, value) }
  }, EMPTY)
}

/** `...(condition && {})` sets its members or leaves them out. */
function evaluateSpread(node: Expression, scope: Scope): Static {
  if (node.type !== 'LogicalExpression' || node.operator !== '&&') return evaluate(node, scope)
  return either(evaluate(node.right, scope), EMPTY, scope.source(node))
}

function evaluateCall(node: Of<'CallExpression'>, scope: Scope): Static {
  const callee = node.callee as Expression
  const name = scope.source(callee)
  const [first, second] = node.arguments.map((argument) => evaluate(argument as Expression, scope))
  if (name === 'require' && first?.kind === 'scalar') {
    return scope.load(String(first.value), '*') ?? computed(scope.source(node))
  }
  if (IDENTITIES.has(name) && first) return first
  if (EXTENDERS.has(name) && first) return spread({ ...EMPTY, open: scope.source(node) }, first)
  if (name === 'mergeConfig' && first && second) return merged(first, second)
  if (name === 'Object.assign' && first) {
    return node.arguments.slice(1).reduce<Static>((table, argument) => (
      table.kind === 'table' ? spread(table, evaluate(argument as Expression, scope)) : table), first)
  }
  if (callee.type === 'Identifier' && node.arguments.length === 0) return scope.lookup(callee.name) ?? computed(scope.source(node))
  return computed(scope.source(node))
}

function keyOf(key: { readonly type: string; readonly name?: unknown; readonly value?: unknown }): string | undefined {
  if (key.type === 'Identifier') return String(key.name)
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : undefined
}

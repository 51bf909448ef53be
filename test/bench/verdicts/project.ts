/** Numbers that a seed decides. */
export type Random = () => number

export function seeded(seed: number): Random {
  let state = (seed * 48_271 + 11) % 2_147_483_647
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** A source file as functions, each so many lines that one call runs through, and which of them are tested. */
export interface Module {
  readonly name: string
  readonly functions: readonly { readonly name: string; readonly lines: readonly string[]; readonly tested: boolean }[]
}

const MODULES = 16
const FUNCTIONS = 6

/** The project that is measured: modules with branches, a helper that some call, and one that a clock decides. */
export function modulesOf(seed: number): readonly Module[] {
  const random = seeded(seed)
  return Array.from({ length: MODULES }, (_, number): Module => ({
    name: `m${String(number).padStart(2, '0')}`,
    functions: Array.from({ length: FUNCTIONS }, (_other, at) => ({ name: `f${at}`, lines: body(random), tested: at > 0 || number % 2 === 0 })),
  }))
}

function body(random: Random): readonly string[] {
  const steps = 4 + Math.floor(random() * 5)
  return [
    '  let sum = n',
    ...Array.from({ length: steps }, () => `  sum += ${Math.floor(random() * 9)}`),
    '  if (sum > 1000) {', "    return 'much'", '  }', '  return String(sum)',
  ]
}

/**
 * `calls`: the module calls a function of the helper, which nobody else calls, unless the environment says otherwise:
 * that is how a pipeline, a worker or chance leaves lines out that no code lost. `extra` is put at the end.
 */
export function moduleText({ name, functions }: Module, { calls = true, extra = '' } = {}): string {
  return [
    "'use strict'", `const helper = require('./helper')`,
    ...functions.flatMap(({ name: of, lines }) => [`exports.${of} = function ${of} (n) {`, ...lines, '}']),
    `exports.all = function all (n) {`, `  if ((process.env.OFF || '').includes('${name}')) {`, '    return n', '  }', ...(calls ? [`  return helper.${helpOf(name)}(n)`] : ['  return n + 1']), '}', extra,
  ].join('\n')
}

const helpOf = (name: string): string => name.replace('m', 'help')

export function helperText(modules: readonly Module[]): string {
  return ["'use strict'", ...modules.map(({ name }) => helpOf(name)).flatMap((name) => [`exports.${name} = function ${name} (n) {`, '  const twice = n * 2', '  const more = twice + 1', '  return more', '}']), ''].join('\n')
}

/** Two test files a module: the first half of its functions, and the second with its way into the helper. */
export function testsOf({ name, functions }: Module): Readonly<Record<string, string>> {
  const half = Math.ceil(functions.length / 2)
  const of = (some: readonly { readonly name: string; readonly tested: boolean }[], more: readonly string[]): string => [
    "'use strict'", "const assert = require('assert')", `const m = require('../src/${name}')`,
    ...some.filter(({ tested }) => tested).map((one) => `assert.ok(m.${one.name}(1))`), ...more, '',
  ].join('\n')
  return { [`test/${name}-a.test.js`]: of(functions.slice(0, half), []), [`test/${name}-b.test.js`]: of(functions.slice(half), ['assert.ok(m.all(1))']) }
}

/** All files of the project. */
export function projectFiles(modules: readonly Module[]): Readonly<Record<string, string>> {
  return {
    'src/helper.js': helperText(modules),
    ...Object.fromEntries(modules.map((one) => [`src/${one.name}.js`, moduleText(one)])),
    ...Object.assign({}, ...modules.map(testsOf)) as Readonly<Record<string, string>>,
  }
}

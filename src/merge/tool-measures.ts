import type { Measure } from '../model/metric.js'

/** Which measures a tool of the environment can move. A package that is not listed can move none. */
const TOOL_MEASURES: readonly (readonly [RegExp, readonly Measure[]])[] = [
  [/^(?:nyc|c8|istanbul-.*|v8-to-istanbul|ast-v8-to-istanbul|@vitest\/coverage-.*|babel-plugin-istanbul|@bcoe\/v8-coverage|monocart-coverage-reports|coverage|pytest-cov)$/, ['coverage']],
  [/^(?:@babel\/core|@swc\/core|@swc\/jest|ts-jest|esbuild|vite|tsx|ts-node|typescript)$/, ['coverage', 'mutation']],
  [/^(?:jest|vitest|mocha|ava|jasmine|tap|pytest|pytest-xdist|@playwright\/test)$/, ['coverage', 'mutation', 'tests']],
  [/^@stryker-mutator\//, ['mutation']],
  [/^(?:gcov|gcovr|lcov|jacoco|simplecov|coverlet(?:\..+)?|cargo-llvm-cov|cargo-tarpaulin|gcc|clang|llvm|llvm-cov|pcov|xdebug|kover|opencover|altcover)$/, ['coverage']],
  [/^(?:pytest-split|pytest-randomly|parallel_tests|maven-surefire|cargo-nextest)$/, ['coverage', 'mutation', 'tests']],
  [/^(?:pitest|infection|mutmut|cargo-mutants|stryker\.net)$/, ['mutation']],
]

export function measuresOfTool(tool: string): readonly Measure[] {
  return TOOL_MEASURES.find(([pattern]) => pattern.test(tool))?.[1] ?? []
}

import type { ToolFact } from '../../model/tool-fact.js'
import { ci } from './facts/ci.js'
import { coverageIstanbul } from './facts/coverage-istanbul.js'
import { coveragePy } from './facts/coverage-py.js'
import { coverageV8 } from './facts/coverage-v8.js'
import { dotnet } from './facts/dotnet.js'
import { go } from './facts/go.js'
import { javascriptRunners } from './facts/javascript-runners.js'
import { jest } from './facts/jest.js'
import { jvm } from './facts/jvm.js'
import { mutation } from './facts/mutation.js'
import { native } from './facts/native.js'
import { pytest } from './facts/pytest.js'
import { ruby } from './facts/ruby.js'
import { rust } from './facts/rust.js'
import { stryker } from './facts/stryker.js'
import { vitest } from './facts/vitest.js'

/** All that is known of tools, a family a file. */
export const TOOL_FACTS: readonly ToolFact[] = [
  ...coverageIstanbul, ...coverageV8, ...vitest, ...jest, ...javascriptRunners, ...pytest, ...coveragePy, ...go, ...jvm, ...ruby, ...native,
  ...rust, ...dotnet, ...stryker, ...mutation, ...ci,
]

import type { Failure, Problem } from '../model/failure.js'
import type { Located, TextReader } from '../model/located.js'
import type { Policy } from '../model/policy.js'
import { err, ok, type Result } from '../model/result.js'
import { DEFAULT_GLOBS } from './path-globs.js'
import { policySchema, type PolicyText } from './schema.js'

export const POLICY_FILE = 'baselines/policy.yaml'

/** The policy in a text, or everything that is wrong with it at once: line, column, and what was expected. */
export function parsePolicy(file: string, text: string, readText: TextReader): Result<Policy, Failure> {
  const reading = readText(text)
  if (!reading.ok) return err({ code: 'policy-invalid', file, problems: reading.problems })
  if (reading.document.value === '') return err({ code: 'policy-invalid', file, problems: [{ line: 1, column: 1, message: 'the file is empty; expected mode and suites' }] })
  const parsed = policySchema.safeParse(reading.document.value)
  if (!parsed.success) return err({ code: 'policy-invalid', file, problems: problemsOf(parsed.error.issues, reading.document) })
  return ok(toPolicy(parsed.data))
}

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly message: string; readonly keys?: readonly string[]; readonly issues?: readonly { readonly message: string }[] }

function problemsOf(issues: readonly Issue[], document: Located): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).map((key) => ({
        ...document.placeOf([...path, key], 'key'),
        message: `${[...path, key].join('.')}: no such setting${near(key, path.map(String))}`,
      }))
    }
    const what = issue.code === 'invalid_key' ? 'key' : 'value'
    const missing = valueAt(document.value, path) === undefined
    return [{ ...document.placeOf(path, what), message: `${path.join('.') || 'the policy'}: ${missing ? 'missing; ' : ''}${issue.issues?.[0]?.message ?? issue.message}` }]
  }).sort((a, b) => a.line - b.line || a.column - b.column)
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string | number, unknown>>)[key] : undefined), value)
}

/** Settings of a block by the names above it; `*` is the name of a suite or scope. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(policySchema.shape),
  'suites.*': ['root', 'cadence', 'models', 'reports', 'include', 'exclude'],
  'scopes.*': ['root', 'include', 'exclude'],
  paths: Object.keys(DEFAULT_GLOBS),
  sync: ['remote', 'ref', 'detailDays'],
}

/** What was probably meant: the setting that begins alike. */
function near(key: string, path: readonly string[]): string {
  const settings = SETTINGS[path.map((name, depth) => (depth === 1 ? '*' : name)).join('.')] ?? []
  const alike = settings.find((setting) => setting.toLowerCase().startsWith(key.slice(0, 4).toLowerCase()))
  return alike ? `; did you mean ${alike}?` : settings.length > 0 ? `; expected one of ${settings.join(', ')}` : ''
}

function toPolicy(text: PolicyText): Policy {
  return {
    mode: text.mode,
    suites: Object.entries(text.suites).map(([name, suite]) => ({ name, ...suite })),
    scopes: Object.entries(text.scopes).map(([name, scope]) => ({ name, ...scope })),
    baselineBranches: text.branches,
    frozenBranches: text.frozen,
    approvers: text.approvers,
    signed: text.signed,
    maxErosion: text.maxErosion,
    observeBuilds: text.observeBuilds,
    fullEvery: text.fullEvery,
    paths: {
      test: text.paths.test ?? DEFAULT_GLOBS.test,
      dependency: text.paths.dependency ?? DEFAULT_GLOBS.dependency,
      build: text.paths.build ?? DEFAULT_GLOBS.build,
      'tool-config': text.paths['tool-config'] ?? DEFAULT_GLOBS['tool-config'],
      pipeline: text.paths.pipeline ?? DEFAULT_GLOBS.pipeline,
      docs: text.paths.docs ?? DEFAULT_GLOBS.docs,
    },
    sync: text.sync ?? null,
  }
}

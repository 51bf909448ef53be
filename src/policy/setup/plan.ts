import type { Metric } from '../../model/metric.js'
import { compare, parseDecimal } from '../../model/rational.js'
import { PROJECT, type Scope } from '../../model/scope.js'
import { loosens, type LimitKind } from '../../model/threshold.js'
import type { NativeSetup, NativeSuite, NativeThreshold } from '../native/index.js'
import { modelOf } from './models.js'

/** A suite `init` is going to write. */
export interface PlannedSuite {
  readonly name: string
  readonly root: string
  readonly measure: 'coverage' | 'mutation'
  readonly tool: string
  readonly models: readonly string[]
  readonly reports: readonly string[]
  readonly runCommand: string | null
  readonly hints: readonly string[]
}

/** A limit taken over from a tool: the strictest of those that say the same thing. */
export interface PlannedLimit {
  readonly suite: string
  readonly metric: Metric
  readonly scope: string
  readonly limit: LimitKind
  readonly value: string
  readonly source: string
}

export interface Plan {
  readonly suites: readonly PlannedSuite[]
  readonly scopes: readonly Scope[]
  readonly limits: readonly PlannedLimit[]
  readonly notes: readonly string[]
}

/** What a repository's own configuration comes to, as suites, scopes and limits. `texts` are its scripts and pipelines. */
export function planOf(setup: NativeSetup, texts: readonly string[]): Plan {
  const suites = plannedSuites(setup.suites, texts)
  const scopes = new Map<string, Scope>()
  const limits = new Map<string, PlannedLimit>()
  const notes = setup.problems.map(({ file, field, why }) => `${file}${field === '' ? '' : ` ${field}`}: ${why}`)
  for (const threshold of setup.thresholds) {
    const measure = threshold.metric.startsWith('mutation.') ? 'mutation' : 'coverage'
    const suite = suites.find((one) => one.root === threshold.root && one.measure === measure) ?? suites.find((one) => one.measure === measure)
    if (!suite) {
      notes.push(`${threshold.file} ${threshold.field}: a limit of ${threshold.stated}, and no suite it belongs to`)
      continue
    }
    const scope = scopeOf(threshold, scopes)
    const planned: PlannedLimit = { suite: suite.name, metric: threshold.metric, scope, limit: threshold.limit, value: threshold.value, source: `${threshold.file} ${threshold.field} = ${threshold.stated}` }
    const key = `${planned.suite} ${planned.metric} ${planned.scope} ${planned.limit}`
    const other = limits.get(key)
    if (!other || isStricter(planned, other)) limits.set(key, planned)
  }
  return { suites, scopes: [...scopes.values()], limits: [...limits.values()], notes }
}

function plannedSuites(found: readonly NativeSuite[], texts: readonly string[]): readonly PlannedSuite[] {
  const groups = new Map<string, NativeSuite[]>()
  for (const suite of found) {
    const key = `${suite.root} ${suite.measure}`
    groups.set(key, [...(groups.get(key) ?? []), suite])
  }
  const roots = new Set(found.map(({ root }) => root))
  const taken = new Set<string>()
  return [...groups.values()].map((group) => {
    const [first] = group as [NativeSuite, ...NativeSuite[]]
    const stem = first.measure === 'coverage' ? 'unit' : 'mutation'
    let name = roots.size === 1 ? stem : `${stem}-${folderName(first.root)}`
    while (taken.has(name)) name = `${name}-2`
    taken.add(name)
    return {
      name, root: first.root, measure: first.measure, tool: first.tool,
      models: [modelOf(first, texts)],
      reports: [...new Set(group.flatMap(({ reports }) => reports))],
      runCommand: group.find(({ runCommand }) => runCommand !== null)?.runCommand ?? null,
      hints: group.flatMap(({ hint }) => hint ?? []),
    }
  })
}

/** The last folder of a root, in the letters a name may have. */
function folderName(root: string): string {
  if (root === '') return 'top'
  const letters = (root.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '')
  return letters === '' ? 'package' : letters
}

/** A glob's limit gets a scope of its own, named after it. */
function scopeOf(threshold: NativeThreshold, scopes: Map<string, Scope>): string {
  if (threshold.scope === PROJECT) return PROJECT
  const glob = threshold.scope.replace(/^\.\//, '')
  const include = [threshold.root === '' ? glob : `${threshold.root}/${glob}`]
  const stem = glob.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase() || 'scope'
  const isTaken = (name: string): boolean => name === PROJECT || (scopes.has(name) && scopes.get(name)?.include[0] !== include[0])
  let name = stem
  for (let number = 2; isTaken(name); number += 1) name = `${stem}-${number}`
  scopes.set(name, { name, root: threshold.root, include: /[*?{[]/.test(glob) ? include : [...include, ...include.map((path) => `${path.replace(/\/$/, '')}/**`)], exclude: [] })
  return name
}

function isStricter(a: PlannedLimit, b: PlannedLimit): boolean {
  const [x, y] = [parseDecimal(a.value), parseDecimal(b.value)]
  return x !== undefined && y !== undefined && loosens(a.limit, compare(y, x))
}

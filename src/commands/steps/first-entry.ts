import { canonicalDecimal, compare, floorText, parseDecimal, rational, subtract } from '../../model/rational.js'
import type { Failure } from '../../model/failure.js'
import { valueOf } from '../../model/measurement.js'
import type { Change, FrontMatter } from '../../model/recalibration.js'
import { ok, type Result } from '../../model/result.js'
import { PROJECT } from '../../model/scope.js'
import type { ThresholdKey } from '../../model/threshold.js'
import type { Plan, PlannedLimit, PlannedSuite } from '../../policy/setup/plan.js'
import { draftEntry } from '../../recalibrate/propose.js'
import type { World } from '../../world/world.js'
import { buildOf } from './build.js'
import { gather } from './gather.js'
import { measure } from './measure.js'
import { suiteOf, type Project } from './project.js'
import { openSources } from './sources.js'

/** The limit a suite without one is drafted with, in percent of lines. */
const USUAL = '80'
/** Assumed spread of coverage between runs of one commit, in percentage points, until it is measured. */
const NOISE_FLOOR = '0.1'
/** Days until a debt is due. */
const DEBT_DAYS = 180

export interface FirstEntry {
  readonly id: string
  readonly file: string
  readonly front: FrontMatter
  readonly prose: string
  readonly changes: readonly Change[]
  /** What was drafted rather than taken over, in words. */
  readonly drafted: readonly string[]
}

interface FirstInput {
  readonly plan: Plan
  readonly author: string
  readonly day: string
}

/** The entry an adoption begins with: the tools' limits as they are, and for unit suites without one a drafted limit. */
export async function firstEntry(world: World, project: Project, { plan, author, day }: FirstInput): Promise<Result<FirstEntry, Failure>> {
  const drafts: { readonly limit: PlannedLimit; readonly words: string; readonly debt: boolean }[] = []
  for (const suite of plan.suites.filter((one) => one.measure === 'coverage')) {
    if (plan.limits.some((limit) => limit.suite === suite.name)) continue
    drafts.push(await drafted(world, project, suite))
  }
  const limits = [...plan.limits, ...drafts.map(({ limit }) => limit)]
  const debt = drafts.some((draft) => draft.debt)
  const changes = limits.map((limit): Change => ({ kind: 'threshold', key: keyOf(limit), prev: null, from: null, to: limit.value, basis: null }))
  const models = [...new Set(plan.suites.flatMap((suite) => suite.models))]
  const sources = limits.map(({ suite, metric, limit, source }) => `${suite} ${metric} ${limit}: ${source}`)
  const { id, file, front } = draftEntry({
    title: plan.limits.length > 0 ? 'import the limits the tools have' : 'first limits',
    suite: plan.suites.length === 1 ? plan.suites[0]?.name ?? '*' : '*',
    cause: debt && plan.limits.length === 0 ? 'accepted-loss' : 'import',
    changes, author, day,
    evidence: { models, sources },
    expires: debt ? dayAfter(day, DEBT_DAYS) : null,
    owner: debt ? author : null,
  }, [])
  return ok({ id, file, front, changes, drafted: drafts.map(({ words }) => words), prose: proseOf(plan, drafts.map(({ words }) => words)) })
}

function keyOf({ suite, metric, scope, limit }: PlannedLimit): ThresholdKey {
  return { suite, model: '*', metric, scope, limit }
}

/** Lines at least 80 %, or today's value less the noise floor where that is lower; then it is a debt. */
async function drafted(world: World, project: Project, suite: PlannedSuite): Promise<{ readonly limit: PlannedLimit; readonly words: string; readonly debt: boolean }> {
  const python = suite.tool === 'pytest-cov' || suite.tool === 'coverage.py'
  const metric = python ? 'coverage.combined' as const : 'coverage.lines' as const
  const limit = (value: string, source: string): PlannedLimit => ({ suite: suite.name, metric, scope: PROJECT, limit: 'min', value, source })
  const today = await todaysPercent(world, project, suite.name, metric)
  const usual = parseDecimal(USUAL) as NonNullable<ReturnType<typeof parseDecimal>>
  if (!today || compare(today, usual) >= 0) {
    return { debt: false, limit: limit(USUAL, today ? `drafted; measured today ${floorText(today, 2)} %` : 'drafted; nothing was measured yet'), words: `${suite.name}: ${metric} at least ${USUAL} %` }
  }
  const lowered = subtract(today, parseDecimal(NOISE_FLOOR) ?? rational(0))
  const value = canonicalDecimal(floorText(lowered.n < 0n ? rational(0) : lowered, 2)) ?? '0'
  return { debt: true, limit: limit(value, `drafted; measured today ${floorText(today, 2)} %, less ${NOISE_FLOOR}`), words: `${suite.name}: ${metric} at least ${value} %, today's value: a debt until it is ${USUAL} %` }
}

/** What the reports that lie in the work tree measure, when there are any that can be read. */
async function todaysPercent(world: World, project: Project, name: string, metric: string) {
  const suite = suiteOf(project.policy, name)
  if (!suite.ok) return undefined
  const { top } = project.checkout
  const paths = await world.files.match(suite.value.reports, top)
  const build = await buildOf(world, project.checkout, {})
  if (paths.length === 0 || !build.ok) return undefined
  const gathered = await gather(await openSources(world, paths, top), { world, top, suite: suite.value, build: build.value, model: undefined })
  if (!gathered.ok) return undefined
  const measured = await measure({ ...gathered.value, world, project, suite: suite.value, build: build.value, selection: 'all' })
  if (!measured.ok) return undefined
  const value = valueOf({ ...measured.value.draft, id: '', manifest: '', files: 0 }, metric, PROJECT)
  return value?.kind === 'count' ? rational(value.covered * 100, value.total) : undefined
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function proseOf(plan: Plan, drafts: readonly string[]): string {
  return [
    plan.limits.length > 0 ? 'The limits that the tools were configured with, taken over as they are, so that nothing gets stricter or looser by adopting datum.' : '',
    drafts.length > 0 ? `Drafted by \`init\`, because no tool had a limit:\n\n${drafts.map((words) => `- ${words}`).join('\n')}` : '',
    plan.notes.length > 0 ? `Not taken over, and why:\n\n${plan.notes.map((note) => `- ${note}`).join('\n')}` : '',
  ].filter((text) => text !== '').join('\n\n') || 'The first entry of the ledger: no limit is set yet.'
}

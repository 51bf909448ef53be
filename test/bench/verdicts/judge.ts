import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import coverage, { type CoverageMapData } from 'istanbul-lib-coverage'
import { collect } from '../../../src/commands/collect.js'
import { ci } from '../../../src/commands/ci.js'
import { judgeBuild } from '../../../src/commands/steps/judge-build.js'
import { recordBuild } from '../../../src/commands/steps/record-build.js'
import type { Judgement } from '../../../src/model/judgement.js'
import { phi } from '../../../src/model/phi.js'
import { add, compare, ZERO, type Rational } from '../../../src/model/rational.js'
import { flowDelta } from '../../../src/model/transition.js'
import { openStore } from '../../../src/record/index.js'
import type { Store } from '../../../src/record/store.js'
import { openWorld } from '../../../src/world/index.js'
import type { World } from '../../../src/world/world.js'
import { CLEAN } from '../../support/datum.js'
import { decide, policy } from '../../support/ledger.js'
import { projectIn, type Project } from '../../support/project.js'
import { valueOf } from '../../support/result.js'
import { junitOf, merged, type Files, type Run, type Runner } from './runs.js'
import { withChange, type Scenario } from './scenarios.js'

export type Told = 'pass' | 'regression' | 'false-failure' | 'false-pass' | 'incomplete' | 'undetermined'

export interface Answer {
  readonly scenario: Scenario
  readonly told: Told
  readonly right: readonly Told[]
  /** Whether what code and tests did lies inside the interval; null where the rulers do not count the same elements. */
  readonly inside: boolean | null
  /** Lines covered and counted: before, as measured, and as the old pipeline measures the change alone. */
  readonly before: Counts
  readonly measured: Counts | null
  readonly alone: Counts
  readonly limit: number
}

export interface Counts {
  readonly covered: number
  readonly total: number
}

/** A project under one limit, with its first baseline, ready for scenarios. */
export interface Prepared {
  readonly project: Project
  readonly files: Files
  readonly base: string
  readonly before: Counts
  readonly limit: number
}

const POLICY = policy({ models: ['serial', 'sharded:2'], reports: ['coverage/coverage-final.json', 'junit.xml'], more: "maxErosion: 'off'" })

export async function prepared(folder: string, runner: Runner, files: Files, below: number): Promise<Prepared> {
  mkdirSync(folder, { recursive: true })
  const project = projectIn(folder)
  project.git('init', '-qb', 'main')
  project.git('config', 'user.name', 'Ada')
  project.git('config', 'user.email', 'ada@example.org')
  const before = linesOf(merged(await runner.all(files, 'nyc')))
  const limit = Math.floor((before.covered / before.total - below / 100) * 10_000) / 100
  project.write('baselines/policy.yaml', POLICY)
  decide(project, { title: 'first limits', limits: [`coverage.lines.min=${limit}`], model: '*', models: ['serial'] })
  project.write('.gitignore', 'coverage*/\n.datum/\n*.gz\njunit.xml\n')
  const base = project.commit('First', files)
  const runs = await runner.all(files, 'nyc')
  await inStore(project, async (world, store) => {
    write(project, 'coverage/coverage-final.json', merged(runs))
    write(project, 'junit.xml', junitOf(runs))
    valueOf(await ci({ reports: [], format: [], build: 'base', branch: 'main', model: 'serial' }, world, async () => ({ ok: true, value: store })))
  })
  copyFileSync(join(folder, '.datum/datum.db'), join(folder, '.datum/base.db'))
  return { project, files, base, before, limit }
}

/** One scenario from its commits to what datum says, and what would have been right. */
export async function answer({ project, files, base, before, limit }: Prepared, scenario: Scenario, runner: Runner): Promise<Answer> {
  copyFileSync(join(project.top, '.datum/base.db'), join(project.top, '.datum/datum.db'))
  for (const suffix of ['-wal', '-shm']) rmSync(join(project.top, `.datum/datum.db${suffix}`), { force: true })
  project.git('checkout', '-qf', '-B', 'main', base)
  if (scenario.baseMoved) applied(project, 'The base moves', scenario.baseMoved)
  project.git('checkout', '-q', '-B', 'topic')
  applied(project, 'The change', scenario.change)
  const moved = scenario.baseMoved ? withChange(files, scenario.baseMoved) : files
  const runs = await runner.all(withChange(moved, scenario.change), scenario.tool, scenario.off)
  const alone = linesOf(merged(await runner.all(withChange(files, scenario.change), 'nyc')))
  const old = await runner.all(files, 'nyc')
  const seen = scenario.known ? await runner.all(files, 'nyc', scenario.off) : null
  const judgement = await inStore(project, async (world, store) => {
    if (seen) for (const [build, some] of [['again', seen], ['once more', old]] as const) await recorded(project, world, store, { reports: some, tests: some, build, commit: base, branch: 'main' })
    return judged(project, world, store, scenario, runs)
  })
  const metric = judgement.metrics.find(({ metric: name }) => name === 'coverage.lines')
  const measured = metric?.candidate.kind === 'count' ? metric.candidate : null
  return { scenario, told: toldBy(judgement), right: rightFor(scenario, alone, measured, limit), inside: scenario.tool === 'c8' ? null : insideOf(judgement, before, alone), before, measured, alone, limit }
}

async function judged(project: Project, world: World, store: Store, scenario: Scenario, runs: readonly Run[]): Promise<Judgement> {
  const reports = runs.filter(({ test }) => !scenario.lostTests.includes(test))
  if (scenario.model === 'serial') return recorded(project, world, store, { reports, tests: runs, build: 'candidate', commit: undefined, branch: 'topic' })
  const parts: string[] = []
  for (const shard of [0, 1].filter((index) => index !== scenario.lostShard)) {
    const own = runs.filter((_run, index) => index % 2 === shard)
    write(project, 'coverage/coverage-final.json', merged(own))
    write(project, 'junit.xml', junitOf(own))
    const output = join(project.top, `shard-${shard + 1}.part.gz`)
    valueOf(await collect({ reports: [], suite: 'unit', part: `${shard + 1}/2`, model: 'sharded:2', output, build: 'candidate', branch: 'topic' }, world))
    parts.push(output)
  }
  return judgedFrom(world, store, { reports: parts, model: 'sharded:2', build: 'candidate', branch: 'topic' })
}

async function recorded(project: Project, world: World, store: Store, { reports, tests, build, commit, branch }: { readonly reports: readonly Run[]; readonly tests: readonly Run[]; readonly build: string; readonly commit: string | undefined; readonly branch: string }): Promise<Judgement> {
  if (commit !== undefined) project.git('checkout', '-q', '--detach', commit)
  write(project, 'coverage/coverage-final.json', merged(reports))
  write(project, 'junit.xml', junitOf(tests))
  const judgement = await judgedFrom(world, store, { reports: [], model: 'serial', build, branch })
  if (commit !== undefined) project.git('checkout', '-q', 'topic')
  return judgement
}

async function judgedFrom(world: World, store: Store, options: { readonly reports: readonly string[]; readonly model: string; readonly build: string; readonly branch: string }): Promise<Judgement> {
  const build = valueOf(await recordBuild({ suite: 'unit', ...options }, world, async () => ({ ok: true, value: store })))
  const { judgement } = valueOf(await judgeBuild({ world, store, project: build.project, candidate: build.stored.measurement, before: null }))
  return judgement
}

async function inStore<T>(project: Project, work: (world: World, store: Store) => Promise<T>): Promise<T> {
  const open = openWorld(project.top, CLEAN)
  const world: World = { ...open, terminal: { ...open.terminal, write: () => undefined, note: () => undefined } }
  const store = valueOf(await openStore('.datum/datum.db', project.top))
  try {
    return await work(world, store)
  } finally {
    await store.close()
  }
}

function applied(project: Project, message: string, { files, removed }: Scenario['change']): void {
  for (const path of removed) project.remove(path)
  project.commit(message, files)
}

function write(project: Project, path: string, text: string): void {
  mkdirSync(dirname(join(project.top, path)), { recursive: true })
  writeFileSync(join(project.top, path), text)
}

function linesOf(report: string): Counts {
  const { lines } = coverage.createCoverageMap(JSON.parse(report) as CoverageMapData).getCoverageSummary().data
  return { covered: lines.covered, total: lines.total }
}

/** A limit that was set for another ruler is only a basis: then what is said of it counts. */
function toldBy({ verdict, findings }: Judgement): Told {
  if (verdict !== 'recalibration-required') return verdict
  const said = (['regression', 'false-failure', 'undetermined'] as const).find((kind) => findings.some((one) => one.kind === kind))
  return said ?? 'pass'
}

const keeps = ({ covered, total }: Counts, limit: number): boolean => BigInt(covered) * 10_000n >= BigInt(Math.round(limit * 100)) * BigInt(total)

/** What a shard takes with it cannot be judged; of a silent loss it is right to say so, or that the code is not to blame. */
function rightFor({ lostShard, lostTests }: Scenario, alone: Counts, measured: Counts | null, limit: number): readonly Told[] {
  if (lostShard !== null) return ['incomplete']
  const state = keeps(alone, limit)
  const gate = measured === null || keeps(measured, limit)
  const told: Told = gate ? (state ? 'pass' : 'false-pass') : state ? 'false-failure' : 'regression'
  return lostTests.length > 0 ? [told, 'incomplete'] : [told]
}

/** Whether the share that code and tests really had lies between what is surely theirs and what may be. */
function insideOf({ metrics }: Judgement, before: Counts, alone: Counts): boolean | null {
  const metric = metrics.find(({ metric: name }) => name === 'coverage.lines')
  if (metric?.attribution.kind !== 'shares' || metric.reference?.kind !== 'count' || metric.candidate.kind !== 'count') return null
  const { reference, candidate } = metric
  const truth = phi(reference, candidate, { dc: alone.covered - before.covered, dt: alone.total - before.total })
  let [lower, upper]: [Rational, Rational] = [ZERO, ZERO]
  for (const { causes, flow } of metric.attribution.groups) {
    const own = causes.filter((cause) => cause === 'code' || cause === 'tests')
    if (own.length === 0 && !causes.includes('unexplained')) continue
    const isSure = own.length === causes.length
    for (const [move, count] of Object.entries(flow) as [keyof typeof flow, number][]) {
      const share = phi(reference, candidate, flowDelta({ lost: 0, gained: 0, enteredCovered: 0, enteredUncovered: 0, leftCovered: 0, leftUncovered: 0, [move]: count }))
      if (isSure || compare(share, ZERO) < 0) lower = add(lower, share)
      if (isSure || compare(share, ZERO) > 0) upper = add(upper, share)
    }
  }
  return compare(lower, truth) <= 0 && compare(truth, upper) <= 0
}

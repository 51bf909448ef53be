import type { Defect } from '../../model/finding.js'
import type { Failure } from '../../model/failure.js'
import type { FileDetail, Slot, Measurement } from '../../model/measurement.js'
import type { Part } from '../../model/part.js'
import type { SuitePolicy } from '../../model/policy.js'
import { err, ok, type Result } from '../../model/result.js'
import { merge } from '../../merge/index.js'
import { pathResolver } from '../../normalise/paths.js'
import { NO_PREFIXES, withPrefixes, type Prefixes } from '../../normalise/prefixes.js'
import { normaliseReport, type NormalReport } from '../../normalise/report.js'
import { scopeFilter, scopesOf } from '../../policy/scopes.js'
import type { MeasurementDraft } from '../../record/store.js'
import { textDigest } from '../../read/part-file.js'
import { classifier } from '../../policy/path-class.js'
import type { World } from '../../world/world.js'
import type { Build } from './build.js'
import type { BuildModel } from './model.js'
import { dirtyInputs, measuredTree } from './inputs.js'
import { staleReports } from './stale.js'
import type { Project } from './project.js'

/** Below this share of known files a report is of another checkout. */
const KNOWN_SHARE = { n: 9, d: 10 }
const EXAMPLES = 5

export interface MeasureInput extends BuildModel {
  readonly world: World
  readonly project: Project
  readonly suite: SuitePolicy
  readonly build: Build
  readonly parts: readonly Part[]
  /** What is said of the paths of the reports; nothing when undefined. */
  readonly prefixes?: Prefixes
  readonly selection: Measurement['selection']
}

/**
 * The name of a build's place in the store. A build no provider names is known by its reports and by where it stands:
 * what a pull request measured is measured anew when its commit is main's.
 */
export function slotOf({ suite, build, model }: Pick<MeasureInput, 'suite' | 'build' | 'model'>, parts: readonly Part[]): Slot {
  const digests = parts.flatMap((part) => part.digests.map(({ sha256 }) => sha256)).sort()
  return {
    repository: build.repository,
    provider: build.provider,
    build: build.build ?? `local:${textDigest([...digests, build.branch ?? '', build.baseBranch ?? ''].join('\n')).slice(0, 16)}`,
    suite: suite.name,
    model: model.text,
    leg: build.leg,
    commit: build.commit,
  }
}

/** Parts -> a measurement that can be stored: paths as git has them, merged, with everything that is wrong with it. */
export async function measure(input: MeasureInput): Promise<Result<{ readonly draft: MeasurementDraft; readonly files: readonly FileDetail[] }, Failure>> {
  const { world, project: { checkout, policy }, suite, build } = input
  const tracked = await world.git.files(build.tree)
  const blobs = new Map(tracked.map(({ path, blob }) => [path, blob]))
  const resolver = pathResolver({
    tracked: tracked.map(({ path }) => path), top: checkout.top, root: suite.root, exists: (path) => world.files.exists(`${checkout.top}/${path}`),
  })
  const normal = input.parts.map((part) => ({ part, reports: part.reports.map((report) => normaliseReport(withPrefixes(report, input.prefixes ?? NO_PREFIXES), resolver)) }))
  const all = normal.flatMap(({ reports }) => reports)
  const stranger = all.find(({ report, reported, known }) => report.measure !== 'tests' && reported > 0 && known === 0)
  if (stranger) return err({ code: 'report-foreign', source: stranger.report.source, reported: stranger.reported, examples: stranger.unknown.slice(0, EXAMPLES) })
  const parts = normal.map(({ part, reports }) => ({ ...part, reports: reports.map(({ report }) => report) }))
  const classOf = classifier(policy.paths)
  const measured = all.flatMap(({ report }) => report.files.map(({ path }) => path))
  const isHead = build.commit === checkout.commit
  const dirty = dirtyInputs([...new Set([...(isHead ? checkout.dirty : []), ...input.parts.flatMap(({ origin }) => origin.dirty)])], new Set(blobs.keys()), measured, classOf)
  const synthetic = build.head !== null && build.head !== build.commit
  const merged = merge(parts, {
    suite: suite.name, leg: build.leg, model: input.model.text, shards: input.model.shards, commit: build.commit, mergeTree: synthetic ? build.tree : null, repository: build.repository,
  }, scopesOf(suite, policy.scopes).map(scopeFilter), await withDirty(world, blobs, dirty))
  const commit = await world.git.commit(build.commit)
  const defects = [...merged.defects, ...staleReports(parts, commit?.time), ...all.flatMap(foreignDefect), ...contextDefects(input, dirty, suite)]
  return ok({
    files: merged.files,
    draft: {
      slot: slotOf(input, input.parts),
      root: suite.root,
      tree: build.tree,
      measuredTree: measuredTree(tracked, classOf),
      parents: build.parents,
      head: build.head,
      base: build.baseCommit,
      synthetic,
      dirty,
      branch: build.branch,
      baseBranch: build.baseBranch,
      assumed: input.assumed,
      fingerprint: merged.fingerprint,
      selection: input.selection,
      parts: merged.parts,
      tests: merged.tests,
      values: merged.values,
      defects,
      whole: merged.whole && !defects.some(({ kind }) => kind === 'foreign-report'),
    },
  })
}

/** Most files of a report are unknown here: it was made of another state of the repository. */
function foreignDefect({ report, reported, known, unknown }: NormalReport): Defect[] {
  if (report.measure === 'tests' || known * KNOWN_SHARE.d >= reported * KNOWN_SHARE.n) return []
  return [{ kind: 'foreign-report', evidence: { source: report.source, known, reported, examples: unknown.slice(0, EXAMPLES) } }]
}

function contextDefects({ assumed, model }: MeasureInput, dirty: readonly string[], suite: SuitePolicy): Defect[] {
  return [
    ...(assumed ? [{ kind: 'model-assumed' as const, evidence: { model: model.text, allowed: suite.models } }] : []),
    ...(dirty.length > 0 ? [{ kind: 'dirty-tree' as const, evidence: { paths: dirty.slice(0, EXAMPLES), count: dirty.length } }] : []),
  ]
}

/** Files of a dirty tree have the content of the work tree, not of the commit. */
async function withDirty(world: World, blobs: ReadonlyMap<string, string>, dirty: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = dirty.filter((path) => !path.endsWith('/'))
  return paths.length === 0 ? blobs : new Map([...blobs, ...await world.git.hash(paths)])
}


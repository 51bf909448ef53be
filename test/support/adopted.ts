import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { measured, type Shots } from './coverage.js'
import type { Owner } from './folder.js'
import { decide, policy } from './ledger.js'
import { emptyProject, type Judged, type Project } from './project.js'
import { reportsFolder } from './reports.js'

type Adopted = Parameters<typeof policy>[0] & {
  readonly limits?: readonly string[]
  readonly model?: string
  /** Models the limits were set for; those of the policy when undefined. */
  readonly setFor?: readonly string[]
}

/** A project that has adopted datum: policy, approved limits, committed on `main`. */
export function adopted(t: Owner, { limits = ['coverage.lines.min=90'], model = '*', setFor, ...of }: Adopted = {}): Project {
  const project = emptyProject(t)
  project.write('baselines/policy.yaml', policy(of))
  if (limits.length > 0) decide(project, { title: 'first limits', limits, model, models: setFor ?? of.models ?? ['serial'] })
  project.commit('Adopt datum')
  return project
}

/** An adopted project with a first baseline: everything covered but what is named. */
export async function withBaseline(t: Owner, of: Adopted & { readonly shots?: Shots } = {}): Promise<{ readonly project: Project; readonly first: Judged }> {
  const project = adopted(t, of)
  measured(project, of.shots)
  const first = await project.ci()
  if (first.code !== 0) throw new Error(`The first build exits ${String(first.code)}: ${first.err}${first.out}`)
  return { project, first }
}

/** Copies a report of a real tool into a project: `nyc-mocha/serial/coverage-final.json`. */
export function fixtureInto(project: Project, name: string, path = 'coverage/coverage-final.json'): string {
  mkdirSync(dirname(join(project.top, path)), { recursive: true })
  copyFileSync(join(reportsFolder, name), join(project.top, path))
  return path
}

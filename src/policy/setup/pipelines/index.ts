import { buildkite } from './buildkite.js'
import { circleci } from './circleci.js'
import { github } from './github.js'
import { gitlab } from './gitlab.js'
import { jenkins } from './jenkins.js'
import type { Pipeline, PipelineName, PipelinePlan } from './types.js'

export { PIPELINES, type Pipeline, type PipelineName, type PipelinePlan } from './types.js'

const WRITERS: { readonly [N in PipelineName]: (plan: PipelinePlan) => Pipeline } = { github, gitlab, circleci, buildkite, jenkins }

/** A pipeline to copy, for one CI. */
export function pipelineFor(name: PipelineName, plan: PipelinePlan): Pipeline {
  return WRITERS[name](plan)
}

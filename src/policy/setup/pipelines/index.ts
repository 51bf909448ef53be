import { buildkite } from './buildkite.js'
import { circleci } from './circleci.js'
import { github } from './github.js'
import { gitlab } from './gitlab.js'
import { jenkins } from './jenkins.js'
import { HEADING } from './shell.js'
import type { Pipeline, PipelineName } from './types.js'

export { PIPELINES, type Pipeline, type PipelineName, type PipelinePlan } from './types.js'

const WRITTEN: { readonly [N in PipelineName]: Pipeline } = { github, gitlab, circleci, buildkite, jenkins }

/** A pipeline to copy, for one CI. */
export function pipelineFor(name: PipelineName): Pipeline {
  return WRITTEN[name]
}

/** True for a file that was written here. */
export function isPipelineText(text: string): boolean {
  return text.replace(/^(?:#|\/\/) /, '').startsWith(HEADING)
}

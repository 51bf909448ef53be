// https://buildkite.com/docs/pipelines/configure/environment-variables
import { repositoryName } from '../url.js'
import { hash, placeOf, text, type Env, type Provider } from './provider.js'

/** `BUILDKITE_COMMIT` may be the word HEAD: then only the resolved one is a commit. A tag's build has it for a branch. */
export const buildkite: Provider = {
  id: 'buildkite',
  detect: (env) => env['BUILDKITE'] === 'true',
  describe: (env) => ({
    repository: repositoryName(env['BUILDKITE_REPO'] ?? ''),
    commit: usesMergeRef(env) ? undefined : commitOf(env),
    head: usesMergeRef(env) ? commitOf(env) : undefined,
    branch: text(env['BUILDKITE_TAG']) === undefined ? text(env['BUILDKITE_BRANCH']) : undefined,
    baseBranch: text(env['BUILDKITE_PULL_REQUEST_BASE_BRANCH']) ?? text(env['BUILDKITE_MERGE_QUEUE_BASE_BRANCH']),
    baseCommit: hash(env['BUILDKITE_MERGE_QUEUE_BASE_COMMIT']),
    pullRequest: env['BUILDKITE_PULL_REQUEST'] === 'false' ? undefined : text(env['BUILDKITE_PULL_REQUEST']),
    build: text(env['BUILDKITE_BUILD_ID']),
    buildUrl: text(env['BUILDKITE_BUILD_URL']),
    job: text(env['BUILDKITE_STEP_KEY']) ?? text(env['BUILDKITE_LABEL']),
    attempt: /^\d{1,6}$/.test(env['BUILDKITE_RETRY_COUNT'] ?? '') ? Number(env['BUILDKITE_RETRY_COUNT']) + 1 : undefined,
    place: placeOf(env['BUILDKITE_PARALLEL_JOB'], env['BUILDKITE_PARALLEL_JOB_COUNT'], 0),
  }),
}

function commitOf(env: Env): string | undefined {
  return hash(env['BUILDKITE_COMMIT']) ?? hash(env['BUILDKITE_COMMIT_RESOLVED'])
}

/** The checked-out tree is then the merge while the reported commit stays the author's: git knows the tested one. */
function usesMergeRef(env: Env): boolean {
  return env['BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC'] === 'true'
}

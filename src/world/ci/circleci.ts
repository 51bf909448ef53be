// https://circleci.com/docs/reference/variables/
import { repositoryName } from '../url.js'
import { hash, placeOf, positive, text, type Provider } from './provider.js'

/** The build number is one job's; the workflow groups the shards. The base branch is not in the environment. */
export const circleci: Provider = {
  id: 'circleci',
  detect: (env) => env['CIRCLECI'] === 'true',
  describe: (env) => ({
    repository: repositoryName(env['CIRCLE_REPOSITORY_URL'] ?? ''),
    commit: hash(env['CIRCLE_SHA1']),
    branch: text(env['CIRCLE_BRANCH']),
    pullRequest: text(env['CIRCLE_PR_NUMBER']) ?? /\/(\d+)$/.exec(env['CIRCLE_PULL_REQUEST'] ?? '')?.[1],
    build: text(env['CIRCLE_WORKFLOW_ID']),
    buildUrl: text(env['CIRCLE_BUILD_URL']),
    job: text(env['CIRCLE_JOB']),
    attempt: positive(env['CIRCLE_BUILD_NUM']),
    place: placeOf(env['CIRCLE_NODE_INDEX'], env['CIRCLE_NODE_TOTAL'], 0),
  }),
}

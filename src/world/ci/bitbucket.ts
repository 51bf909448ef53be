// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
import { repositoryName } from '../url.js'
import { hash, positive, text, type Provider } from './provider.js'

/**
 * For a pull request the target is merged into the source before the build: git knows the tested commit, and the
 * variable has the author's, often shortened and then of no use. Steps of a parallel group are numbered whether or not
 * they are shards of one suite: those that are pass `--part`.
 */
export const bitbucket: Provider = {
  id: 'bitbucket',
  detect: (env) => text(env['BITBUCKET_BUILD_NUMBER']) !== undefined,
  describe: (env) => {
    const pullRequest = text(env['BITBUCKET_PR_ID'])
    const [slug, number] = [text(env['BITBUCKET_REPO_FULL_NAME']), text(env['BITBUCKET_BUILD_NUMBER'])]
    const commit = hash(env['BITBUCKET_COMMIT'])
    return {
      repository: repositoryName(env['BITBUCKET_GIT_HTTP_ORIGIN'] ?? env['BITBUCKET_GIT_SSH_ORIGIN'] ?? ''),
      commit: pullRequest === undefined ? commit : undefined,
      head: pullRequest === undefined ? undefined : commit,
      branch: text(env['BITBUCKET_BRANCH']),
      baseBranch: text(env['BITBUCKET_PR_DESTINATION_BRANCH']),
      baseCommit: hash(env['BITBUCKET_PR_DESTINATION_COMMIT']),
      pullRequest,
      build: text(env['BITBUCKET_PIPELINE_UUID'])?.replace(/^\{(.*)\}$/, '$1') ?? number,
      buildUrl: slug && number ? `https://bitbucket.org/${slug}/pipelines/results/${number}` : undefined,
      attempt: positive(env['BITBUCKET_STEP_RUN_NUMBER']),
    }
  },
}

// https://woodpecker-ci.org/docs/usage/environment
import { repositoryName } from '../url.js'
import { hash, text, type Provider } from './provider.js'

/**
 * Its variables have GitLab's names and other meanings. Of a pull request they name the author's commit, while the
 * clone step takes the forge's ref, which may be the test merge: git knows the tested commit. `CI_COMMIT_BRANCH` is the
 * target then.
 */
export const woodpecker: Provider = {
  id: 'woodpecker',
  detect: (env) => env['CI'] === 'woodpecker' || env['CI_SYSTEM_NAME'] === 'woodpecker',
  describe: (env) => {
    const pullRequest = text(env['CI_COMMIT_PULL_REQUEST'])
    const [commit, branch] = [hash(env['CI_COMMIT_SHA']), text(env['CI_COMMIT_BRANCH'])]
    const isTag = text(env['CI_COMMIT_TAG']) !== undefined
    return {
      repository: repositoryName(env['CI_REPO_CLONE_URL'] ?? env['CI_REPO_URL'] ?? ''),
      commit: pullRequest === undefined ? commit : undefined,
      head: pullRequest === undefined ? undefined : commit,
      branch: pullRequest !== undefined ? text(env['CI_COMMIT_SOURCE_BRANCH']) : isTag ? undefined : branch,
      baseBranch: pullRequest === undefined ? undefined : text(env['CI_COMMIT_TARGET_BRANCH']) ?? branch,
      pullRequest,
      build: text(env['CI_PIPELINE_NUMBER']),
      buildUrl: text(env['CI_PIPELINE_URL']),
      job: text(env['CI_WORKFLOW_NAME']) ?? text(env['CI_STEP_NAME']),
    }
  },
}

// https://docs.drone.io/pipeline/environment/reference/
import { repositoryName } from '../url.js'
import { hash, text, type Provider } from './provider.js'

/**
 * For a pull request the clone step merges the author's commit, the only one the variables name, into the target: git
 * knows the tested one. `DRONE_BRANCH` is the target then.
 */
export const drone: Provider = {
  id: 'drone',
  detect: (env) => env['DRONE'] === 'true',
  describe: (env) => {
    const pullRequest = text(env['DRONE_PULL_REQUEST'])
    const isPush = pullRequest === undefined && text(env['DRONE_TAG']) === undefined
    const [commit, branch] = [hash(env['DRONE_COMMIT_SHA']), text(env['DRONE_BRANCH']) ?? text(env['DRONE_COMMIT_BRANCH'])]
    return {
      repository: repositoryName(env['DRONE_GIT_HTTP_URL'] ?? env['DRONE_REMOTE_URL'] ?? ''),
      commit: pullRequest === undefined ? commit : undefined,
      head: pullRequest === undefined ? undefined : commit,
      branch: isPush ? branch : pullRequest === undefined ? undefined : text(env['DRONE_SOURCE_BRANCH']),
      baseBranch: pullRequest === undefined ? undefined : text(env['DRONE_TARGET_BRANCH']) ?? branch,
      pullRequest,
      before: isPush ? hash(env['DRONE_COMMIT_BEFORE']) : undefined,
      build: text(env['DRONE_BUILD_NUMBER']),
      buildUrl: text(env['DRONE_BUILD_LINK']),
      job: text(env['DRONE_STAGE_NAME']) ?? text(env['DRONE_STEP_NAME']),
    }
  },
}

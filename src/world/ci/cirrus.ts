// https://cirrus-ci.org/guide/writing-tasks/#environment-variables
import { repositoryName } from '../url.js'
import { hash, text, type Provider } from './provider.js'

/**
 * Of a pull request the author's commit is built, on a branch that Cirrus names `pull/N`. `CI_NODE_INDEX` and
 * `CI_NODE_TOTAL` count all tasks of the build: shards pass `--part`.
 */
export const cirrus: Provider = {
  id: 'cirrus',
  detect: (env) => env['CIRRUS_CI'] === 'true',
  describe: (env) => {
    const [pullRequest, build] = [text(env['CIRRUS_PR']), text(env['CIRRUS_BUILD_ID'])]
    return {
      repository: repositoryName(env['CIRRUS_REPO_CLONE_URL'] ?? ''),
      commit: hash(env['CIRRUS_CHANGE_IN_REPO']),
      branch: text(env['CIRRUS_TAG']) === undefined ? text(env['CIRRUS_BRANCH']) : undefined,
      baseBranch: pullRequest === undefined ? undefined : text(env['CIRRUS_BASE_BRANCH']),
      baseCommit: pullRequest === undefined ? undefined : hash(env['CIRRUS_BASE_SHA']),
      pullRequest,
      build,
      buildUrl: build && `https://cirrus-ci.com/build/${build}`,
      job: text(env['CIRRUS_TASK_NAME']),
    }
  },
}

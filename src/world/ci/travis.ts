// https://docs.travis-ci.com/user/environment-variables/#default-environment-variables
import { hash, pushedFrom, text, type Provider } from './provider.js'

/**
 * On pull requests `TRAVIS_BRANCH` is the target and the commit is the test merge; a tag's build has the tag for a
 * branch. The slug does not say on which host the repository is: git tells.
 */
export const travis: Provider = {
  id: 'travis',
  detect: (env) => env['TRAVIS'] === 'true',
  describe: (env) => {
    const pullRequest = env['TRAVIS_PULL_REQUEST'] === 'false' ? undefined : text(env['TRAVIS_PULL_REQUEST'])
    const isPush = pullRequest === undefined && text(env['TRAVIS_TAG']) === undefined
    return {
      commit: hash(env['TRAVIS_COMMIT']),
      head: hash(env['TRAVIS_PULL_REQUEST_SHA']),
      branch: text(env[isPush ? 'TRAVIS_BRANCH' : 'TRAVIS_PULL_REQUEST_BRANCH']),
      baseBranch: pullRequest === undefined ? undefined : text(env['TRAVIS_BRANCH']),
      pullRequest,
      before: isPush ? pushedFrom(env['TRAVIS_COMMIT_RANGE']) : undefined,
      build: text(env['TRAVIS_BUILD_ID']),
      buildUrl: text(env['TRAVIS_BUILD_WEB_URL']),
      job: text(env['TRAVIS_JOB_NAME']),
      image: text(env['TRAVIS_DIST']),
    }
  },
}

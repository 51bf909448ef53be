// https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
import { hash, text, type Provider } from './provider.js'

/** In Pipeline jobs `GIT_*` may be missing (checkout returns them): then git tells. There are no shard variables. */
export const jenkins: Provider = {
  id: 'jenkins',
  detect: (env) => text(env['JENKINS_URL']) !== undefined || text(env['JENKINS_HOME']) !== undefined,
  describe: (env) => {
    const isChange = text(env['CHANGE_ID']) !== undefined
    return {
      commit: hash(env['GIT_COMMIT']),
      branch: isChange ? text(env['CHANGE_BRANCH']) : text(env['BRANCH_NAME']) ?? text(env['GIT_LOCAL_BRANCH']),
      baseBranch: isChange ? text(env['CHANGE_TARGET']) : undefined,
      pullRequest: text(env['CHANGE_ID']),
      before: hash(env['GIT_PREVIOUS_COMMIT']),
      build: text(env['BUILD_TAG']),
      buildUrl: text(env['BUILD_URL']),
      job: text(env['STAGE_NAME']) ?? text(env['JOB_NAME']),
    }
  },
}

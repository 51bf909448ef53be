// https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
import { repositoryName } from '../url.js'
import { hash, text, type Env, type Provider } from './provider.js'

/** In Pipeline jobs `GIT_*` may be missing (checkout returns them): then git tells. There are no shard variables. A tag's build has it for a branch. */
export const jenkins: Provider = {
  id: 'jenkins',
  detect: (env) => text(env['JENKINS_URL']) !== undefined || text(env['JENKINS_HOME']) !== undefined,
  describe: (env) => {
    const isChange = text(env['CHANGE_ID']) !== undefined
    return {
      repository: repositoryName(env['GIT_URL'] ?? ''),
      commit: hash(env['GIT_COMMIT']),
      branch: isChange ? text(env['CHANGE_BRANCH']) : branchName(env),
      baseBranch: isChange ? text(env['CHANGE_TARGET']) : undefined,
      pullRequest: text(env['CHANGE_ID']),
      before: hash(env['GIT_PREVIOUS_COMMIT']),
      build: text(env['BUILD_TAG']),
      buildUrl: text(env['BUILD_URL']),
      job: text(env['STAGE_NAME']) ?? text(env['JOB_NAME']),
    }
  },
}

/** Jobs of one branch know it with its remote only, as `origin/main`. */
function branchName(env: Env): string | undefined {
  if (text(env['TAG_NAME']) !== undefined) return undefined
  return text(env['BRANCH_NAME']) ?? text(env['GIT_LOCAL_BRANCH']) ?? /^origin\/(?!HEAD$)(.+)$/.exec(env['GIT_BRANCH'] ?? '')?.[1]
}

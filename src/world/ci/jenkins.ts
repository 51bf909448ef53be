// https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
import { repositoryName } from '../url.js'
import { hash, text, type Env, type Provider } from './provider.js'

/**
 * In Pipeline jobs `GIT_*` may be missing (checkout returns them): then git tells. There are no shard variables. A tag's
 * build has it for a branch. Pull requests come from a multibranch job, else from the GitHub or GitLab plugin, whose
 * builds have a ref such as `origin/pr/5/merge` for a branch.
 */
export const jenkins: Provider = {
  id: 'jenkins',
  detect: (env) => text(env['JENKINS_URL']) !== undefined || text(env['JENKINS_HOME']) !== undefined,
  describe: (env) => {
    const change = CHANGES.find(({ number }) => text(env[number]) !== undefined)
    return {
      repository: repositoryName(env['GIT_URL'] ?? env['GIT_URL_1'] ?? ''),
      commit: hash(env['GIT_COMMIT']),
      head: change?.head && hash(env[change.head]),
      branch: change ? text(env[change.source]) : branchName(env),
      baseBranch: change && text(env[change.target]),
      pullRequest: change && text(env[change.number]),
      before: change ? undefined : hash(env['GIT_PREVIOUS_COMMIT']),
      build: text(env['BUILD_TAG']),
      buildUrl: text(env['BUILD_URL']),
      job: text(env['STAGE_NAME']) ?? text(env['JOB_NAME']),
    }
  },
}

interface Change {
  readonly number: string
  readonly source: string
  readonly target: string
  readonly head?: string
}

const CHANGES: readonly Change[] = [
  { number: 'CHANGE_ID', source: 'CHANGE_BRANCH', target: 'CHANGE_TARGET' },
  { number: 'ghprbPullId', source: 'ghprbSourceBranch', target: 'ghprbTargetBranch', head: 'ghprbActualCommit' },
  { number: 'gitlabMergeRequestIid', source: 'gitlabSourceBranch', target: 'gitlabTargetBranch', head: 'gitlabMergeRequestLastCommit' },
]

/** Jobs of one branch know it with its remote only, as `origin/main`. */
function branchName(env: Env): string | undefined {
  if (text(env['TAG_NAME']) !== undefined) return undefined
  return text(env['BRANCH_NAME']) ?? text(env['GIT_LOCAL_BRANCH']) ?? /^origin\/(?!HEAD$)(.+)$/.exec(env['GIT_BRANCH'] ?? '')?.[1]
}

// https://docs.gitlab.com/ci/variables/predefined_variables/
import { repositoryName } from '../url.js'
import { hash, placeOf, positive, text, type Provider } from './provider.js'

/**
 * In merged-results pipelines the commit is synthetic and the author's is `…SOURCE_BRANCH_SHA`; otherwise that is
 * empty. Pull requests of a forge that GitLab mirrors have variables of their own. Legs of a `parallel:matrix` are counted like shards and are none: only their name, `test: [a, b]`, tells.
 */
export const gitlab: Provider = {
  id: 'gitlab',
  detect: (env) => env['GITLAB_CI'] === 'true',
  describe: (env) => {
    const host = text(env['CI_SERVER_HOST'])
    const project = text(env['CI_PROJECT_PATH'])
    return {
      repository: host && project ? repositoryName(`https://${host}/${project}`) : undefined,
      commit: hash(env['CI_COMMIT_SHA']),
      head: hash(env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA']) ?? hash(env['CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA']),
      branch: text(env['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME']) ?? text(env['CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME']) ?? text(env['CI_COMMIT_BRANCH']),
      baseBranch: text(env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME']) ?? text(env['CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME']),
      baseCommit: ['CI_MERGE_REQUEST_TARGET_BRANCH_SHA', 'CI_MERGE_REQUEST_DIFF_BASE_SHA', 'CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA'].flatMap((name) => hash(env[name]) ?? [])[0],
      pullRequest: text(env['CI_MERGE_REQUEST_IID']) ?? text(env['CI_EXTERNAL_PULL_REQUEST_IID']),
      before: hash(env['CI_COMMIT_BEFORE_SHA']),
      build: text(env['CI_PIPELINE_ID']),
      buildUrl: text(env['CI_PIPELINE_URL']),
      job: text(env['CI_JOB_GROUP_NAME']) ?? text(env['CI_JOB_NAME'])?.replace(/ \d+\/\d+$|: \[.*\]$/, ''),
      // A retried job is a new job with a higher id: ids order attempts where no counter does.
      attempt: positive(env['CI_JOB_ID']),
      place: /: \[.*\]$/.test(env['CI_JOB_NAME'] ?? '') ? undefined : placeOf(env['CI_NODE_INDEX'], env['CI_NODE_TOTAL'], 1),
      image: text(env['CI_JOB_IMAGE']),
    }
  },
}

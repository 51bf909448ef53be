import { BASE, TESTED, tells, type Variables } from '../support/ci-builds.js'

const BITBUCKET: Variables = {
  CI: 'true', BITBUCKET_BUILD_NUMBER: '77', BITBUCKET_PIPELINE_UUID: '{f1e2-77}', BITBUCKET_STEP_UUID: '{aa-1}', BITBUCKET_STEP_RUN_NUMBER: '1', BITBUCKET_COMMIT: TESTED,
  BITBUCKET_REPO_FULL_NAME: 'team/App', BITBUCKET_REPO_SLUG: 'app', BITBUCKET_WORKSPACE: 'team', BITBUCKET_GIT_HTTP_ORIGIN: 'http://bitbucket.org/team/App',
  BITBUCKET_GIT_SSH_ORIGIN: 'git@bitbucket.org:team/App.git', BITBUCKET_CLONE_DIR: '/opt/atlassian/pipelines/agent/build',
}
const SAYS = {
  provider: 'bitbucket', repository: 'bitbucket.org/team/app', commit: TESTED, build: 'f1e2-77', buildUrl: 'https://bitbucket.org/team/App/pipelines/results/77', attempt: 1,
}
const PULL_REQUEST: Variables = { BITBUCKET_BRANCH: 'topic', BITBUCKET_PR_ID: '5', BITBUCKET_PR_DESTINATION_BRANCH: 'main', BITBUCKET_PR_DESTINATION_COMMIT: BASE }

tells({
  'Bitbucket, a push': { env: { ...BITBUCKET, BITBUCKET_BRANCH: 'main' }, says: { ...SAYS, branch: 'main' } },
  'Bitbucket, a tag': { env: { ...BITBUCKET, BITBUCKET_TAG: 'v1' }, says: SAYS },
  'Bitbucket, a pull request, whose tested commit is a merge that git knows': {
    env: { ...BITBUCKET, ...PULL_REQUEST },
    says: { ...SAYS, commit: undefined, head: TESTED, branch: 'topic', baseBranch: 'main', baseCommit: BASE, pullRequest: '5' },
  },
  'Bitbucket, a pull request, whose hashes are shortened': {
    env: { ...BITBUCKET, ...PULL_REQUEST, BITBUCKET_COMMIT: TESTED.slice(0, 12), BITBUCKET_PR_DESTINATION_COMMIT: BASE.slice(0, 12) },
    says: { ...SAYS, commit: undefined, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  'Bitbucket, a step of a parallel group, which may be no shard': {
    env: { ...BITBUCKET, BITBUCKET_BRANCH: 'main', BITBUCKET_PARALLEL_STEP: '1', BITBUCKET_PARALLEL_STEP_COUNT: '4' },
    says: { ...SAYS, branch: 'main' },
  },
  'Bitbucket, a step that was run again': {
    env: { ...BITBUCKET, BITBUCKET_BRANCH: 'main', BITBUCKET_STEP_RUN_NUMBER: '3', BITBUCKET_PIPELINE_UUID: '' },
    says: { ...SAYS, branch: 'main', attempt: 3, build: '77' },
  },
})

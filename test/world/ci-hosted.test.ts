import { BASE, HEAD, TESTED, tells, type Variables } from '../support/ci-builds.js'

const CIRCLECI: Variables = {
  CI: 'true', CIRCLECI: 'true', CIRCLE_PROJECT_USERNAME: 'Team', CIRCLE_PROJECT_REPONAME: 'App', CIRCLE_REPOSITORY_URL: 'git@github.com:Team/App.git', CIRCLE_SHA1: TESTED, CIRCLE_BRANCH: 'topic',
  CIRCLE_WORKFLOW_ID: 'w-1', CIRCLE_BUILD_NUM: '314', CIRCLE_BUILD_URL: 'https://circleci.com/gh/Team/App/314', CIRCLE_JOB: 'unit', CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '1',
}
const CIRCLECI_SAYS = {
  provider: 'circleci', repository: 'github.com/team/app', commit: TESTED, branch: 'topic', build: 'w-1', buildUrl: 'https://circleci.com/gh/Team/App/314', job: 'unit', attempt: 314,
}
const BUILDKITE: Variables = {
  CI: 'true', BUILDKITE: 'true', BUILDKITE_REPO: 'git@github.com:team/app.git', BUILDKITE_COMMIT: TESTED, BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_PULL_REQUEST_BASE_BRANCH: '',
  BUILDKITE_BUILD_ID: 'b-1', BUILDKITE_BUILD_NUMBER: '77', BUILDKITE_BUILD_URL: 'https://buildkite.com/team/app/builds/77', BUILDKITE_LABEL: ':test_tube: Unit', BUILDKITE_STEP_KEY: 'unit', BUILDKITE_RETRY_COUNT: '0',
}
const BUILDKITE_SAYS = {
  provider: 'buildkite', repository: 'github.com/team/app', commit: TESTED, branch: 'main', build: 'b-1', buildUrl: 'https://buildkite.com/team/app/builds/77', job: 'unit', attempt: 1,
}

tells({
  'CircleCI, one machine': { env: CIRCLECI, says: CIRCLECI_SAYS },
  'CircleCI, the last of four machines': { env: { ...CIRCLECI, CIRCLE_NODE_INDEX: '3', CIRCLE_NODE_TOTAL: '4' }, says: { ...CIRCLECI_SAYS, place: { index: 4, of: 4 } } },
  'CircleCI, a pull request': { env: { ...CIRCLECI, CIRCLE_PULL_REQUEST: 'https://github.com/Team/App/pull/5' }, says: { ...CIRCLECI_SAYS, pullRequest: '5' } },
  'CircleCI, a pull request of a fork': {
    env: { ...CIRCLECI, CIRCLE_BRANCH: 'pull/5', CIRCLE_PR_NUMBER: '5', CIRCLE_PR_USERNAME: 'someone' },
    says: { ...CIRCLECI_SAYS, branch: 'pull/5', pullRequest: '5' },
  },
  'CircleCI, a tag': { env: { ...CIRCLECI, CIRCLE_BRANCH: '', CIRCLE_TAG: 'v1' }, says: { ...CIRCLECI_SAYS, branch: undefined } },

  'Buildkite, a push': { env: BUILDKITE, says: BUILDKITE_SAYS },
  'Buildkite, the first of three jobs, again, of HEAD': {
    env: { ...BUILDKITE, BUILDKITE_COMMIT: 'HEAD', BUILDKITE_COMMIT_RESOLVED: TESTED, BUILDKITE_PARALLEL_JOB: '0', BUILDKITE_PARALLEL_JOB_COUNT: '3', BUILDKITE_RETRY_COUNT: '1' },
    says: { ...BUILDKITE_SAYS, place: { index: 1, of: 3 }, attempt: 2 },
  },
  'Buildkite, HEAD that was not resolved': { env: { ...BUILDKITE, BUILDKITE_COMMIT: 'HEAD' }, says: { ...BUILDKITE_SAYS, commit: undefined } },
  'Buildkite, a pull request': {
    env: { ...BUILDKITE, BUILDKITE_BRANCH: 'topic', BUILDKITE_PULL_REQUEST: '5', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
    says: { ...BUILDKITE_SAYS, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  'Buildkite, the merge of a pull request': {
    env: { ...BUILDKITE, BUILDKITE_COMMIT: HEAD, BUILDKITE_BRANCH: 'topic', BUILDKITE_PULL_REQUEST: '5', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main', BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC: 'true' },
    says: { ...BUILDKITE_SAYS, commit: undefined, head: HEAD, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  'Buildkite, a merge queue': {
    env: { ...BUILDKITE, BUILDKITE_BRANCH: 'gh-readonly-queue/main/pr-5-x', BUILDKITE_MERGE_QUEUE_BASE_BRANCH: 'main', BUILDKITE_MERGE_QUEUE_BASE_COMMIT: BASE },
    says: { ...BUILDKITE_SAYS, branch: 'gh-readonly-queue/main/pr-5-x', baseBranch: 'main', baseCommit: BASE },
  },
  'Buildkite, a tag': { env: { ...BUILDKITE, BUILDKITE_TAG: 'v1', BUILDKITE_BRANCH: 'v1' }, says: { ...BUILDKITE_SAYS, branch: undefined } },
})

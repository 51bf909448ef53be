import { BASE, BEFORE, HEAD, TESTED, ZERO, tells, type Variables } from '../support/ci-builds.js'

const GITLAB: Variables = {
  CI: 'true', GITLAB_CI: 'true', CI_SERVER_HOST: 'gitlab.example.org', CI_SERVER_PORT: '8443', CI_PROJECT_PATH: 'Group/Sub/App', CI_COMMIT_SHA: TESTED, CI_PIPELINE_ID: '55', CI_PIPELINE_IID: '7',
  CI_PIPELINE_URL: 'https://gitlab.example.org/group/sub/app/-/pipelines/55', CI_JOB_ID: '1001', CI_JOB_NAME: 'unit', CI_JOB_GROUP_NAME: 'unit', CI_NODE_TOTAL: '1',
  CI_JOB_IMAGE: 'node:20', CI_COMMIT_BEFORE_SHA: ZERO, CI_REPOSITORY_URL: 'https://gitlab-ci-token:secret@gitlab.example.org/group/sub/app.git',
}
const GITLAB_SAYS = {
  provider: 'gitlab', repository: 'gitlab.example.org/group/sub/app', commit: TESTED, build: '55', buildUrl: 'https://gitlab.example.org/group/sub/app/-/pipelines/55', job: 'unit', attempt: 1001, image: 'node:20',
}
const MERGE_REQUEST: Variables = {
  CI_MERGE_REQUEST_IID: '9', CI_MERGE_REQUEST_ID: '90001', CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_MERGE_REQUEST_DIFF_BASE_SHA: BASE,
}

tells({
  'GitLab, a push': {
    env: { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: BEFORE },
    says: { ...GITLAB_SAYS, branch: 'main', before: BEFORE },
  },
  'GitLab, a tag': { env: { ...GITLAB, CI_COMMIT_TAG: 'v1', CI_COMMIT_REF_NAME: 'v1' }, says: GITLAB_SAYS },
  'GitLab, the third of four parallel jobs': {
    env: { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_JOB_NAME: 'unit 3/4', CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' },
    says: { ...GITLAB_SAYS, branch: 'main', place: { index: 3, of: 4 } },
  },
  'GitLab, parallel jobs of an older server': {
    env: { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_JOB_NAME: 'unit 1/2', CI_JOB_GROUP_NAME: '', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2' },
    says: { ...GITLAB_SAYS, branch: 'main', place: { index: 1, of: 2 } },
  },
  'GitLab, a leg of a matrix': {
    env: { ...GITLAB, CI_COMMIT_BRANCH: 'main', CI_JOB_NAME: 'unit: [node, 20]', CI_NODE_INDEX: '2', CI_NODE_TOTAL: '6' },
    says: { ...GITLAB_SAYS, branch: 'main' },
  },
  'GitLab, a merge request': {
    env: { ...GITLAB, ...MERGE_REQUEST, CI_MERGE_REQUEST_EVENT_TYPE: 'detached', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '', CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '' },
    says: { ...GITLAB_SAYS, branch: 'topic', baseBranch: 'main', baseCommit: BASE, pullRequest: '9' },
  },
  'GitLab, the merged result of a merge request': {
    env: { ...GITLAB, ...MERGE_REQUEST, CI_MERGE_REQUEST_EVENT_TYPE: 'merged_result', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: BEFORE },
    says: { ...GITLAB_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, baseCommit: BEFORE, pullRequest: '9' },
  },
  'GitLab, a merge train': {
    env: { ...GITLAB, ...MERGE_REQUEST, CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: BEFORE },
    says: { ...GITLAB_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, baseCommit: BEFORE, pullRequest: '9' },
  },
  "GitLab, a merge request of a fork's main": {
    env: { ...GITLAB, ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'main', CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: 'someone/app' },
    says: { ...GITLAB_SAYS, branch: 'main', baseBranch: 'main', baseCommit: BASE, pullRequest: '9' },
  },
  'GitLab, a pull request of a mirrored repository': {
    env: {
      ...GITLAB, CI_COMMIT_BRANCH: 'topic', CI_PIPELINE_SOURCE: 'external_pull_request_event', CI_EXTERNAL_PULL_REQUEST_IID: '5', CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME: 'topic',
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: TESTED, CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME: 'main', CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA: BASE,
    },
    says: { ...GITLAB_SAYS, branch: 'topic', baseBranch: 'main', head: TESTED, baseCommit: BASE, pullRequest: '5' },
  },
})

import { BASE, BEFORE, HEAD, TESTED, tells, type Variables } from '../support/ci-builds.js'

const TRAVIS: Variables = {
  CI: 'true', TRAVIS: 'true', CONTINUOUS_INTEGRATION: 'true', TRAVIS_BRANCH: 'main', TRAVIS_COMMIT: TESTED, TRAVIS_COMMIT_RANGE: `${BEFORE}...${TESTED}`, TRAVIS_EVENT_TYPE: 'push', TRAVIS_TAG: '',
  TRAVIS_PULL_REQUEST: 'false', TRAVIS_PULL_REQUEST_BRANCH: '', TRAVIS_PULL_REQUEST_SHA: '', TRAVIS_PULL_REQUEST_SLUG: '', TRAVIS_REPO_SLUG: 'Team/App', TRAVIS_BUILD_ID: '9001',
  TRAVIS_BUILD_NUMBER: '4', TRAVIS_BUILD_WEB_URL: 'https://app.travis-ci.com/Team/App/builds/9001', TRAVIS_JOB_NUMBER: '4.1', TRAVIS_JOB_NAME: 'unit', TRAVIS_DIST: 'jammy',
}
const TRAVIS_SAYS = { provider: 'travis', commit: TESTED, branch: 'main', before: BEFORE, build: '9001', buildUrl: 'https://app.travis-ci.com/Team/App/builds/9001', job: 'unit', image: 'jammy' }

const SEMAPHORE: Variables = {
  CI: 'true', SEMAPHORE: 'true', SEMAPHORE_GIT_SHA: TESTED, SEMAPHORE_GIT_REF_TYPE: 'branch', SEMAPHORE_GIT_BRANCH: 'main', SEMAPHORE_GIT_WORKING_BRANCH: 'main',
  SEMAPHORE_GIT_COMMIT_RANGE: `${BEFORE}...${TESTED}`, SEMAPHORE_GIT_URL: 'git@github.com:Team/App.git', SEMAPHORE_ORGANIZATION_URL: 'https://team.semaphoreci.com', SEMAPHORE_WORKFLOW_ID: 'w-1',
  SEMAPHORE_PIPELINE_ID: 'p-1', SEMAPHORE_JOB_ID: 'j-1', SEMAPHORE_JOB_NAME: 'Unit tests', SEMAPHORE_JOB_CREATION_TIME: '1632943641', SEMAPHORE_AGENT_MACHINE_TYPE: 'e1-standard-2',
  SEMAPHORE_AGENT_MACHINE_OS_IMAGE: 'ubuntu2204',
}
const SEMAPHORE_SAYS = {
  provider: 'semaphore', repository: 'github.com/team/app', commit: TESTED, branch: 'main', before: BEFORE, build: 'w-1', buildUrl: 'https://team.semaphoreci.com/workflows/w-1', job: 'Unit tests',
  attempt: 1632943641, image: 'e1-standard-2 ubuntu2204',
}
const SEMAPHORE_PULL_REQUEST: Variables = {
  SEMAPHORE_GIT_REF_TYPE: 'pull-request', SEMAPHORE_GIT_PR_NUMBER: '5', SEMAPHORE_GIT_PR_BRANCH: 'topic', SEMAPHORE_GIT_WORKING_BRANCH: 'topic', SEMAPHORE_GIT_PR_SHA: HEAD,
  SEMAPHORE_GIT_PR_SLUG: 'someone/app',
}

const APPVEYOR: Variables = {
  CI: 'True', APPVEYOR: 'True', APPVEYOR_URL: 'https://ci.appveyor.com', APPVEYOR_ACCOUNT_NAME: 'Team', APPVEYOR_PROJECT_SLUG: 'app', APPVEYOR_BUILD_ID: '321', APPVEYOR_BUILD_NUMBER: '8',
  APPVEYOR_JOB_ID: 'abc', APPVEYOR_JOB_NAME: 'Image: Ubuntu', APPVEYOR_REPO_PROVIDER: 'gitHub', APPVEYOR_REPO_NAME: 'Team/App', APPVEYOR_REPO_BRANCH: 'main', APPVEYOR_REPO_COMMIT: TESTED,
  APPVEYOR_REPO_TAG: 'false', APPVEYOR_BUILD_WORKER_IMAGE: 'Ubuntu',
}
const APPVEYOR_SAYS = {
  provider: 'appveyor', repository: 'github.com/team/app', commit: TESTED, branch: 'main', build: '321', buildUrl: 'https://ci.appveyor.com/project/Team/app/builds/321', job: 'Image: Ubuntu', image: 'Ubuntu',
}

const CIRRUS: Variables = {
  CI: 'true', CIRRUS_CI: 'true', CIRRUS_BRANCH: 'main', CIRRUS_CHANGE_IN_REPO: TESTED, CIRRUS_REPO_CLONE_URL: 'https://x-access-token:secret@github.com/Team/App.git', CIRRUS_REPO_FULL_NAME: 'Team/App',
  CIRRUS_BUILD_ID: '5713', CIRRUS_TASK_ID: '6604', CIRRUS_TASK_NAME: 'unit', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4', CIRRUS_LAST_GREEN_CHANGE: BEFORE,
}
const CIRRUS_SAYS = { provider: 'cirrus', repository: 'github.com/team/app', commit: TESTED, branch: 'main', build: '5713', buildUrl: 'https://cirrus-ci.com/build/5713', job: 'unit' }

tells({
  'Travis, a push': { env: TRAVIS, says: TRAVIS_SAYS },
  'Travis, the first push of a branch': { env: { ...TRAVIS, TRAVIS_COMMIT_RANGE: '' }, says: { ...TRAVIS_SAYS, before: undefined } },
  'Travis, a range that is shortened': { env: { ...TRAVIS, TRAVIS_COMMIT_RANGE: '444444444444...111111111111' }, says: { ...TRAVIS_SAYS, before: undefined } },
  'Travis, a tag': { env: { ...TRAVIS, TRAVIS_BRANCH: 'v1', TRAVIS_TAG: 'v1' }, says: { ...TRAVIS_SAYS, branch: undefined, before: undefined } },
  'Travis, a pull request of a fork': {
    env: { ...TRAVIS, TRAVIS_EVENT_TYPE: 'pull_request', TRAVIS_PULL_REQUEST: '5', TRAVIS_PULL_REQUEST_BRANCH: 'topic', TRAVIS_PULL_REQUEST_SHA: HEAD, TRAVIS_PULL_REQUEST_SLUG: 'someone/App' },
    says: { ...TRAVIS_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, pullRequest: '5', before: undefined },
  },

  'Semaphore, a push': { env: SEMAPHORE, says: SEMAPHORE_SAYS },
  'Semaphore, a tag': {
    env: { ...SEMAPHORE, SEMAPHORE_GIT_REF_TYPE: 'tag', SEMAPHORE_GIT_BRANCH: 'refs/tags/v1', SEMAPHORE_GIT_WORKING_BRANCH: '', SEMAPHORE_GIT_TAG_NAME: 'v1' },
    says: { ...SEMAPHORE_SAYS, branch: undefined, before: undefined },
  },
  'Semaphore, a pull request of a fork': {
    env: { ...SEMAPHORE, ...SEMAPHORE_PULL_REQUEST }, says: { ...SEMAPHORE_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, pullRequest: '5', before: undefined },
  },
  'Semaphore, the first of four parallel jobs': {
    env: { ...SEMAPHORE, SEMAPHORE_JOB_NAME: 'Unit tests - 1/4', SEMAPHORE_JOB_INDEX: '1', SEMAPHORE_JOB_COUNT: '4' }, says: { ...SEMAPHORE_SAYS, place: { index: 1, of: 4 } },
  },
  'Semaphore, the last of four parallel jobs': {
    env: { ...SEMAPHORE, SEMAPHORE_JOB_NAME: 'Unit tests - 4/4', SEMAPHORE_JOB_INDEX: '4', SEMAPHORE_JOB_COUNT: '4' }, says: { ...SEMAPHORE_SAYS, place: { index: 4, of: 4 } },
  },

  'AppVeyor, a push, on Windows': { env: APPVEYOR, says: APPVEYOR_SAYS },
  'AppVeyor, a push, on Linux': { env: { ...APPVEYOR, CI: 'true', APPVEYOR: 'true' }, says: APPVEYOR_SAYS },
  'AppVeyor, a tag': { env: { ...APPVEYOR, APPVEYOR_REPO_TAG: 'true', APPVEYOR_REPO_TAG_NAME: 'v1', APPVEYOR_REPO_BRANCH: 'v1' }, says: { ...APPVEYOR_SAYS, branch: undefined } },
  'AppVeyor, a pull request': {
    env: { ...APPVEYOR, APPVEYOR_PULL_REQUEST_NUMBER: '5', APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH: 'topic', APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME: 'someone/App', APPVEYOR_PULL_REQUEST_HEAD_COMMIT: HEAD },
    says: { ...APPVEYOR_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, pullRequest: '5' },
  },
  'AppVeyor, a repository on a server of its own': { env: { ...APPVEYOR, APPVEYOR_REPO_PROVIDER: 'gitHubEnterprise' }, says: { ...APPVEYOR_SAYS, repository: undefined } },

  'Cirrus, a push, one task of four': { env: CIRRUS, says: CIRRUS_SAYS },
  'Cirrus, a tag': { env: { ...CIRRUS, CIRRUS_TAG: 'v1', CIRRUS_BRANCH: 'v1' }, says: { ...CIRRUS_SAYS, branch: undefined } },
  'Cirrus, a pull request': {
    env: { ...CIRRUS, CIRRUS_PR: '5', CIRRUS_BRANCH: 'pull/5', CIRRUS_BASE_BRANCH: 'main', CIRRUS_BASE_SHA: BASE },
    says: { ...CIRRUS_SAYS, branch: 'pull/5', baseBranch: 'main', baseCommit: BASE, pullRequest: '5' },
  },
})

import { BEFORE, TESTED, tells, ZERO, type Variables } from '../support/ci-builds.js'

const DRONE: Variables = {
  CI: 'true', DRONE: 'true', DRONE_BRANCH: 'main', DRONE_COMMIT_BRANCH: 'main', DRONE_COMMIT: TESTED, DRONE_COMMIT_SHA: TESTED, DRONE_COMMIT_BEFORE: BEFORE, DRONE_COMMIT_REF: 'refs/heads/main',
  DRONE_BUILD_EVENT: 'push', DRONE_BUILD_NUMBER: '42', DRONE_BUILD_LINK: 'https://drone.example.org/team/app/42', DRONE_GIT_HTTP_URL: 'https://user:secret@github.com/Team/App.git', DRONE_REPO: 'Team/App',
  DRONE_STAGE_NAME: 'unit', DRONE_STEP_NAME: 'test', DRONE_SOURCE_BRANCH: 'main', DRONE_TARGET_BRANCH: 'main',
}
const DRONE_SAYS = {
  provider: 'drone', repository: 'github.com/team/app', commit: TESTED, branch: 'main', before: BEFORE, build: '42', buildUrl: 'https://drone.example.org/team/app/42', job: 'unit',
}

const WOODPECKER: Variables = {
  CI: 'woodpecker', CI_SYSTEM_NAME: 'woodpecker', CI_REPO: 'Team/App', CI_REPO_URL: 'https://codeberg.org/Team/App', CI_REPO_CLONE_URL: 'https://codeberg.org/Team/App.git', CI_COMMIT_SHA: TESTED,
  CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF: 'refs/heads/main', CI_PREV_COMMIT_SHA: BEFORE, CI_PIPELINE_NUMBER: '8', CI_PIPELINE_EVENT: 'push', CI_PIPELINE_URL: 'https://ci.example.org/repos/7/pipeline/8',
  CI_WORKFLOW_NAME: 'unit', CI_STEP_NAME: 'test', CI_STEP_NUMBER: '2',
}
const WOODPECKER_SAYS = {
  provider: 'woodpecker', repository: 'codeberg.org/team/app', commit: TESTED, branch: 'main', build: '8', buildUrl: 'https://ci.example.org/repos/7/pipeline/8', job: 'unit',
}
const WOODPECKER_PULL_REQUEST: Variables = {
  CI_PIPELINE_EVENT: 'pull_request', CI_COMMIT_PULL_REQUEST: '5', CI_COMMIT_SOURCE_BRANCH: 'topic', CI_COMMIT_TARGET_BRANCH: 'main', CI_COMMIT_REF: 'refs/pull/5/merge',
}

const TEAMCITY: Variables = {
  TEAMCITY_VERSION: '2025.07 (build 197242)', TEAMCITY_BUILDCONF_NAME: 'Unit tests', TEAMCITY_PROJECT_NAME: 'App', BUILD_NUMBER: '17', BUILD_VCS_NUMBER: TESTED,
  BUILD_URL: 'https://tc.example.org/buildConfiguration/App_Unit/4711', TEAMCITY_BUILD_PROPERTIES_FILE: '/agent/temp/teamcity.build.properties',
}
const TEAMCITY_SAYS = {
  provider: 'teamcity', commit: TESTED, build: 'Unit tests 17', buildUrl: 'https://tc.example.org/buildConfiguration/App_Unit/4711', job: 'Unit tests',
}
const PARAMETERS = { 'teamcity.build.id': '4711', 'teamcity.build.branch': 'main', 'vcsroot.url': 'https://user:secret@github.com/Team/App.git', 'vcsroot.branch': 'refs/heads/main' }
const PARAMETERS_SAY = { ...TEAMCITY_SAYS, repository: 'github.com/team/app', build: '4711' }

tells({
  'Drone, a push': { env: DRONE, says: DRONE_SAYS },
  'Drone, the first push of a branch': { env: { ...DRONE, DRONE_COMMIT_BEFORE: ZERO }, says: { ...DRONE_SAYS, before: undefined } },
  'Drone, a tag': { env: { ...DRONE, DRONE_BUILD_EVENT: 'tag', DRONE_TAG: 'v1' }, says: { ...DRONE_SAYS, branch: undefined, before: undefined } },
  'Drone, a pull request, which its clone step merges': {
    env: { ...DRONE, DRONE_BUILD_EVENT: 'pull_request', DRONE_PULL_REQUEST: '5', DRONE_SOURCE_BRANCH: 'topic', DRONE_COMMIT_REF: 'refs/pull/5/head' },
    says: { ...DRONE_SAYS, commit: undefined, head: TESTED, branch: 'topic', baseBranch: 'main', pullRequest: '5', before: undefined },
  },

  'Woodpecker, a push': { env: WOODPECKER, says: WOODPECKER_SAYS },
  "Woodpecker, whose variables for Drone's plugins are set": { env: { ...DRONE, ...WOODPECKER }, says: WOODPECKER_SAYS },
  'Woodpecker, where the pipeline sets CI itself': { env: { ...WOODPECKER, CI: 'true' }, says: WOODPECKER_SAYS },
  'Woodpecker, a tag': { env: { ...WOODPECKER, CI_COMMIT_TAG: 'v1', CI_COMMIT_REF: 'refs/tags/v1' }, says: { ...WOODPECKER_SAYS, branch: undefined } },
  'Woodpecker, a pull request': {
    env: { ...WOODPECKER, ...WOODPECKER_PULL_REQUEST }, says: { ...WOODPECKER_SAYS, commit: undefined, head: TESTED, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },

  'TeamCity, without its files': { env: TEAMCITY, says: TEAMCITY_SAYS },
  'TeamCity, a branch': { env: TEAMCITY, event: PARAMETERS, says: { ...PARAMETERS_SAY, branch: 'main' } },
  'TeamCity, the default branch, whose name is that of its root': { env: TEAMCITY, event: { ...PARAMETERS, 'teamcity.build.branch': '<default>' }, says: { ...PARAMETERS_SAY, branch: 'main' } },
  'TeamCity, a default branch without a name': {
    env: TEAMCITY, event: { ...PARAMETERS, 'teamcity.build.branch': '<default>', 'vcsroot.branch': '%branch%' }, says: PARAMETERS_SAY,
  },
  'TeamCity, a tag': { env: TEAMCITY, event: { ...PARAMETERS, 'teamcity.build.branch': 'refs/tags/v1' }, says: PARAMETERS_SAY },
  'TeamCity, a pull request': {
    env: TEAMCITY,
    event: { ...PARAMETERS, 'teamcity.build.branch': 'pull/5', 'teamcity.pullRequest.number': '5', 'teamcity.pullRequest.source.branch': 'topic', 'teamcity.pullRequest.target.branch': 'refs/heads/main' },
    says: { ...PARAMETERS_SAY, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  'TeamCity, the second of three batches, each a build of its own': {
    env: TEAMCITY, event: { ...PARAMETERS, 'teamcity.build.parallelTests.currentBatch': '2', 'teamcity.build.parallelTests.totalBatches': '3' },
    says: { ...PARAMETERS_SAY, branch: 'main', build: undefined, place: { index: 2, of: 3 } },
  },
})

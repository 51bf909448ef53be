import { BEFORE, HEAD, TESTED, tells, type Variables } from '../support/ci-builds.js'

const JENKINS: Variables = {
  JENKINS_URL: 'https://jenkins.example.org/', BUILD_TAG: 'jenkins-app-main-8', BUILD_NUMBER: '8', BUILD_URL: 'https://user:token@jenkins.example.org/job/app/8/', JOB_NAME: 'app/main', STAGE_NAME: 'Unit tests',
}
const JENKINS_SAYS = { provider: 'jenkins', build: 'jenkins-app-main-8', buildUrl: 'https://jenkins.example.org/job/app/8/', job: 'Unit tests' }

tells({
  'Jenkins, a pipeline whose checkout told nothing': { env: JENKINS, says: JENKINS_SAYS },
  'Jenkins, a branch': {
    env: { ...JENKINS, BRANCH_NAME: 'main', GIT_BRANCH: 'origin/main', GIT_COMMIT: TESTED, GIT_PREVIOUS_COMMIT: BEFORE, GIT_URL: 'https://user:secret@example.org/team/app.git' },
    says: { ...JENKINS_SAYS, repository: 'example.org/team/app', commit: TESTED, branch: 'main', before: BEFORE },
  },
  'Jenkins, a freestyle job': {
    env: { ...JENKINS, STAGE_NAME: '', GIT_BRANCH: 'origin/release/1', GIT_COMMIT: TESTED },
    says: { ...JENKINS_SAYS, job: 'app/main', commit: TESTED, branch: 'release/1' },
  },
  'Jenkins, a pull request': {
    env: { ...JENKINS, BRANCH_NAME: 'PR-5', CHANGE_ID: '5', CHANGE_BRANCH: 'topic', CHANGE_TARGET: 'main', GIT_COMMIT: TESTED },
    says: { ...JENKINS_SAYS, commit: TESTED, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  'Jenkins, a tag': { env: { ...JENKINS, BRANCH_NAME: 'v1', TAG_NAME: 'v1' }, says: JENKINS_SAYS },
  'Jenkins, a pull request of a fork': {
    env: { ...JENKINS, BRANCH_NAME: 'PR-5', CHANGE_ID: '5', CHANGE_BRANCH: 'main', CHANGE_FORK: 'someone', CHANGE_TARGET: 'main', GIT_COMMIT: TESTED, GIT_PREVIOUS_COMMIT: BEFORE },
    says: { ...JENKINS_SAYS, commit: TESTED, branch: 'main', baseBranch: 'main', pullRequest: '5' },
  },
  "Jenkins, a pull request of GitHub's older plugin": {
    env: {
      ...JENKINS, GIT_BRANCH: 'origin/pr/5/merge', sha1: 'origin/pr/5/merge', GIT_COMMIT: TESTED, ghprbPullId: '5', ghprbActualCommit: HEAD, ghprbSourceBranch: 'topic',
      ghprbTargetBranch: 'main',
    },
    says: { ...JENKINS_SAYS, commit: TESTED, head: HEAD, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  "Jenkins, a merge request of GitLab's plugin": {
    env: {
      ...JENKINS, GIT_BRANCH: 'origin/topic', GIT_COMMIT: TESTED, gitlabActionType: 'MERGE', gitlabMergeRequestIid: '9', gitlabSourceBranch: 'topic', gitlabTargetBranch: 'main',
      gitlabMergeRequestLastCommit: HEAD,
    },
    says: { ...JENKINS_SAYS, commit: TESTED, head: HEAD, branch: 'topic', baseBranch: 'main', pullRequest: '9' },
  },
  "Jenkins, a push of GitLab's plugin": {
    env: { ...JENKINS, GIT_BRANCH: 'origin/main', GIT_COMMIT: TESTED, gitlabActionType: 'PUSH', gitlabSourceBranch: 'main', gitlabTargetBranch: 'main' },
    says: { ...JENKINS_SAYS, commit: TESTED, branch: 'main' },
  },
})

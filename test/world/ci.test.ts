import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { CiContext } from '../../src/model/context.js'
import { ciContext, providers, readEvent } from '../../src/world/ci/index.js'
import type { Event } from '../../src/world/ci/provider.js'
import { temporaryFolder } from '../support/folder.js'

const [TESTED, HEAD, BASE, BEFORE] = ['1', '2', '3', '4'].map((digit) => digit.repeat(40)) as [string, string, string, string]
const ZERO = '0'.repeat(40)

type Variables = Readonly<Record<string, string>>

/** A build as a provider shows it, and all that datum may take from it. */
interface Build {
  readonly env: Variables
  readonly event?: Event
  readonly says: CiContext
}

const GITHUB: Variables = {
  CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'Team/App', GITHUB_RUN_ID: '987', GITHUB_RUN_NUMBER: '12',
  GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'unit', GITHUB_WORKFLOW: 'CI', GITHUB_SHA: TESTED, GITHUB_HEAD_REF: '', GITHUB_BASE_REF: '', RUNNER_OS: 'Linux',
  ImageOS: 'ubuntu24', ImageVersion: '20261101.1',
}
const GITHUB_SAYS = {
  provider: 'github', repository: 'github.com/team/app', commit: TESTED, build: '987', buildUrl: 'https://github.com/Team/App/actions/runs/987', job: 'unit', attempt: 2, image: 'ubuntu24 20261101.1',
}
const PULL_REQUEST = { number: 5, before: BEFORE, pull_request: { number: 5, head: { sha: HEAD, ref: 'topic' }, base: { sha: BASE, ref: 'main' } } }

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

const AZURE: Variables = {
  TF_BUILD: 'True', BUILD_SOURCEVERSION: TESTED, BUILD_SOURCEBRANCH: 'refs/heads/release/1.x', BUILD_SOURCEBRANCHNAME: '1.x', BUILD_BUILDID: '4242', BUILD_REPOSITORY_URI: 'https://team@dev.azure.com/Team/Project/_git/App',
  SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/team/', SYSTEM_TEAMPROJECT: 'My Project', SYSTEM_STAGENAME: '__default', SYSTEM_PHASENAME: 'unit', SYSTEM_JOBDISPLAYNAME: 'unit 2',
  SYSTEM_JOBATTEMPT: '1', SYSTEM_PARALLELEXECUTIONTYPE: 'None', ImageOS: 'ubuntu22', ImageVersion: '1.0',
}
const AZURE_SAYS = {
  provider: 'azure', repository: 'dev.azure.com/team/project/_git/app', commit: TESTED, branch: 'release/1.x', build: '4242',
  buildUrl: 'https://dev.azure.com/team/My%20Project/_build/results?buildId=4242', job: 'unit', attempt: 1, image: 'ubuntu22 1.0',
}

const JENKINS: Variables = {
  JENKINS_URL: 'https://jenkins.example.org/', BUILD_TAG: 'jenkins-app-main-8', BUILD_NUMBER: '8', BUILD_URL: 'https://user:token@jenkins.example.org/job/app/8/', JOB_NAME: 'app/main', STAGE_NAME: 'Unit tests',
}
const JENKINS_SAYS = { provider: 'jenkins', build: 'jenkins-app-main-8', buildUrl: 'https://jenkins.example.org/job/app/8/', job: 'Unit tests' }

const builds: Readonly<Record<string, Build>> = {
  'GitHub, a push': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/feature/x', GITHUB_REF_NAME: 'feature/x', GITHUB_REF_TYPE: 'branch' },
    event: { before: BEFORE, after: TESTED },
    says: { ...GITHUB_SAYS, branch: 'feature/x', before: BEFORE },
  },
  'GitHub, the first push of a branch': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' },
    event: { before: ZERO },
    says: { ...GITHUB_SAYS, branch: 'main' },
  },
  'GitHub, a tag': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/tags/v1', GITHUB_REF_NAME: 'v1', GITHUB_REF_TYPE: 'tag' },
    event: null,
    says: GITHUB_SAYS,
  },
  'GitHub, a pull request': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge', GITHUB_REF_NAME: '5/merge', GITHUB_REF_TYPE: 'branch', GITHUB_HEAD_REF: 'topic', GITHUB_BASE_REF: 'main' },
    event: PULL_REQUEST,
    says: { ...GITHUB_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, baseCommit: BASE, pullRequest: '5' },
  },
  'GitHub, a pull request whose event file is lost': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/5/merge', GITHUB_HEAD_REF: 'topic', GITHUB_BASE_REF: 'main' },
    says: { ...GITHUB_SAYS, branch: 'topic', baseBranch: 'main', pullRequest: '5' },
  },
  'GitHub, a review of a pull request': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'pull_request_review', GITHUB_REF: 'refs/pull/5/merge', GITHUB_REF_NAME: '5/merge' },
    event: { pull_request: PULL_REQUEST.pull_request },
    says: { ...GITHUB_SAYS, branch: 'topic', baseBranch: 'main', head: HEAD, baseCommit: BASE, pullRequest: '5' },
  },
  'GitHub, a pull request from a fork that runs with secrets': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: 'topic', GITHUB_BASE_REF: 'main' },
    event: PULL_REQUEST,
    says: { ...GITHUB_SAYS, commit: undefined, branch: 'topic', baseBranch: 'main', head: HEAD, baseCommit: BASE, pullRequest: '5' },
  },
  'GitHub, a pull request that was closed by merging': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/heads/main', GITHUB_HEAD_REF: 'topic', GITHUB_BASE_REF: 'main' },
    event: { number: 5, pull_request: PULL_REQUEST.pull_request },
    says: { ...GITHUB_SAYS, branch: 'main' },
  },
  'GitHub, a merge queue': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'merge_group', GITHUB_REF: `refs/heads/gh-readonly-queue/release/1/pr-5-${HEAD}` },
    event: { merge_group: { base_sha: BASE, head_sha: TESTED } },
    says: { ...GITHUB_SAYS, branch: `gh-readonly-queue/release/1/pr-5-${HEAD}`, baseBranch: 'release/1', baseCommit: BASE },
  },
  'GitHub, a nightly run': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' },
    event: { schedule: '0 0 * * *' },
    says: { ...GITHUB_SAYS, branch: 'main' },
  },
  'GitHub Enterprise, on its own machines': {
    env: { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.example.org:8443', GITHUB_REPOSITORY: 'team/app', GITHUB_SHA: TESTED, GITHUB_REF: 'refs/heads/main' },
    says: { provider: 'github', repository: 'github.example.org/team/app', commit: TESTED, branch: 'main' },
  },

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
  'Buildkite, a tag': { env: { ...BUILDKITE, BUILDKITE_TAG: 'v1', BUILDKITE_BRANCH: 'v1' }, says: { ...BUILDKITE_SAYS, branch: undefined } },

  'Azure, a push': { env: AZURE, says: AZURE_SAYS },
  'Azure, a tag': { env: { ...AZURE, BUILD_SOURCEBRANCH: 'refs/tags/v1' }, says: { ...AZURE_SAYS, branch: undefined } },
  'Azure, the first of five parallel jobs': {
    env: { ...AZURE, SYSTEM_PARALLELEXECUTIONTYPE: 'MultiMachine', SYSTEM_JOBPOSITIONINPHASE: '1', SYSTEM_TOTALJOBSINPHASE: '5' },
    says: { ...AZURE_SAYS, place: { index: 1, of: 5 } },
  },
  'Azure, a leg of a matrix': {
    env: { ...AZURE, SYSTEM_PARALLELEXECUTIONTYPE: 'MultiConfiguration', SYSTEM_JOBPOSITIONINPHASE: '1', SYSTEM_TOTALJOBSINPHASE: '5' },
    says: AZURE_SAYS,
  },
  'Azure, a pull request of Azure Repos': {
    env: {
      ...AZURE, BUILD_SOURCEBRANCH: 'refs/pull/5/merge', SYSTEM_PULLREQUEST_PULLREQUESTID: '5', SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD,
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/topic/a', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
    },
    says: { ...AZURE_SAYS, branch: 'topic/a', baseBranch: 'main', head: HEAD, pullRequest: '5' },
  },
  'Azure, a pull request of GitHub': {
    env: {
      ...AZURE, BUILD_SOURCEBRANCH: 'refs/pull/5/merge', SYSTEM_PULLREQUEST_PULLREQUESTID: '1234567', SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '5', SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD,
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'topic', SYSTEM_PULLREQUEST_TARGETBRANCH: 'main', BUILD_REPOSITORY_URI: 'https://github.com/team/app',
    },
    says: { ...AZURE_SAYS, repository: 'github.com/team/app', branch: 'topic', baseBranch: 'main', head: HEAD, pullRequest: '5' },
  },

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
}

const said = (context: object | null): object => Object.fromEntries(Object.entries(context ?? {}).filter(([, value]) => value !== undefined))

for (const [what, { env, event = null, says }] of Object.entries(builds)) {
  test(what, (t) => {
    const context = ciContext(env, event)
    t.deepEqual(said(context), said(says))
    t.notRegex(JSON.stringify(context), /secret|token@|:token/)
  })
}

test('a developer is no CI', (t) => {
  t.is(ciContext({}, null), null)
  t.is(ciContext({ CI: 'true', GITHUB_SHA: TESTED, GITHUB_ACTIONS: 'false' }, null), null)
})

test('a provider that tells nothing but itself leaves everything open', (t) => {
  const bare: Variables[] = [{ GITHUB_ACTIONS: 'true' }, { GITLAB_CI: 'true' }, { CIRCLECI: 'true' }, { BUILDKITE: 'true' }, { TF_BUILD: 'True' }, { JENKINS_URL: 'x' }]
  t.deepEqual(bare.map((env) => said(ciContext(env, null))), providers.map(({ id }) => ({ provider: id })))
})

test("a build's agent may run within another provider's machine", (t) => {
  t.is(ciContext({ ...JENKINS, ...GITHUB, GITHUB_REF: 'refs/heads/main' }, null)?.provider, 'github')
})

test('an index that is not within its total is no place', (t) => {
  const place = (index: string, total: string) => ciContext({ ...CIRCLECI, CIRCLE_NODE_INDEX: index, CIRCLE_NODE_TOTAL: total }, null)?.place
  for (const [index, total] of [['4', '4'], ['-1', '4'], ['', '4'], ['x', '4'], ['0', ''], ['0', '0'], ['0', '1'], ['0', '-2'], ['1.5', '4'], ['0', '4x']] as const) t.is(place(index, total), undefined)
})

test('the event file is read when there is one that can be', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'event.json'), JSON.stringify(PULL_REQUEST))
  writeFileSync(join(folder, 'broken.json'), '{')
  t.deepEqual(await readEvent({ GITHUB_EVENT_PATH: join(folder, 'event.json') }), PULL_REQUEST)
  for (const path of [join(folder, 'broken.json'), join(folder, 'nowhere.json'), folder, '']) t.is(await readEvent({ GITHUB_EVENT_PATH: path }), null)
  t.is(await readEvent({}), null)
})

test('an event that is not what it should be says nothing', (t) => {
  const { env } = builds['GitHub, a pull request']!
  for (const event of [null, {}, [], 'text', 5, { pull_request: null, number: {} }, { pull_request: { head: 'x', base: { sha: 7 } } }]) {
    t.like(ciContext(env, event as Event), { head: undefined, baseCommit: undefined, pullRequest: '5' })
  }
})

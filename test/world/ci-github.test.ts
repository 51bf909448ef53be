import { BASE, BEFORE, HEAD, TESTED, tells, ZERO, type Variables } from '../support/ci-builds.js'

const GITHUB: Variables = {
  CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'Team/App', GITHUB_RUN_ID: '987', GITHUB_RUN_NUMBER: '12',
  GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'unit', GITHUB_WORKFLOW: 'CI', GITHUB_SHA: TESTED, GITHUB_HEAD_REF: '', GITHUB_BASE_REF: '', RUNNER_OS: 'Linux',
  ImageOS: 'ubuntu24', ImageVersion: '20261101.1',
}
const GITHUB_SAYS = {
  provider: 'github', repository: 'github.com/team/app', commit: TESTED, build: '987', buildUrl: 'https://github.com/Team/App/actions/runs/987', job: 'unit', attempt: 2, image: 'ubuntu24 20261101.1',
}
const PULL_REQUEST = { number: 5, before: BEFORE, pull_request: { number: 5, head: { sha: HEAD, ref: 'topic' }, base: { sha: BASE, ref: 'main' } } }

tells({
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
  'GitHub, a run after a workflow of any other commit': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REF: 'refs/heads/main' },
    event: { workflow_run: { head_sha: HEAD, head_branch: 'main', event: 'pull_request' } },
    says: { ...GITHUB_SAYS, commit: undefined },
  },
  'GitHub, a command in a comment': {
    env: { ...GITHUB, GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REF: 'refs/heads/main' },
    event: { issue: { number: 5 } },
    says: { ...GITHUB_SAYS, commit: undefined },
  },
  'GitHub, a shard, whose variables of other providers say nothing': {
    env: { ...GITHUB, GITHUB_REF: 'refs/heads/main', CI_NODE_INDEX: '0', CI_NODE_TOTAL: '4' },
    says: { ...GITHUB_SAYS, branch: 'main' },
  },
  'GitHub Enterprise, on its own machines': {
    env: { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.example.org:8443', GITHUB_REPOSITORY: 'team/app', GITHUB_SHA: TESTED, GITHUB_REF: 'refs/heads/main' },
    says: { provider: 'github', repository: 'github.example.org/team/app', commit: TESTED, branch: 'main' },
  },
})

// https://docs.github.com/actions/reference/workflows-and-actions/variables
import { repositoryName } from '../url.js'
import { branchRef, eventText, hash, positive, text, type Env, type Event, type Provider } from './provider.js'

/**
 * On pull requests the checked-out commit is the test merge `refs/pull/N/merge`; the author's commit is in the event
 * file. When one was closed by merging, the build is of its base branch. Some events run on the default branch for
 * the sake of another commit, and only git knows which one was checked out. A matrix leg's index is not in the
 * environment: shards pass `--part`.
 */
export const github: Provider = {
  id: 'github',
  detect: (env) => env['GITHUB_ACTIONS'] === 'true',
  event: {
    path: (env, known) => (known === null ? text(env['GITHUB_EVENT_PATH']) : undefined),
    parse: (json) => JSON.parse(json) as Event,
  },
  describe: (env, event) => {
    const isTarget = env['GITHUB_EVENT_NAME'] === 'pull_request_target'
    const number = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1]
    const isPullRequest = isTarget || number !== undefined
    const change = isPullRequest ? event : null
    return {
      repository: repository(env),
      commit: isTarget || isOfAnother(env) ? undefined : hash(env['GITHUB_SHA']),
      head: hash(eventText(change, 'pull_request', 'head', 'sha')),
      branch: isPullRequest ? text(env['GITHUB_HEAD_REF']) ?? eventText(event, 'pull_request', 'head', 'ref') : isOfAnother(env) ? undefined : branchRef(env['GITHUB_REF']),
      baseBranch: isPullRequest ? text(env['GITHUB_BASE_REF']) ?? eventText(event, 'pull_request', 'base', 'ref') : mergeQueueBase(env),
      baseCommit: hash(eventText(change, 'pull_request', 'base', 'sha')) ?? hash(eventText(event, 'merge_group', 'base_sha')),
      pullRequest: number ?? eventText(change, 'number') ?? eventText(change, 'pull_request', 'number'),
      before: isPullRequest ? undefined : hash(eventText(event, 'before')),
      build: text(env['GITHUB_RUN_ID']),
      buildUrl: buildUrl(env),
      job: text(env['GITHUB_JOB']),
      attempt: positive(env['GITHUB_RUN_ATTEMPT']),
      image: image(env),
    }
  },
}

function repository(env: Env): string | undefined {
  const slug = text(env['GITHUB_REPOSITORY'])
  const server = text(env['GITHUB_SERVER_URL'])
  return slug && server ? repositoryName(`${server}/${slug}`) : undefined
}

function buildUrl(env: Env): string | undefined {
  const [server, slug, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map((name) => text(env[name]))
  return server && slug && run ? `${server}/${slug}/actions/runs/${run}` : undefined
}

/** Events that may concern any commit, while ref and commit are those of the default branch. */
function isOfAnother(env: Env): boolean {
  return env['GITHUB_EVENT_NAME'] === 'workflow_run' || env['GITHUB_EVENT_NAME'] === 'issue_comment'
}

/** `gh-readonly-queue/<base>/pr-N-<sha>` */
function mergeQueueBase(env: Env): string | undefined {
  return /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/.exec(env['GITHUB_REF'] ?? '')?.[1]
}

function image(env: Env): string | undefined {
  const name = text(env['ImageOS'])
  return name && [name, text(env['ImageVersion'])].filter(Boolean).join(' ')
}

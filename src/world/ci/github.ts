// https://docs.github.com/actions/reference/workflows-and-actions/variables
import { eventText, hash, positive, text, type Provider } from './provider.js'

/**
 * On `pull_request` the checked-out commit is the test merge `refs/pull/N/merge`; the author's commit is in the event
 * file. A matrix leg's index is not in the environment: shards pass `--part`.
 */
export const github: Provider = {
  id: 'github',
  detect: (env) => env['GITHUB_ACTIONS'] === 'true',
  describe: (env, event) => {
    const isPullRequest = text(env['GITHUB_BASE_REF']) !== undefined
    return {
      repository: repository(env),
      commit: env['GITHUB_EVENT_NAME'] === 'pull_request_target' ? undefined : hash(env['GITHUB_SHA']),
      head: isPullRequest ? hash(eventText(event, 'pull_request', 'head', 'sha')) : undefined,
      branch: isPullRequest ? text(env['GITHUB_HEAD_REF']) : branchName(env),
      baseBranch: text(env['GITHUB_BASE_REF']) ?? mergeQueueBase(env),
      baseCommit: hash(eventText(event, 'pull_request', 'base', 'sha')) ?? hash(eventText(event, 'merge_group', 'base_sha')),
      pullRequest: /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1] ?? eventText(event, 'number'),
      before: isPullRequest ? undefined : hash(eventText(event, 'before')),
      build: text(env['GITHUB_RUN_ID']),
      buildUrl: buildUrl(env),
      job: text(env['GITHUB_JOB']),
      attempt: positive(env['GITHUB_RUN_ATTEMPT']),
      image: image(env),
    }
  },
}

function repository(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const slug = text(env['GITHUB_REPOSITORY'])
  const server = text(env['GITHUB_SERVER_URL'])
  return slug && server && URL.canParse(server) ? `${new URL(server).host}/${slug}`.toLowerCase() : undefined
}

function buildUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const [server, slug, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map((name) => text(env[name]))
  return server && slug && run ? `${server}/${slug}/actions/runs/${run}` : undefined
}

/** A tag is no branch. */
function branchName(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return env['GITHUB_REF_TYPE'] === 'tag' ? undefined : text(env['GITHUB_REF_NAME'])
}

/** `gh-readonly-queue/<base>/pr-N-<sha>` */
function mergeQueueBase(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/.exec(env['GITHUB_REF'] ?? '')?.[1]
}

function image(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = text(env['ImageOS'])
  return name && [name, text(env['ImageVersion'])].filter(Boolean).join(' ')
}

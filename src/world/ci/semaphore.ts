// https://docs.semaphore.io/reference/env-vars
import { repositoryName } from '../url.js'
import { hash, placeOf, positive, pushedFrom, text, type Provider } from './provider.js'

/** On pull requests `SEMAPHORE_GIT_BRANCH` is the target and the commit is the test merge. */
export const semaphore: Provider = {
  id: 'semaphore',
  detect: (env) => env['SEMAPHORE'] === 'true',
  describe: (env) => {
    const [isPullRequest, isTag] = ['pull-request', 'tag'].map((type) => env['SEMAPHORE_GIT_REF_TYPE'] === type)
    const branch = text(env['SEMAPHORE_GIT_BRANCH'])
    const [organization, workflow] = [text(env['SEMAPHORE_ORGANIZATION_URL']), text(env['SEMAPHORE_WORKFLOW_ID'])]
    return {
      repository: repositoryName(env['SEMAPHORE_GIT_URL'] ?? ''),
      commit: hash(env['SEMAPHORE_GIT_SHA']),
      head: isPullRequest ? hash(env['SEMAPHORE_GIT_PR_SHA']) : undefined,
      branch: isPullRequest ? text(env['SEMAPHORE_GIT_PR_BRANCH']) ?? text(env['SEMAPHORE_GIT_WORKING_BRANCH']) : isTag ? undefined : branch,
      baseBranch: isPullRequest ? branch : undefined,
      pullRequest: isPullRequest ? text(env['SEMAPHORE_GIT_PR_NUMBER']) : undefined,
      before: isPullRequest || isTag ? undefined : pushedFrom(env['SEMAPHORE_GIT_COMMIT_RANGE']),
      build: workflow,
      buildUrl: organization && workflow ? `${organization.replace(/\/?$/, '/')}workflows/${workflow}` : undefined,
      job: text(env['SEMAPHORE_JOB_NAME'])?.replace(/ - \d+\/\d+$/, ''),
      // A job that is run again is a new job, made later: its time orders attempts where no counter does.
      attempt: positive(env['SEMAPHORE_JOB_CREATION_TIME']),
      place: placeOf(env['SEMAPHORE_JOB_INDEX'], env['SEMAPHORE_JOB_COUNT'], 1),
      image: [env['SEMAPHORE_AGENT_MACHINE_TYPE'], env['SEMAPHORE_AGENT_MACHINE_OS_IMAGE']].flatMap((part) => text(part) ?? []).join(' ') || undefined,
    }
  },
}

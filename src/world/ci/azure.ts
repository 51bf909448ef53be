// https://learn.microsoft.com/azure/devops/pipelines/build/variables
import { repositoryName } from '../url.js'
import { branchRef, hash, placeOf, positive, shortRef, text, type Env, type Provider } from './provider.js'

/**
 * On pull requests `BUILD_SOURCEVERSION` is the test merge; the author's commit has a variable of its own. Legs of a
 * matrix (`MultiConfiguration`) have positions like shards and are none.
 */
export const azure: Provider = {
  id: 'azure',
  detect: (env) => text(env['TF_BUILD']) !== undefined,
  describe: (env) => {
    const [collection, project, build] = ['SYSTEM_TEAMFOUNDATIONCOLLECTIONURI', 'SYSTEM_TEAMPROJECT', 'BUILD_BUILDID'].map((name) => text(env[name]))
    const pullRequest = pullRequestOf(env)
    return {
      repository: repositoryName(env['BUILD_REPOSITORY_URI'] ?? ''),
      commit: hash(env['BUILD_SOURCEVERSION']),
      head: hash(env['SYSTEM_PULLREQUEST_SOURCECOMMITID']),
      branch: pullRequest ? shortRef(env['SYSTEM_PULLREQUEST_SOURCEBRANCH']) : branchRef(env['BUILD_SOURCEBRANCH']),
      baseBranch: shortRef(env['SYSTEM_PULLREQUEST_TARGETBRANCH']),
      pullRequest,
      build,
      buildUrl: collection && project && build ? `${collection.replace(/\/?$/, '/')}${encodeURIComponent(project)}/_build/results?buildId=${build}` : undefined,
      job: text(env['SYSTEM_PHASENAME']) ?? text(env['SYSTEM_JOBDISPLAYNAME']),
      attempt: positive(env['SYSTEM_JOBATTEMPT']),
      place: env['SYSTEM_PARALLELEXECUTIONTYPE'] === 'MultiConfiguration' ? undefined : placeOf(env['SYSTEM_JOBPOSITIONINPHASE'], env['SYSTEM_TOTALJOBSINPHASE'], 1),
      image: text(env['ImageOS']) && [env['ImageOS'], text(env['ImageVersion'])].filter(Boolean).join(' '),
    }
  },
}

/** GitHub's number goes before Azure's own; a run that was queued by hand for a pull request has its ref only. */
function pullRequestOf(env: Env): string | undefined {
  return text(env['SYSTEM_PULLREQUEST_PULLREQUESTNUMBER']) ?? text(env['SYSTEM_PULLREQUEST_PULLREQUESTID']) ??
    /^refs\/pull\/(\d+)\//.exec(env['BUILD_SOURCEBRANCH'] ?? '')?.[1]
}

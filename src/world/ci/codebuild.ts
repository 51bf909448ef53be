// https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
import { repositoryName } from '../url.js'
import { branchRef, hash, shortRef, text, type Env, type Provider } from './provider.js'

/**
 * The resolved version is a commit only where the source is git: for S3 and CodePipeline it is an ARN or a revision of
 * their own. Each build of a batch has an id of its own and none names the batch: its shards pass `--build` and `--part`.
 */
export const codebuild: Provider = {
  id: 'codebuild',
  detect: (env) => text(env['CODEBUILD_BUILD_ARN']) !== undefined,
  describe: (env) => {
    const pullRequest = pullRequestOf(env)
    const batch = text(env['CODEBUILD_BATCH_BUILD_IDENTIFIER'])
    return {
      repository: repositoryName(env['CODEBUILD_SOURCE_REPO_URL'] ?? ''),
      commit: hash(env['CODEBUILD_RESOLVED_SOURCE_VERSION']),
      branch: branchRef(env['CODEBUILD_WEBHOOK_HEAD_REF']) ?? branchRef(env['CODEBUILD_SOURCE_VERSION']),
      baseBranch: pullRequest === undefined ? undefined : shortRef(env['CODEBUILD_WEBHOOK_BASE_REF']),
      pullRequest,
      before: pullRequest === undefined ? hash(env['CODEBUILD_WEBHOOK_PREV_COMMIT']) : undefined,
      build: batch === undefined ? text(env['CODEBUILD_BUILD_ID']) : undefined,
      buildUrl: text(env['CODEBUILD_PUBLIC_BUILD_URL']),
      job: batch,
      image: text(env['CODEBUILD_BUILD_IMAGE']),
    }
  },
}

/** `pr/5`; a build that was started by hand has it in its source version only. */
function pullRequestOf(env: Env): string | undefined {
  const named = ['CODEBUILD_WEBHOOK_TRIGGER', 'CODEBUILD_SOURCE_VERSION'].map((name) => /^pr\/(\d+)$/.exec(env[name] ?? '')?.[1])
  return named[0] ?? named[1]
}

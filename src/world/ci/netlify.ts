// https://docs.netlify.com/configure-builds/environment-variables/
import { repositoryName } from '../url.js'
import { hash, text, type Provider } from './provider.js'

/**
 * Of a pull request neither the target is told nor whether its branch is a fork's, whose `main` is not this one: the
 * branch is left open. A developer's `netlify build` is no CI.
 */
export const netlify: Provider = {
  id: 'netlify',
  detect: (env) => env['NETLIFY'] === 'true' && text(env['NETLIFY_LOCAL']) === undefined && text(env['NETLIFY_DEV']) === undefined,
  describe: (env) => {
    const isPullRequest = env['PULL_REQUEST'] === 'true'
    const [site, deploy] = [text(env['SITE_NAME']), text(env['DEPLOY_ID'])]
    return {
      repository: repositoryName(env['REPOSITORY_URL'] ?? ''),
      commit: hash(env['COMMIT_REF']),
      branch: isPullRequest ? undefined : text(env['HEAD']),
      pullRequest: isPullRequest ? text(env['REVIEW_ID']) : undefined,
      build: deploy ?? text(env['BUILD_ID']),
      buildUrl: site && deploy ? `https://app.netlify.com/sites/${site}/deploys/${deploy}` : undefined,
    }
  },
}

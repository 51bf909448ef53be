// https://vercel.com/docs/environment-variables/system-environment-variables
import { hash, text, type Provider } from './provider.js'

/**
 * The variables are also in a developer's `.env.local` and in the running application: only builds have `CI`. Of a pull
 * request the target is not told, and its branch may be a fork's: it is left open.
 */
export const vercel: Provider = {
  id: 'vercel',
  detect: (env) => env['VERCEL'] === '1' && text(env['CI']) !== undefined,
  describe: (env) => {
    const pullRequest = text(env['VERCEL_GIT_PULL_REQUEST_ID'])
    return {
      commit: hash(env['VERCEL_GIT_COMMIT_SHA']),
      branch: pullRequest === undefined ? text(env['VERCEL_GIT_COMMIT_REF']) : undefined,
      pullRequest,
      build: text(env['VERCEL_DEPLOYMENT_ID']),
    }
  },
}

// https://developers.cloudflare.com/pages/configuration/build-configuration/#environment-variables
import { hash, text, type Provider } from './provider.js'

/** Tells the commit and the branch, and nothing else. */
export const cloudflarePages: Provider = {
  id: 'cloudflare-pages',
  detect: (env) => env['CF_PAGES'] === '1',
  describe: (env) => ({ commit: hash(env['CF_PAGES_COMMIT_SHA']), branch: text(env['CF_PAGES_BRANCH']) }),
}

// https://documentation.codeship.com/basic/builds-and-configuration/set-environment-variables/#default-environment-variables
import { hash, text, type Provider } from './provider.js'

/** Builds pushes only, and says nothing of pull requests, shards or the repository's host. */
export const codeship: Provider = {
  id: 'codeship',
  detect: (env) => env['CI_NAME'] === 'codeship',
  describe: (env) => ({
    commit: hash(env['CI_COMMIT_ID']),
    branch: text(env['CI_BRANCH']),
    build: text(env['CI_BUILD_ID']) ?? text(env['CI_BUILD_NUMBER']),
    buildUrl: text(env['CI_BUILD_URL']),
  }),
}

// https://www.appveyor.com/docs/environment-variables/
import { repositoryName } from '../url.js'
import { hash, text, type Env, type Provider } from './provider.js'

/** On pull requests `APPVEYOR_REPO_BRANCH` is the target and the commit is the test merge. Words begin with a capital on Windows only. */
export const appveyor: Provider = {
  id: 'appveyor',
  detect: (env) => isTrue(env['APPVEYOR']),
  describe: (env) => {
    const pullRequest = text(env['APPVEYOR_PULL_REQUEST_NUMBER'])
    const branch = isTrue(env['APPVEYOR_REPO_TAG']) ? undefined : text(env['APPVEYOR_REPO_BRANCH'])
    return {
      repository: repository(env),
      commit: hash(env['APPVEYOR_REPO_COMMIT']),
      head: hash(env['APPVEYOR_PULL_REQUEST_HEAD_COMMIT']),
      branch: pullRequest === undefined ? branch : text(env['APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH']),
      baseBranch: pullRequest === undefined ? undefined : branch,
      pullRequest,
      build: text(env['APPVEYOR_BUILD_ID']),
      buildUrl: buildUrl(env),
      job: text(env['APPVEYOR_JOB_NAME']),
      image: text(env['APPVEYOR_BUILD_WORKER_IMAGE']),
    }
  },
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

const HOSTS: Readonly<Record<string, string>> = { github: 'github.com', bitbucket: 'bitbucket.org', gitlab: 'gitlab.com' }

/** Of a forge a company runs itself the host is not told. */
function repository(env: Env): string | undefined {
  const host = HOSTS[env['APPVEYOR_REPO_PROVIDER']?.toLowerCase() ?? '']
  const slug = text(env['APPVEYOR_REPO_NAME'])
  return host && slug ? repositoryName(`https://${host}/${slug}`) : undefined
}

function buildUrl(env: Env): string | undefined {
  const [server, account, project, build] = ['APPVEYOR_URL', 'APPVEYOR_ACCOUNT_NAME', 'APPVEYOR_PROJECT_SLUG', 'APPVEYOR_BUILD_ID'].map((name) => text(env[name]))
  return server && account && project && build ? `${server.replace(/\/$/, '')}/project/${account}/${project}/builds/${build}` : undefined
}

// https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html
import { repositoryName } from '../url.js'
import { parseProperties } from './properties.js'
import { branchRef, eventText, hash, placeOf, text, type Env, type Event, type Provider } from './provider.js'

/**
 * Branch, pull request and batch are parameters, and no variables: they stand in a file that the build's own properties
 * file names. Each batch of parallel tests is a build with a number of its own, and none names them all: they pass `--build`.
 */
export const teamcity: Provider = {
  id: 'teamcity',
  detect: (env) => text(env['TEAMCITY_VERSION']) !== undefined,
  event: {
    path: (env, known) => (known === null ? text(env['TEAMCITY_BUILD_PROPERTIES_FILE']) : eventText(known, 'teamcity.configuration.properties.file')),
    parse: parseProperties,
  },
  describe: (env, parameters) => {
    const place = placeOf(eventText(parameters, 'teamcity.build.parallelTests.currentBatch'), eventText(parameters, 'teamcity.build.parallelTests.totalBatches'), 1)
    const pullRequest = eventText(parameters, 'teamcity.pullRequest.number') ?? text(env['TEAMCITY_PULLREQUEST_NUMBER'])
    const target = eventText(parameters, 'teamcity.pullRequest.target.branch') ?? text(env['TEAMCITY_PULLREQUEST_TARGET_BRANCH'])
    return {
      repository: repositoryName(eventText(parameters, 'vcsroot.url') ?? ''),
      commit: hash(env['BUILD_VCS_NUMBER']),
      branch: pullRequest === undefined ? branchOf(parameters) : eventText(parameters, 'teamcity.pullRequest.source.branch'),
      baseBranch: pullRequest === undefined ? undefined : target?.replace(/^refs\/heads\//, ''),
      pullRequest,
      build: place === undefined ? eventText(parameters, 'teamcity.build.id') ?? buildNumber(env) : undefined,
      buildUrl: text(env['BUILD_URL']),
      job: text(env['TEAMCITY_BUILDCONF_NAME']),
      place,
    }
  },
}

/** The default branch may be called `<default>`, or a tag be given as a branch: then only a full ref tells. */
function branchOf(parameters: Event): string | undefined {
  const name = eventText(parameters, 'teamcity.build.branch')
  if (name === undefined || name === '<default>') return branchRef(eventText(parameters, 'vcsroot.branch'))
  return name.startsWith('refs/') ? branchRef(name) : name
}

/** A build's number is unique within its configuration only. */
function buildNumber(env: Env): string | undefined {
  const [configuration, number] = [text(env['TEAMCITY_BUILDCONF_NAME']), text(env['BUILD_NUMBER'])]
  return configuration && number ? `${configuration} ${number}` : undefined
}

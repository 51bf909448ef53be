import type { CiContext } from '../../model/context.js'
import { appveyor } from './appveyor.js'
import { azure } from './azure.js'
import { bitbucket } from './bitbucket.js'
import { buildkite } from './buildkite.js'
import { circleci } from './circleci.js'
import { cirrus } from './cirrus.js'
import { cloudflarePages } from './cloudflare-pages.js'
import { codebuild } from './codebuild.js'
import { codeship } from './codeship.js'
import { drone } from './drone.js'
import { github } from './github.js'
import { gitlab } from './gitlab.js'
import { jenkins } from './jenkins.js'
import { netlify } from './netlify.js'
import type { Env, Event, Provider } from './provider.js'
import { safe } from './safe.js'
import { semaphore } from './semaphore.js'
import { teamcity } from './teamcity.js'
import { travis } from './travis.js'
import { vercel } from './vercel.js'
import { woodpecker } from './woodpecker.js'

/**
 * Every CI provider datum knows; the first that shows itself is taken. Woodpecker comes before Drone, whose variables
 * it also sets; those that lend machines to others (CodeBuild, and builders of web sites) come late; Jenkins is last,
 * as agents of others may carry its variables.
 */
export const providers: readonly Provider[] = [
  github, gitlab, circleci, buildkite, azure, bitbucket, travis, woodpecker, drone, teamcity, semaphore, appveyor, cirrus,
  codeship, codebuild, netlify, vercel, cloudflarePages, jenkins,
]

export function providerOf(env: Env): Provider | undefined {
  return providers.find((provider) => provider.detect(env))
}

/** What the environment and the build's own files say of the running build; null outside CI. */
export function ciContext(env: Env, event: Event): CiContext | null {
  const provider = providerOf(env)
  return provider ? safe({ ...provider.describe(env, event), provider: provider.id }) : null
}

import type { CiContext } from '../../model/context.js'
import { publicUrl } from '../url.js'

/**
 * What of a context may be kept and printed. A branch that a command could take for an option, a control character, a
 * URL where none belongs: such a field is as good as unknown.
 */
export function safe(context: CiContext): CiContext {
  return {
    ...context,
    repository: keep(context.repository, /^[^\s\p{Cc}@?#]+$/u),
    branch: refName(context.branch),
    baseBranch: refName(context.baseBranch),
    pullRequest: keep(context.pullRequest, /^\d{1,18}$/),
    build: words(context.build),
    buildUrl: context.buildUrl === undefined ? undefined : publicUrl(context.buildUrl),
    job: words(context.job),
    image: words(context.image),
  }
}

function refName(value: string | undefined): string | undefined {
  return words(keep(value, /^(?!-)[^\s\p{Bidi_Control}]+$/u))
}

function words(value: string | undefined): string | undefined {
  return keep(value, /^(?!.*:\/\/)[^\p{Cc}]+$/u)
}

function keep(value: string | undefined, allowed: RegExp): string | undefined {
  return value !== undefined && allowed.test(value) ? value : undefined
}

import { decoded, isLikeToken } from './clean.js'
import { REMOTE, type Setting } from './settings.js'

/**
 * The address of a remote, and what of it must be in no list of processes. Git gives its helpers an address as an
 * argument, passwords and all, also one that `insteadOf` makes: so it is rewritten here, and who we are is answered
 * when git asks for credentials.
 */
export function withoutPassword(remote: readonly Setting[], theirs: readonly Setting[], doing: 'fetch' | 'push'): readonly Setting[] {
  const address = addressFor(doing, remote, theirs)
  const [, scheme = '', user = '', rest = ''] = /^(https?:\/\/)([^/?#]*)@(.*)$/is.exec(address) ?? []
  const colon = user.indexOf(':')
  const [name, password] = colon < 0 ? [decoded(user), undefined] : [decoded(user.slice(0, colon)), decoded(user.slice(colon + 1))]
  // Git itself refuses an address that would write lines of its own.
  if (user === '' || /[\u0000-\u001f]/.test(`${name}${password ?? ''}`) || (password === undefined && !isLikeToken(user))) return remote
  // The slash at the end makes it longer than all that a user's rewriting may begin with.
  const bare = `${scheme}${rest}${/[?#]|\/$/.test(rest) ? '' : '/'}`
  const host = `credential.${scheme}${/^[^/?#]*/.exec(rest)?.[0] ?? ''}`
  return [
    ...remote.filter(([key]) => !/\.(?:push)?url$/.test(key)),
    [`remote.${REMOTE}.url`, bare], [`url.${bare}.insteadof`, bare], [`url.${bare}.pushinsteadof`, bare],
    ...(password === undefined ? [[`${host}.username`, name] as const] : answering(host, `username=${name}\npassword=${password}`)),
  ]
}

/** A helper before all others, that reads the answer from where all settings are: its environment. */
function answering(host: string, answer: string): readonly Setting[] {
  return [['datum.records.credentials', answer], [`${host}.helper`, ''], [`${host}.helper`, '!f() { test "$1" != get || git config --get datum.records.credentials; }; f']]
}

function addressFor(doing: 'fetch' | 'push', remote: readonly Setting[], theirs: readonly Setting[]): string {
  const own = (field: string): string | undefined => remote.find(([key]) => key === `remote.${REMOTE}.${field}`)?.[1]
  const url = own('url') ?? own('pushurl') ?? ''
  if (doing === 'fetch') return rewritten(url, theirs, 'insteadof') ?? url
  const push = own('pushurl')
  return push === undefined ? (rewritten(url, theirs, 'pushinsteadof') ?? rewritten(url, theirs, 'insteadof') ?? url) : (rewritten(push, theirs, 'insteadof') ?? push)
}

/** As git does: of all beginnings the longest, of those the first. */
function rewritten(url: string, theirs: readonly Setting[], how: 'insteadof' | 'pushinsteadof'): string | undefined {
  const matching = theirs.filter(([key, beginning]) => key.startsWith('url.') && key.endsWith(`.${how}`) && url.startsWith(beginning))
  const [key, beginning] = matching.toSorted(([, a], [, b]) => b.length - a.length)[0] ?? []
  return key === undefined || beginning === undefined ? undefined : `${key.slice('url.'.length, -how.length - 1)}${url.slice(beginning.length)}`
}

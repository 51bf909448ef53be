/** A web address without user and password; anything that is none is left out whole. */
export function withoutUser(url: string): string | undefined {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return undefined
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}

/** `host/owner/name` of a remote, the same for https, ssh and scp spellings: user, port and `.git` are no part of it. */
export function repositoryName(url: string): string | undefined {
  const whole = url.trim().replace(/^(?:[^@/\s]+@)?([\w.-]{2,}):(?!\/\/)\/?([^\s]+)$/, 'ssh://$1/$2')
  if (!/^(?:https?|ssh|git|git\+ssh):\/\/./i.test(whole) || !URL.canParse(whole)) return undefined
  const { hostname, pathname } = new URL(whole.replace(/^[a-z+]+:/i, 'https:'))
  const path = pathname.replace(/\/+$/, '').replace(/\.git$/i, '')
  return path.length < 2 ? undefined : `${hostname}${path}`.toLowerCase()
}

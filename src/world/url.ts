/** A URL without user and password; anything that is no URL is left out whole. */
export function withoutUser(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}

/** `host/owner/name` of a remote, the same for https, ssh and scp spellings. */
export function repositoryName(url: string): string | undefined {
  const whole = url.replace(/^(?:[^@/\s]+@)?([\w.-]+):(?!\/\/)([^\s]+)$/, 'ssh://$1/$2')
  const parsed = URL.canParse(whole) ? new URL(whole) : undefined
  if (!parsed || parsed.protocol === 'file:') return undefined
  const { host, pathname } = parsed
  return `${host}${pathname}`.replace(/\.git\/?$/, '').replace(/\/$/, '').toLowerCase()
}

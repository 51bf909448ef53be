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
  const scp = /^(?:[^@/\s]+@)?([\w.-]+):(?!\/\/)([^\s]+)$/.exec(url)
  const parsed = scp ? new URL(`ssh://${scp[1]}/${scp[2]}`) : URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || parsed.protocol === 'file:') return undefined
  const { host, pathname } = parsed
  return `${host}${pathname}`.replace(/\.git\/?$/, '').replace(/\/$/, '').toLowerCase()
}

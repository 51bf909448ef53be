/** What of a query only names a build. Everything else may be a token, whatever it is called. */
const HARMLESS = new Set(['buildId', 'buildTypeId', 'pipeline_id', 'tab', 'view', 'region'])

/** A web address without user, password and tokens; anything that is none, or may hide one, is left out whole. */
export function publicUrl(url: string): string | undefined {
  const parsed = /^https?:/i.test(url) ? parse(url) : undefined
  if (!parsed) return undefined
  parsed.username = ''
  parsed.password = ''
  for (const name of new Set(parsed.searchParams.keys())) if (!HARMLESS.has(name)) parsed.searchParams.delete(name)
  parsed.hash = ''
  return parsed.href
}

/** `host/owner/name` of a remote, the same for https, ssh and scp spellings: user, port and `.git` are no part of it. */
export function repositoryName(url: string): string | undefined {
  const whole = url.trim().replace(/^(?:[^@/\s]+@)?([\w.-]{2,}):(?!\/\/)\/?([^\s@]+)$/, 'ssh://$1/$2')
  const parsed = /^(?:https?|ssh|git|git\+ssh):\/\/./i.test(whole) ? parse(whole.replace(/^[a-z+]+:/i, 'https:')) : undefined
  if (!parsed) return undefined
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\.git$/i, '')
  return path.length < 2 ? undefined : `${parsed.hostname}${path}`.toLowerCase()
}

/**
 * A password with a `/`, `?` or `#` in it ends the host too early: what is then left before an `@` is part of it. A URL
 * within a URL may have one too.
 */
function parse(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined
  const parsed = new URL(url)
  return /@|%40|:\/\/|%3a%2f%2f/i.test(`${parsed.pathname}${parsed.search}${parsed.hash}`) ? undefined : parsed
}

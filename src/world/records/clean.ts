/**
 * Text from git or a user, fit for messages: one that holds no credentials of a URL, none of the given secrets, and no
 * control characters. Git removes passwords from most of what it prints, hosts and helpers need not.
 */
export function clean(text: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text)
  return withoutSecrets
    // To the last `@` before the path: a password may hold one itself.
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]*@/gi, '$1')
    // A token may stand in the query, too.
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s?#'"]*)[?#][^\s'"]*/gi, '$1')
    .replace(/\b(authorization:\s*(?:\w+\s+)?)\S+/gi, '$1***')
     
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .trim()
}

/** What of a configured value must never be shown: passwords of URLs, and all of a header. */
export function secretsIn(key: string, value: string): readonly string[] {
  if (/^http\..*extraheader$/i.test(key)) return worthHiding([value, value.replace(/^[^:]*:\s*/, ''), value.split(/\s+/).at(-1) ?? ''])
  const texts = key.startsWith('url.') ? [key, value] : [value]
  return worthHiding(texts.flatMap((text) => {
    const user = /:\/\/([^/\s]*)@/.exec(text)?.[1]
    if (user === undefined) return []
    const colon = user.indexOf(':')
    // A user alone may be a token.
    if (colon < 0) return isLikeToken(user) ? [user] : []
    const password = user.slice(colon + 1)
    return [user, password, decoded(password)]
  }))
}

/** No name of a person or a robot is that long. */
export function isLikeToken(user: string): boolean {
  return user.length >= 16
}

/** Longest first, so that a part does not hide the whole; a letter or two are no secret and are everywhere. */
function worthHiding(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets)].filter((secret) => secret.length > 3).sort((a, b) => b.length - a.length)
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `uname -s` and Windows' own word, as Node names systems: a part packed by `collect` and one without Node agree. */
export function systemName(text: string): string {
  const name = text.toLowerCase()
  return /^(?:mingw|msys|cygwin|windows)/.test(name) ? 'win32' : name
}

const PROCESSORS: Readonly<Record<string, string>> = {
  x86_64: 'x64', amd64: 'x64', aarch64: 'arm64', armv6l: 'arm', armv7l: 'arm', armv8l: 'arm', i386: 'ia32', i586: 'ia32', i686: 'ia32', ppc64le: 'ppc64',
}

/** `uname -m`, as Node names processors. */
export function processorName(text: string): string {
  const name = text.toLowerCase()
  return Object.hasOwn(PROCESSORS, name) ? PROCESSORS[name] ?? name : name
}

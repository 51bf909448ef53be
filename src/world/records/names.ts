/** Git's rules for a ref, and ours: it is whole (`refs/…`), so that it is never an option or a pattern. */
export function isRefName(name: string): boolean {
  const parts = name.split('/')
   
  return parts[0] === 'refs' && parts.length > 2 && !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{/.test(name) && !name.endsWith('.') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}

/** A path of the records' tree that every git takes and no file system misreads. */
export function isRecordPath(path: string): boolean {
   
  return !/[\u0000-\u001f\u007f\\]/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/^\.git(?:$|[ .:~])/i.test(part))
}

export function isObjectName(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** `https://…`, `helper::…`, `host:path`: an address and no folder. A single letter before `:` is a drive. */
export function isUrl(where: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(where) || /^[a-z0-9]{2,}::/i.test(where) || /^[^/\\:]{2,}:(?!:)/.test(where)
}

/** An absolute path without `.`, `..` and doubled slashes, from one that is meant from `folder`. */
export function absolutePath(path: string, folder: string): string {
  const segments: string[] = []
  const whole = path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) ? path : `${folder}/${path}`
  for (const segment of whole.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return `${whole.startsWith('/') ? '/' : ''}${segments.join('/')}`
}

/** The folder a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/'
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** From a folder up to a limit that it lies in, nearest first. */
export function foldersUp(from: string, limit: string): readonly string[] {
  const folders = [from]
  for (let at = from; at !== limit && at !== folderOf(at);) {
    at = folderOf(at)
    folders.push(at)
  }
  return folders
}

/** The deepest folder that all of these lie in. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '/', ...others] = folders
  return foldersUp(first, '/').find((folder) => others.every((other) => isWithin(other, folder))) ?? '/'
}

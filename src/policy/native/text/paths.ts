/** Folder of a git-top-relative path; '' for the top. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Joins a folder and a path written relative to it, without `.` and `..`; an absolute path is taken from the top. */
export function joined(folder: string, relative: string): string {
  const parts: string[] = []
  for (const part of (relative.startsWith('/') ? relative : `${folder}/${relative}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** The folder and those above it, nearest first, the top last. */
export function upwards(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...upwards(folderOf(folder))]
}

/** A dotted path into a configuration; keys that are no plain words are quoted in brackets. */
export function fieldPath(...keys: readonly string[]): string {
  return below('', ...keys)
}

/** The field with keys behind it. */
export function below(field: string, ...keys: readonly string[]): string {
  return keys.reduce((path, key) => {
    if (!/^[\w:-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
    return path === '' ? key : `${path}.${key}`
  }, field)
}

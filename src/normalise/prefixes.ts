import { isFile, type Report } from '../model/report.js'

/** What people say of the paths of their reports: what stands before them elsewhere, and what has to stand there here. */
export interface Prefixes {
  readonly strip: readonly string[]
  readonly add: string | null
}

export const NO_PREFIXES: Prefixes = { strip: [], add: null }

/** The same report with the prefixes taken off and put on, before git is asked. */
export function withPrefixes(report: Report, prefixes: Prefixes): Report {
  if (prefixes.strip.length === 0 && prefixes.add === null) return report
  const change = (path: string): string => changed(path, prefixes)
  return {
    ...report,
    files: report.files.map((file) => (isFile(file.path)
      ? { ...file, path: change(file.path), ...(file.elsewhere ? { elsewhere: file.elsewhere.map(change) } : {}) }
      : file)),
  }
}

/** The longest prefix that fits goes; what is then relative lies in the folder that is added. */
function changed(path: string, { strip, add }: Prefixes): string {
  const plain = path.replaceAll('\\', '/')
  const prefix = strip.map(folderText).filter((one) => one !== '' && plain.startsWith(one)).sort((a, b) => b.length - a.length)[0]
  const rest = prefix === undefined ? plain : plain.slice(prefix.length)
  if (add === null || /^(?:\/|[A-Za-z]:)/.test(rest)) return prefix === undefined ? path : rest
  return `${folderText(add)}${rest.replace(/^(?:\.\/)+/, '')}`
}

/** A folder as what stands before a path; `/app` and `/app/` are one. */
function folderText(folder: string): string {
  const plain = folder.replaceAll('\\', '/').replace(/\/+$/, '')
  return plain === '' ? (folder === '' ? '' : '/') : `${plain}/`
}

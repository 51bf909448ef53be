import { isFile, type Report, type ReportFile } from '../model/report.js'
import type { PathResolver } from './paths.js'
import type { ResolvedPath } from './resolved-path.js'

/** A report in git's paths, and how many of its source files are known there. */
export interface NormalReport {
  readonly report: Report
  readonly reported: number
  readonly known: number
  readonly unknown: readonly string[]
}

/** What is no file keeps its name. */
export function normaliseReport(report: Report, resolver: PathResolver): NormalReport {
  const sources = report.files.filter((file) => isFile(file.path))
  const resolved = resolveAll(sources, resolver)
  const unknown = sources.flatMap((file, index) => (resolved[index]?.known ? [] : [file.path]))
  return {
    report: {
      ...report,
      files: [
        ...sources.map(({ elsewhere: _others, rootless: _rootless, ...file }, index) => ({ ...file, path: resolved[index]?.path ?? file.path })),
        ...report.files.filter((file) => !isFile(file.path)),
      ],
    },
    reported: sources.length,
    known: sources.length - unknown.length,
    unknown,
  }
}

/** Each file's path: of several that the report allows, the known one that says most. */
function resolveAll(files: readonly ReportFile[], resolver: PathResolver): readonly ResolvedPath[] {
  if (files.some(({ rootless }) => rootless)) return resolver.resolveRootless(files.map(({ path }) => path))
  const allowed = files.map(({ path, elsewhere = [] }) => [path, ...elsewhere])
  const readings = resolver.resolve(allowed.flat())
  let at = 0
  return allowed.map((paths) => {
    const own = readings.slice(at, at + paths.length)
    at += paths.length
    const known = own.filter((reading) => reading.known).sort((a, b) => b.path.length - a.path.length)
    return known[0] ?? own[0] ?? { path: paths[0] ?? '', known: false }
  })
}

import type { Report, ReportFile } from '../model/report.js'
import type { PathResolver } from './paths.js'

/** A report in git's paths, and how many of its source files are known there. */
export interface NormalReport {
  readonly report: Report
  readonly reported: number
  readonly known: number
  readonly unknown: readonly string[]
}

/** Containers of test cases that are suites, not files, keep their name. */
export function normaliseReport(report: Report, resolver: PathResolver): NormalReport {
  const isSuite = (file: ReportFile): boolean => file.path.startsWith('suite:')
  const sources = report.files.filter((file) => !isSuite(file))
  const resolved = resolver.resolve(sources.map((file) => file.path))
  const unknown = sources.flatMap((file, index) => (resolved[index]?.known ? [] : [file.path]))
  return {
    report: {
      ...report,
      files: [
        ...sources.map((file, index) => ({ ...file, path: resolved[index]?.path ?? file.path })),
        ...report.files.filter(isSuite),
      ],
    },
    reported: sources.length,
    known: sources.length - unknown.length,
    unknown,
  }
}

import { isFile, type Report } from '../model/report.js'
import type { PathResolver } from './paths.js'

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
  const resolved = resolver.resolve(sources.map((file) => file.path))
  const unknown = sources.flatMap((file, index) => (resolved[index]?.known ? [] : [file.path]))
  return {
    report: {
      ...report,
      files: [
        ...sources.map((file, index) => ({ ...file, path: resolved[index]?.path ?? file.path })),
        ...report.files.filter((file) => !isFile(file.path)),
      ],
    },
    reported: sources.length,
    known: sources.length - unknown.length,
    unknown,
  }
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../src/model/report.js'
import { reportOf } from './reports.js'
import { root } from './root.js'

const folder = join(root, 'fixtures/formats/reports')

/** Every report of `fixtures/formats`, as `<format>/<file>`, sorted. */
export function formatFixtures(): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1).replaceAll('\\', '/')).sort()
}

export function formatFixture(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(join(folder, name)))
}

export function formatReport(name: string): Report {
  return reportOf(name, formatFixture(name))
}

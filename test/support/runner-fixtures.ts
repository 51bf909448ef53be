import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.js'

const folder = join(root, 'fixtures/runners/reports')

/** Every report of `fixtures/runners`, sorted. */
export function runnerFixtures(): string[] {
  return readdirSync(folder).sort()
}

export function runnerFixture(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(join(folder, name)))
}

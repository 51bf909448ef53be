import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import coverage, { type CoverageMapData } from 'istanbul-lib-coverage'
import { root } from '../../support/root.js'

export type Tool = 'nyc' | 'c8'

/** What a test file covers by itself, as a real tool reports it. */
export interface Run {
  readonly test: string
  readonly map: CoverageMapData
}

export type Files = Readonly<Record<string, string>>

const CHECKOUT = '/checkout'

/**
 * Runs test files one by one under a real tool, each in a process of its own. What was run before with the same text of
 * the test and of all sources it loads is not run again; `runs` counts. The environment leaves some modules' calls out.
 */
export class Runner {
  readonly #cache: string
  readonly #work: string
  readonly #known = new Map<string, CoverageMapData>()
  runs = 0

  constructor(folder: string) {
    this.#cache = join(folder, 'cache')
    this.#work = join(folder, 'work')
    mkdirSync(this.#cache, { recursive: true })
  }

  async all(files: Files, tool: Tool, off: readonly string[] = []): Promise<readonly Run[]> {
    const tests = Object.keys(files).filter((path) => path.startsWith('test/')).sort()
    const results: Run[] = []
    const queue = tests.map((test) => ({ test, hash: this.#hash(files, test, tool, off) }))
    const missing = queue.filter(({ hash }) => !this.#known.has(hash) && !existsSync(join(this.#cache, hash)))
    if (missing.length > 0) {
      rmSync(this.#work, { recursive: true, force: true })
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(this.#work, path)), { recursive: true })
        writeFileSync(join(this.#work, path), text)
      }
      writeFileSync(join(this.#work, 'package.json'), '{"name":"measured","version":"1.0.0"}')
      for (let at = 0; at < missing.length; at += 2) await Promise.all(missing.slice(at, at + 2).map(({ test, hash }) => this.#run(test, tool, off, hash)))
    }
    for (const { test, hash } of queue) {
      const map = this.#known.get(hash) ?? JSON.parse(readFileSync(join(this.#cache, hash), 'utf8')) as CoverageMapData
      this.#known.set(hash, map)
      results.push({ test, map })
    }
    return results
  }

  #hash(files: Files, test: string, tool: Tool, off: readonly string[]): string {
    const name = /test\/(\w+?)(?:-\w+)?\.test\.js/.exec(test)?.[1] ?? ''
    const hash = createHash('sha256')
    for (const path of [test, `src/${name}.js`, 'src/helper.js']) hash.update(`${path}\n${files[path] ?? ''}\n`)
    return hash.update(`${tool} ${String(off.includes(name))}`).digest('hex').slice(0, 24)
  }

  async #run(test: string, tool: Tool, off: readonly string[], hash: string): Promise<void> {
    const out = join(this.#work, '.reports', hash)
    const bin = join(root, 'node_modules/.bin', tool)
    const args = ['--reporter=json', `--report-dir=${out}`, `${tool === 'nyc' ? '--temp-dir' : '--temp-directory'}=${out}/raw`, '--include=src/**', process.execPath, test]
    await new Promise<void>((resolve, reject) => {
      const child = spawn(bin, args, { cwd: this.#work, env: { PATH: process.env['PATH'], HOME: this.#work, OFF: off.join(','), NYC_CWD: this.#work }, stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => { said += String(chunk) })
      child.stderr.on('data', (chunk: Buffer) => { said += String(chunk) })
      child.on('close', (code) => { if (code === 0) resolve(); else reject(new Error(`${tool} ${test}: ${said}`)) })
    })
    // A report names files by where they were measured: every run's are put to one place.
    const moved = JSON.parse(readFileSync(join(out, 'coverage-final.json'), 'utf8').replaceAll(this.#work, CHECKOUT)) as CoverageMapData
    this.runs += 1
    this.#known.set(hash, moved)
    writeFileSync(join(this.#cache, hash), JSON.stringify(moved))
  }
}

/** Reports of some test files, merged as nyc does it. */
export function merged(runs: readonly Run[]): string {
  const map = coverage.createCoverageMap({})
  for (const run of runs) map.merge(JSON.parse(JSON.stringify(run.map)) as CoverageMapData)
  return JSON.stringify(map.toJSON())
}

/** A JUnit report of the test files that ran. */
export function junitOf(runs: readonly Run[]): string {
  return `<testsuites><testsuite name="all" tests="${runs.length}">${runs.map(({ test }) => `<testcase classname="all" name="passes" file="${test}" time="0.01"/>`).join('')}</testsuite></testsuites>`
}

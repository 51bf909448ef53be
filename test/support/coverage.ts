import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { coverageMap, type FileItems } from './istanbul.js'
import type { Project } from './project.js'

export interface Shots {
  /** Lines that hold one of these texts were not executed. */
  readonly uncovered?: readonly string[]
  /** Only these files were loaded. */
  readonly files?: readonly string[]
  /** Of all lines only those of this shard were executed: `[2, 4]` is the second of four. */
  readonly shard?: readonly [index: number, of: number]
  /** Folder the checkout lies in, on the machine that measured. */
  readonly checkout?: string
}

const REPORT = 'coverage/coverage-final.json'

/**
 * What an instrumenter would report of the project's sources as they are: a statement on each line with code, a
 * function on each `function`. A made-up report follows the code a scenario writes; the reports of real tools are in
 * `fixtures/reports`.
 */
export function coverageText({ top }: Project, { uncovered = [], files, shard, checkout = top }: Shots = {}): string {
  const folder = join(top, 'src')
  const names = readdirSync(folder).filter((name) => name.endsWith('.js')).sort()
  return JSON.stringify(coverageMap(Object.fromEntries(names.filter((name) => files?.includes(name) ?? true).map((name): [string, FileItems] => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n').map((text, index) => ({ text, line: index + 1, column: text.search(/\S/) }))
    const code = lines.filter(({ text }) => /[\w)]/.test(text) && !/^\s*(?:\/\/|\/?\*|'use strict')/.test(text))
    const hits = ({ text, line }: { readonly text: string; readonly line: number }): number =>
      (uncovered.some((part) => text.includes(part)) || (shard && line % shard[1] !== shard[0] - 1) ? 0 : 1)
    return [`${checkout}/src/${name}`, {
      statements: code.map((one) => ({ line: one.line, column: one.column, hits: hits(one) })),
      functions: code.filter(({ text }) => text.startsWith('function')).map((one) => ({ line: one.line, column: 0, hits: hits(one) })),
      branches: [],
    }]
  }))))
}

/** Puts such a report where the policy of a test looks for it. */
export function measured(project: Project, shots: Shots = {}, path = REPORT): string {
  project.write(path, coverageText(project, shots))
  return path
}

/** A JUnit report of tests by name, in one file. */
export function junitText(names: readonly string[], failed: readonly string[] = []): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', `<testsuites><testsuite name="all" tests="${names.length}" failures="${failed.length}">`,
    ...names.map((name) => `<testcase classname="prices" name="${name}" file="test/prices.test.js" time="0.01">${failed.includes(name) ? '<failure message="no"/>' : ''}</testcase>`),
    '</testsuite></testsuites>', '',
  ].join('\n')
}

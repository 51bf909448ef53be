import { below, judgeLine } from './shell.js'
import type { Line, PipelinePlan } from './types.js'

/** Steps of both workflows, as lines of a list of YAML. */

/** Node, and Python for jobs that run its tests. */
export function setupSteps({ language, cache }: PipelinePlan, { tests = true } = {}): readonly string[] {
  return [
    '- uses: actions/setup-node@v4', '  with:', '    node-version: 22',
    ...(cache === null ? [] : [`    cache: ${cache.manager}`, `    cache-dependency-path: ${JSON.stringify(cache.lock)}`]),
    ...(tests && language === 'python' ? ['- uses: actions/setup-python@v5', '  with:', '    python-version: "3.12"'] : []),
  ]
}

export function runSteps(lines: readonly Line[], condition?: string): readonly string[] {
  return lines.flatMap(({ folder, run }) => [...(condition === undefined ? [`- run: ${run}`] : [`- if: ${condition}`, `  run: ${run}`]), ...(folder === '' ? [] : [`  working-directory: ${JSON.stringify(folder)}`])])
}

export function datumSteps({ home, installDatum }: PipelinePlan): readonly string[] {
  return runSteps(installDatum.map((run) => ({ folder: home, run })))
}

/** The last job: all parts together. */
export function judgingSteps(plan: PipelinePlan): readonly string[] {
  return [
    '- uses: actions/checkout@v4',
    '  with:',
    '    # What a build is compared with, and who may decide, is read from the history.',
    '    fetch-depth: 0',
    ...setupSteps(plan, { tests: false }),
    ...datumSteps(plan),
    '# Only a copy: with it no more travels than is new.',
    '- uses: actions/cache@v4',
    '  with:',
    '    path: .datum/records.git',
    '    key: datum-records-${{ github.run_id }}-${{ github.run_attempt }}',
    '    restore-keys: datum-records-',
    '- uses: actions/download-artifact@v4',
    '  with:',
    '    pattern: datum-part-*',
    `    path: ${JSON.stringify(below(plan.home, 'parts'))}`,
    ...runSteps([{ folder: plan.home, run: judgeLine(plan, 'parts/**/*.part.gz') }]),
  ]
}

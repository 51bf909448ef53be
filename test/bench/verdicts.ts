import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answer, prepared, type Answer, type Prepared } from './verdicts/judge.js'
import { modulesOf, projectFiles } from './verdicts/project.js'
import { Runner } from './verdicts/runs.js'
import { scenarios } from './verdicts/scenarios.js'
import { isWrong, tables } from './verdicts/table.js'

/**
 * Verdicts against the truth: seeded scenarios from real runs of nyc and c8, judged through the whole path on real
 * commits. `--seeds N` projects and sets of scenarios, `--only CAUSE`.
 */
const option = (name: string): string | undefined => process.argv[process.argv.indexOf(`--${name}`) + 1 || process.argv.length]
const SEEDS = Number(option('seeds') ?? 3)
const only = option('only')

const folder = mkdtempSync(join(tmpdir(), 'datum-verdicts-'))
const answers: Answer[] = []
let runs = 0
try {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const modules = modulesOf(seed)
    const files = projectFiles(modules)
    const runner = new Runner(join(folder, `runs-${seed}`))
    const ready = new Map<number, Prepared>()
    const all = scenarios(modules, seed).filter(({ cause }) => only === undefined || cause === only)
    for (const [index, scenario] of all.entries()) {
      const place = ready.get(scenario.below) ?? await prepared(join(folder, `project-${seed}-${scenario.below}`), runner, files, scenario.below)
      ready.set(scenario.below, place)
      const one = await answer(place, scenario, runner)
      answers.push(one)
      if (isWrong(one)) process.stderr.write(`\nwrong: seed ${seed}, ${scenario.name}: ${one.told} instead of ${one.right.join(' or ')} (before ${one.before.covered}/${one.before.total}, alone ${one.alone.covered}/${one.alone.total}, measured ${one.measured?.covered ?? '?'}/${one.measured?.total ?? '?'}, limit ${one.limit})\n`)
      if (one.inside === false) process.stderr.write(`\noutside: seed ${seed}, ${scenario.name}\n`)
      if (process.stderr.isTTY || index === all.length - 1) process.stderr.write(`\rseed ${seed} of ${SEEDS}: ${index + 1} of ${all.length} scenarios, ${runner.runs} runs of nyc and c8  `)
    }
    runs += runner.runs
  }
  process.stdout.write(`\n${answers.length} scenarios from ${runs} runs of nyc and c8\n\n${tables(answers)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

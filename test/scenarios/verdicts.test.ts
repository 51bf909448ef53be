import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { answer, prepared, type Answer } from '../bench/verdicts/judge.js'
import { modulesOf, projectFiles } from '../bench/verdicts/project.js'
import { Runner } from '../bench/verdicts/runs.js'
import { scenarios } from '../bench/verdicts/scenarios.js'
import { isWrong, tables } from '../bench/verdicts/table.js'
import { temporaryFolder } from '../support/folder.js'
import { root } from '../support/root.js'

test('a few scenarios of the bench, one of each cause and one beside code: no verdict is wrong', async (t) => {
  const folder = temporaryFolder(t)
  const modules = modulesOf(7)
  const runner = new Runner(join(folder, 'runs'))
  const place = await prepared(join(folder, 'project'), runner, projectFiles(modules), 0.5)
  const chosen = scenarios(modules, 7).filter(({ name }, index, all) => name !== all[index - 1]?.name && / (?:1|24), (?:alone|with code), 0\.5 pp below$/.test(` ${name}`.replace(/^ \w+,/, '')))
  t.true(chosen.length >= 20, String(chosen.length))
  const answers: Answer[] = []
  for (const scenario of chosen) answers.push(await answer(place, scenario, runner))
  for (const one of answers) t.false(isWrong(one), `${one.scenario.name}: ${one.told}, right is ${one.right.join(' or ')}`)
  for (const { scenario, told } of answers) if (['nothing', 'code', 'tests'].includes(scenario.cause)) t.not(told, 'undetermined', scenario.name)
  t.true(answers.filter(({ told }) => told === 'regression').length > 2)
  t.true(runner.runs > 30, 'real runs')

  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const shape = (text: string): string => text.replace(/\d+(?:\.\d+)? % \(\d+ of \d+\)|none/g, 'N').replace(/\| \d+ /g, '| N ').trim()
  const shown = readme.slice(readme.indexOf('-->', readme.indexOf('<!-- verdicts:')) + 3, readme.indexOf('<!-- end of verdicts -->'))
  t.is(shape(shown.slice(shown.indexOf('| gate |'))).replace(/(?:\| N )+\|/g, '|'), shape(tables(answers)).replace(/(?:\| N )+\|/g, '|'), 'README shows what the bench prints')
})

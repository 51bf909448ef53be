import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { root } from '../support/root.js'
import { TABLE_MARKS, truthTable, truthTableText } from '../support/truth-table.js'

test('the README of the judge shows the table that the judge gives (npm run schemas writes it)', (t) => {
  const text = readFileSync(join(root, 'src/judge/README.md'), 'utf8')
  t.is(text.slice(text.indexOf(TABLE_MARKS[0]) + TABLE_MARKS[0].length, text.indexOf(TABLE_MARKS[1])).trim(), truthTableText())
})

test('observing blocks nobody, and a pull request answers only for what it introduced', (t) => {
  for (const row of truthTable()) {
    if (row.mode === 'observe' || row.verdict === 'pass' || (row.standing === 'pull-request' && row.origin === 'inherited')) t.is(row.exit, 0, JSON.stringify(row))
    else t.not(row.exit, 0, JSON.stringify(row))
  }
})

test('only a regression exits 1, and whose it is never changes what it is called', (t) => {
  for (const row of truthTable()) {
    if (row.exit === 1) t.is(row.verdict, 'regression')
    t.is(row.verdict, row.result === 'pass-unsure' || row.result === 'pass' ? 'pass' : row.result as typeof row.verdict, JSON.stringify(row))
  }
})

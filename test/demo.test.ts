import test from 'ava'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './support/folder.js'
import { root } from './support/root.js'
import { runNode } from './support/run.js'

/** What the demo is about, in the order in which it is told. */
const STORY = [
  'PASS', 'main@v1',
  'ERROR: Coverage for lines', 'INCOMPLETE', 'part-missing',
  'ERROR: Coverage for lines', 'RECALIBRATION REQUIRED', 'false-failure',
  'What is the cause?', 'I, Ada, approve', 'approved:', 'PASS',
  'REGRESSION', 'src/prices.js', 'npx ci-datum init',
]

test('the demo tells its story with real verdicts, and leaves nothing behind', async (t) => {
  t.timeout(170_000)
  const temporary = temporaryFolder(t)
  const { code, out, err } = await runNode(join(root, 'dist/fixtures/demo/demo.js'), [], root, { ...process.env, TMPDIR: temporary, DATUM_DEMO_KEEP: '' })
  t.is(err, '')
  t.is(code, 0)
  let from = 0
  for (const word of STORY) {
    const at = out.indexOf(word, from)
    t.true(at >= 0, `${word} is missing after:\n${out.slice(0, from)}`)
    from = at + word.length
  }
  t.false(out.includes('\u001B'), 'Colours and cursor movements are for terminals')
  t.deepEqual(readdirSync(temporary), [])
  const told = new Set(out.split('\n').map(withoutHashes))
  for (const line of readmeSession()) t.true(told.has(line), `README shows what the demo does not: ${line}`)
})

/** The terminal session of README's first screen, line by line. */
function readmeSession(): readonly string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, session = ''] = /<!-- session -->\n```\n([\s\S]*?)```/.exec(readme) ?? []
  return session.split('\n').map(withoutHashes)
}

/** Commits and measurements have other names in every run. */
function withoutHashes(line: string): string {
  return line.trim().replace(/\b(?:m_)?[0-9a-f]{9,40}\b/g, '#')
}

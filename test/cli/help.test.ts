import test from 'ava'
import { COMMANDS, OPTIONS } from '../../src/commands/table.js'
import { helpText, twinOf } from '../../src/commands/help.js'
import { datum } from '../support/datum.js'
import { root } from '../support/root.js'

for (const { path, summary, examples, options } of COMMANDS) {
  const name = path.join(' ')
  test(`${name} --help: what it does, its options, and an example that runs it`, async (t) => {
    const { code, out, err } = await datum([...path, '--help'], { cwd: root })
    t.is(code, 0, err)
    const words = out.replace(/\s+/g, ' ')
    t.true(words.includes(summary), out)
    t.regex(words, new RegExp(`Examples: npx ci-datum ${name}`))
    t.true(examples.length > 0)
    for (const option of options) t.regex(out, new RegExp(`--${option}\\b`))
  })
}

test('every example is a command line that datum can read', (t) => {
  for (const { path, examples, options, positional } of COMMANDS) {
    for (const [line] of examples) {
      const words = line.match(/"[^"]*"|\S+/g) ?? []
      t.deepEqual(words.slice(0, 2 + path.length), ['npx', 'ci-datum', ...path], line)
      const given = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2))
      t.deepEqual(given.filter((option) => !(options as readonly string[]).includes(option)), [], line)
      const values = words.slice(2 + path.length).filter((word, index, rest) => !word.startsWith('--') && !rest[index - 1]?.startsWith('--'))
      t.true(values.length === 0 || positional !== undefined, line)
    }
  }
})

test('the help of datum names every command once, and no twin of an option twice', (t) => {
  for (const { path } of COMMANDS) t.is(helpText().match(new RegExp(`^  ${path.join(' ')} {2,}`, 'gm'))?.length, 1, path.join(' '))
  const twins = Object.keys(OPTIONS).map(twinOf)
  t.is(new Set(twins).size, twins.length)
})

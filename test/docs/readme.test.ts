import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'ava'
import { COMMANDS, OPTIONS } from '../../src/commands/table.js'
import { helpText } from '../../src/commands/help.js'
import { FINDING_KINDS } from '../../src/detect/index.js'
import { TOPICS, topicName } from '../../src/report/explain/topics.js'
import { root } from '../support/root.js'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = readdirSync(join(root, 'src/report/explain')).filter((name) => name.endsWith('.md'))
const documents = ['README.md', 'src/README.md', 'fixtures/README.md', ...pages.map((name) => `src/report/explain/${name}`)]

/** Every `npx ci-datum …` of a text that names a command, with its words. */
function commandLines(text: string): string[][] {
  return [...text.matchAll(/npx ci-datum ([^`\n]*)/g)].map(([, line = '']) => line.replace(/\s#.*$/, '').trim().split(/\s+/))
}

test('the first screen of README has the two set-up commands, and they are scripts of the package', (t) => {
  const screen = read('README.md').split('\n').slice(0, 40).join('\n')
  const commands = [...screen.matchAll(/^npm ci && (npm .+?)(?:\s+#.*)?$/gm)].map(([, command]) => command?.trim())
  t.deepEqual(commands, ['npm run demo', 'npm test'])
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  t.truthy(scripts['demo'])
  t.truthy(scripts['test'])
})

for (const document of documents) {
  test(`${document} names only commands and options that exist`, (t) => {
    for (const words of commandLines(read(document))) {
      if (words[0] === 'COMMAND' || words[0]?.startsWith('--') || words[0] === '' || words[0] === 'help') continue
      const named = COMMANDS.filter(({ path }) => path[0] === words[0])
      t.true(named.length > 0, `${document}: npx ci-datum ${words.join(' ')}`)
      const spec = named.find(({ path }) => path[1] === undefined || path[1] === words[1])
      const options = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.slice(2).replace(/[=.,;:)"'].*$/, ''))
      for (const option of options.filter((name) => name !== 'help')) {
        t.true(spec ? (spec.options as readonly string[]).includes(option) : option in OPTIONS, `${document}: npx ci-datum ${words.join(' ')}: --${option}`)
      }
    }
    t.pass()
  })

  test(`links of ${document} lead somewhere`, (t) => {
    for (const [, link = ''] of read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
      t.true(existsSync(join(root, dirname(document), link)), `${document}: ${link}`)
    }
    t.pass()
  })
}

test('every topic of explain has a page, and every page a topic', (t) => {
  const topics = TOPICS.flatMap(({ topics: names }) => names)
  t.deepEqual(pages.map((name) => name.replace(/\.md$/, '')).sort(), [...new Set(topics)].sort())
})

test('every finding has a page with what it is, why it happens, how to tell and what to do', (t) => {
  for (const kind of FINDING_KINDS) {
    const page = read(`src/report/explain/${kind}.md`)
    t.is(page.split('\n')[0], `# ${kind}`)
    for (const section of ['What it is', 'Why it happens', 'How to tell', 'What to do']) t.true(page.includes(`\n## ${section}\n`), `${kind}: ${section}`)
  }
})

test('a number means its exit code, and words may be written as they are spoken', (t) => {
  t.is(topicName('4'), 'exit-4')
  t.is(topicName('False Failure'), 'false-failure')
  t.is(topicName('nothing'), undefined)
})

test('help lists every command, those to begin with first', (t) => {
  const help = helpText()
  for (const { path } of COMMANDS) t.regex(help, new RegExp(`^ {2}${path.join(' ')} `, 'm'))
  const more = help.indexOf('\nmore\n')
  for (const { path, first } of COMMANDS) t.is(help.indexOf(`\n  ${path.join(' ')} `) < more, first === true, path.join(' '))
})

test('every command has an example, and every option of a command is described', (t) => {
  for (const { path, examples, options } of COMMANDS) {
    t.true(examples.length > 0, path.join(' '))
    for (const [line] of examples) t.true(line.startsWith(`npx ci-datum ${path.join(' ')}`), line)
    for (const option of options) t.truthy(OPTIONS[option].describe)
  }
})

test('what approves has no environment twin and no option', (t) => {
  const approve = COMMANDS.find(({ path }) => path[1] === 'approve')
  t.deepEqual(approve?.options, [])
  t.is(approve?.twins, false)
})

test('the architecture page names every folder of the source and every library', (t) => {
  const page = read('src/README.md')
  for (const { name } of readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) t.true(page.includes(`\`${name}/\``), name)
  const { dependencies } = JSON.parse(read('package.json')) as { readonly dependencies: Readonly<Record<string, string>> }
  for (const name of Object.keys(dependencies)) t.true(page.includes(name), name)
})

test('no document names a path of one machine', (t) => {
  for (const document of documents) t.notRegex(read(document), /\/(?:work|home\/\w+|root|Users\/\w+)\/\w/, document)
})

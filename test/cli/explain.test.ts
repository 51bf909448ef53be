import test from 'ava'
import { explain } from '../../src/commands/explain.js'
import { TOPICS } from '../../src/report/explain/topics.js'
import { openWorld } from '../../src/world/index.js'
import { datum } from '../support/datum.js'
import { root } from '../support/root.js'
import { isOneMessage } from '../support/untouched.js'

const topics = TOPICS.flatMap((group) => group.topics)

/** What the command writes, in this process: a page a topic in processes of their own would take a minute. */
async function explained(topic: string | undefined): Promise<string> {
  let text = ''
  const world = openWorld(root, {})
  const result = await explain({ topic }, { ...world, terminal: { ...world.terminal, colour: false, columns: 100, write: (more) => { text += more } } })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return text
}

test('there is a page for every topic, with what to do', async (t) => {
  t.true(topics.length > 60)
  for (const topic of topics) {
    const page = await explained(topic)
    t.true(page.length > 200, topic)
    t.notRegex(page, /\bTODO\b|undefined/, topic)
    t.regex(page, /npx ci-datum|git |npm /, topic)
  }
})

test('the list of topics names every one of them', async (t) => {
  const words = new Set((await explained(undefined)).split(/\s+/))
  t.deepEqual(topics.filter((topic) => !words.has(topic)), [])
})

test('a page is found by name, by the words of a verdict, and by an exit code', async (t) => {
  const pages = await Promise.all(['false-failure', 'False Failure', 'FALSE_FAILURE', '4', 'exit-4'].map((topic) => datum(['explain', topic], { cwd: root })))
  for (const { code, err } of pages) t.is(code, 0, err)
  const [first, second, third, four, exitFour] = pages.map(({ out }) => out)
  t.is(second, first)
  t.is(third, first)
  t.is(four, exitFour)
  t.regex(four ?? '', /incomplete/)
  t.notRegex(four ?? '', /\u001B\[/, 'no colours in a pipe')
})

test('a topic there is not is wrong use, and near ones are named', async (t) => {
  const { code, out, err } = await datum(['explain', 'missing-part'], { cwd: root })
  t.is(code, 2)
  t.is(out, '')
  isOneMessage(t, err)
  t.regex(err, /part-missing/)
  t.is((await datum(['explain', '99'], { cwd: root })).code, 2)
})

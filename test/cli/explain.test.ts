import test from 'ava'
import { explain } from '../../src/commands/explain.js'
import { TOOL_FACTS } from '../../src/detect/knowledge/index.js'
import { TOPICS } from '../../src/report/explain/topics.js'
import { openWorld } from '../../src/world/index.js'
import { datum } from '../support/datum.js'
import { root } from '../support/root.js'
import { isOneMessage } from '../support/untouched.js'

const topics = TOPICS.flatMap((group) => group.topics)

/** What the command writes, in this process: a page a topic in processes of their own would take a minute. */
async function explained(topic: string | undefined, search?: string, columns = 100): Promise<string> {
  let text = ''
  const world = openWorld(root, {})
  const result = await explain({ topic, search }, { ...world, terminal: { ...world.terminal, colour: false, columns, write: (more) => { text += more } } })
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

// ---- what is known of tools

test('every fact has a page with when, what, why, what to do and its sources', async (t) => {
  for (const { id, sources } of TOOL_FACTS) {
    const page = await explained(id)
    t.is(page.split('\n')[0], id)
    for (const heading of ['When it applies', 'What moves', 'Why', 'What to do', 'Sources']) t.true(page.includes(`\n${heading}\n`), `${id}: ${heading}`)
    for (const source of sources) t.true(page.includes(source), id)
    t.notRegex(page, /undefined|\[object|\n\n\n| {3}/, id)
    t.true(page.split('\n').every((line) => line.length <= 100 || line.includes('https://')), id)
  }
})

test('the page of a fact says what has to change, and where the numbers go', async (t) => {
  const page = await explained('pytest-xdist-process-state')
  t.regex(page, /- tests run with another number of workers\n/)
  t.regex(page, /- provided that the coverage comes from coverage\.py, before or after\n/)
  t.regex(page.replace(/\s+/g, ' '), /the ratio falls, as much is counted Back again it is the other way round\./)
  t.regex(await explained('vitest-merges-without-a-lost-blob'), /\(no fingerprint shows it\)\n\ndatum then finds part-missing and test-missing\.\n/)
})

test('a search finds what is known of a tool first, and the pages that name it', async (t) => {
  const found = await explained(undefined, 'xdist')
  const names = [...found.matchAll(/^ {2}(\S+)$/gm)].map(([, name]) => name)
  t.is(names[0], 'pytest-xdist-process-state')
  t.true(names.indexOf('environment-file') > names.indexOf('workers-follow-the-processors'))
  t.false(names.some((name) => name?.startsWith('vitest')))
})

test('all words of a search have to be found; where they are not, any of them is enough', async (t) => {
  t.regex(await explained(undefined, 'Vitest shard'), /^ {2}vitest-3-merged-blobs-count-other-branches$/m)
  t.notRegex(await explained(undefined, 'pytest-cov subprocess'), /^ {2}pytest-split/m)
  t.regex(await explained(undefined, 'nextest qqqq'), /^ {2}nextest-runs-no-doctests$/m)
})

test('a short word is not found inside of another', async (t) => {
  const found = await explained(undefined, 'go')
  t.regex(found, /^ {2}go-1-22-untested-packages$/m)
  t.notRegex(found, /^ {2}cargo-/m)
})

test('a search that finds nothing says what to try', async (t) => {
  const nothing = await explained(undefined, 'qqqq')
  t.regex(nothing, /^Nothing was found for "qqqq"\.\nTry one word of it, or the name of a tool: /)
  t.regex(nothing.replace(/\s+/g, ' '), /pytest-xdist/)
})

test('a narrow terminal breaks no name', async (t) => {
  for (const text of [await explained('vitest-3-to-4-v8-remapping', undefined, 40), await explained(undefined, 'qqqq', 40)]) {
    t.true(text.split('\n').every((line) => line.length <= 40 || !line.trim().replace(/^- /, '').includes(' ') || line.includes('npx')), text)
  }
})

test('the list of topics says that there is more, and how to find it', async (t) => {
  t.regex((await explained(undefined)).replace(/\s+/g, ' '), new RegExp(`Known of tools ${TOOL_FACTS.length} changes .* npx ci-datum explain --search vitest`))
})

test('on the command line: by id, by words, never by both', async (t) => {
  const [page, found, both, empty] = await Promise.all([['vitest-4-all-removed'], ['--search', 'jacoco'], ['vitest-4-all-removed', '--search', 'jacoco'], ['--search', ' ']]
    .map((words) => datum(['explain', ...words], { cwd: root })))
  t.deepEqual([page, found, both, empty].map((one) => one?.code), [0, 0, 2, 2])
  t.regex(page?.out ?? '', /coverage\.include/)
  t.regex(found?.out ?? '', /jacoco-class-ids/)
  t.regex((await datum(['explain', 'vitest-4-removed-all'], { cwd: root })).err, /vitest-4-all-removed/)
})

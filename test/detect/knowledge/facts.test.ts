import test from 'ava'
import { FINDING_KINDS } from '../../../src/detect/index.js'
import { TOOL_FACTS } from '../../../src/detect/knowledge/index.js'
import { measuresOfTool } from '../../../src/merge/tool-measures.js'
import { TOPICS } from '../../../src/report/explain/topics.js'

test('every fact has a name of its own, which is no page either', (t) => {
  const ids = TOOL_FACTS.map(({ id }) => id)
  t.true(ids.length > 100)
  t.is(new Set(ids).size, ids.length)
  const pages = TOPICS.flatMap(({ topics }) => topics)
  for (const id of ids) {
    t.regex(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/)
    t.false(pages.includes(id), id)
  }
})

test('every fact says what happens, why, what to do, and who says so', (t) => {
  for (const { id, title, tools, when, moves, why, advice, sources } of TOOL_FACTS) {
    t.true(title.length <= 90 && !title.endsWith('.'), `${id}: ${title}`)
    t.true(tools.length > 0 && tools.every((tool) => tool === tool.toLowerCase()), `${id}: ${tools.join(' ')}`)
    t.true(when.length > 0, id)
    for (const text of [why, advice]) t.regex(text, /^\S.+\.$/, id)
    for (const text of [title, why, advice]) t.notRegex(text, / {2}|\b(?:we|our|you should|TODO)\b|!/i, id)
    t.true(sources.length > 0 && sources.every((source) => /^https:\/\/[\w.-]+\//.test(source) && URL.canParse(source)), `${id}: ${sources.join(' ')}`)
    t.true(moves.every(({ metrics }) => metrics.length > 0 && new Set(metrics).size === metrics.length), id)
    for (const trigger of when) {
      if (trigger.change === 'unseen') t.true(trigger.what.length > 10 && trigger.shows.every((kind) => FINDING_KINDS.includes(kind)), id)
      if (trigger.change === 'version' && trigger.at) t.true(trigger.at.every((version) => /^\d+(?:\.\d+)*$/.test(version)), id)
    }
  }
})

test('a metric is predicted once by a fact', (t) => {
  for (const { id, moves } of TOOL_FACTS) {
    const metrics = moves.flatMap((prediction) => prediction.metrics)
    t.is(new Set(metrics).size, metrics.length, id)
  }
})

/** What a fingerprint holds under another name than a package's: runtimes, and tools that their own reports name. */
const NAMED_OTHERWISE = ['go', 'java', 'node', 'python', 'coverage.py', 'stryker-js']

test('a tool that a fact waits for is one that fingerprints hold', (t) => {
  const waitedFor = TOOL_FACTS.flatMap(({ when, given }) => [
    ...when.flatMap((trigger) => (trigger.change === 'version' ? [trigger.tool] : [])), ...given?.uses ?? [], ...(given?.version ? [given.version.tool] : []),
  ])
  t.deepEqual([...new Set(waitedFor)].filter((tool) => measuresOfTool(tool).length === 0 && !NAMED_OTHERWISE.includes(tool)), [])
})

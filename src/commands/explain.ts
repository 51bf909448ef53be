import { TOOL_FACTS } from '../detect/knowledge/index.js'
import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { factPage } from '../report/explain/fact-page.js'
import { foundText, type Page } from '../report/explain/found-text.js'
import { TOPICS, topicName } from '../report/explain/topics.js'
import { wrap } from '../report/explain/wrap.js'
import { paint } from '../report/paint.js'
import type { World } from '../world/world.js'

export interface ExplainOptions {
  readonly topic?: string | undefined
  readonly search?: string | undefined
}

const WIDEST = 100

/** The page of a finding, failure, verdict, exit code, word, or of something known of tools; else the list, or what a search finds. */
export async function explain({ topic, search }: ExplainOptions, world: World): Promise<Result<Outcome, Failure>> {
  if (topic !== undefined && search !== undefined) return err({ code: 'wrong-use', message: `expected a topic or --search, not both: ${topic}, ${search}` })
  if (search?.trim() === '') return err({ code: 'wrong-use', message: 'expected words after --search, such as the name of a tool' })
  const columns = Math.min(world.terminal.columns, WIDEST)
  const text = topic !== undefined ? await pageOf(topic, world, columns) : search !== undefined ? foundText(search.trim(), TOOL_FACTS, await allPages(world), columns) : topicList(columns)
  if (text === undefined) return err({ code: 'topic-unknown', topic: topic ?? '', near: near(topic ?? '') })
  const style = paint(world.terminal.colour)
  world.terminal.write(topic === undefined ? text : text.replace(/^#+ (.*)$/gm, (_line, title: string) => style.bold(title)))
  return ok({ kind: 'done' })
}

async function pageOf(text: string, world: World, columns: number): Promise<string | undefined> {
  const topic = topicName(text)
  if (topic !== undefined) return world.asset('explain', `${topic}.md`)
  const name = text.trim().toLowerCase().replace(/[\s_.]+/g, '-')
  const fact = TOOL_FACTS.find(({ id }) => id === name)
  return fact && factPage(fact, columns)
}

async function allPages(world: World): Promise<readonly Page[]> {
  const names = [...new Set(TOPICS.flatMap(({ topics }) => topics))]
  const texts = await Promise.all(names.map((name) => world.asset('explain', `${name}.md`)))
  return names.flatMap((name, index) => ({ name, text: texts[index] ?? '' }))
}

function topicList(columns: number): string {
  const groups = TOPICS.map(({ heading, topics }) => `${heading}\n  ${wrap(topics.join(' '), columns - 2, '  ')}`)
  const known = wrap(`${TOOL_FACTS.length} changes of tools and pipelines that are known to move numbers though no code changed have pages too. The name of a tool finds them: npx ci-datum explain --search vitest`, columns - 2, '  ')
  return `npx ci-datum explain TOPIC, where TOPIC is one of:\n\n${groups.join('\n\n')}\n\nKnown of tools\n  ${known}\n`
}

function near(topic: string): readonly string[] {
  const words = topic.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2)
  const alike = (name: string): number => words.filter((word) => name.includes(word)).length
  return [...TOPICS.flatMap(({ topics }) => topics), ...TOOL_FACTS.map(({ id }) => id)].filter((name) => alike(name) > 0).sort((a, b) => alike(b) - alike(a)).slice(0, 5)
}

import type { Outcome } from '../exit-code.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import { TOPICS, topicName } from '../report/explain/topics.js'
import { paint } from '../report/paint.js'
import type { World } from '../world/world.js'

/** The page of a finding, failure, verdict, exit code or word; without a topic the list of them. */
export async function explain(options: { readonly topic?: string | undefined }, world: World): Promise<Result<Outcome, Failure>> {
  if (options.topic === undefined) {
    world.terminal.write(`npx ci-datum explain TOPIC, where TOPIC is one of:\n\n${TOPICS.map(({ heading, topics }) => `${heading}\n${wrapped(topics, world.terminal.columns)}`).join('\n\n')}\n`)
    return ok({ kind: 'done' })
  }
  const topic = topicName(options.topic)
  const page = topic === undefined ? undefined : await world.asset('explain', `${topic}.md`)
  if (page === undefined) return err({ code: 'topic-unknown', topic: options.topic, near: near(options.topic) })
  const style = paint(world.terminal.colour)
  world.terminal.write(page.replace(/^#+ (.*)$/gm, (_line, title: string) => style.bold(title)))
  return ok({ kind: 'done' })
}

function near(topic: string): readonly string[] {
  const words = topic.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2)
  const alike = (name: string): number => words.filter((word) => name.includes(word)).length
  return TOPICS.flatMap(({ topics }) => topics).filter((name) => alike(name) > 0).sort((a, b) => alike(b) - alike(a)).slice(0, 5)
}

function wrapped(names: readonly string[], columns: number): string {
  const lines: string[] = []
  let line = ' '
  for (const name of names) {
    if (line.length + name.length + 1 > Math.min(columns, 100)) {
      lines.push(line)
      line = ' '
    }
    line += ` ${name}`
  }
  return [...lines, line].join('\n')
}

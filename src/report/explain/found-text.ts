import type { ToolFact } from '../../model/tool-fact.js'
import { npx } from '../catalogue/line.js'
import { allOf } from '../catalogue/text.js'
import { triggerWords } from './fact-page.js'
import { search, type Findable } from './search.js'
import { wrap } from './wrap.js'

const LISTED = 12

/** A page by its name and its Markdown. */
export interface Page {
  readonly name: string
  readonly text: string
}

/** What is found for some words among the facts and the pages, or what to try instead. */
export function foundText(query: string, facts: readonly ToolFact[], pages: readonly Page[], columns: number): string {
  const groups = [
    { heading: 'Known of tools', found: search(query, facts.map(findableFact)) },
    { heading: 'Pages', found: search(query, pages.map(findablePage)) },
  ].filter(({ found }) => found.length > 0)
  if (groups.length === 0) return nothingFound(query, facts, columns)
  return `${groups.map(({ heading, found }) => `${heading}\n${listed(found, columns)}`).join('\n\n')}\n\n${npx('explain')} NAME has the page of each.\n`
}

function listed(found: readonly Findable[], columns: number): string {
  const more = found.length > LISTED ? [`  and ${found.length - LISTED} more; another word makes them fewer`] : []
  return [...found.slice(0, LISTED).map(({ name, title }) => `  ${name}\n    ${wrap(title, columns - 4, '    ')}`), ...more].join('\n')
}

function nothingFound(query: string, facts: readonly ToolFact[], columns: number): string {
  const tools = [...new Set(facts.flatMap((fact) => fact.tools))].sort()
  return [
    `Nothing was found for "${query}".`,
    wrap(`Try one word of it, or the name of a tool: ${allOf(tools)}.`, columns),
    `The list of all pages: ${npx('explain')}`,
  ].join('\n') + '\n'
}

function findableFact(fact: ToolFact): Findable {
  return {
    name: fact.id, title: fact.title,
    texts: [[6, fact.tools.join(' ')], [5, fact.id], [4, fact.title], [1, [fact.why, fact.advice, fact.measured ?? '', ...fact.when.map(triggerWords)].join(' ')]],
  }
}

function findablePage({ name, text }: Page): Findable {
  const title = text.split('\n\n')[1]?.replace(/\s+/g, ' ').trim() ?? ''
  return { name, title, texts: [[5, name], [4, title], [1, text]] }
}

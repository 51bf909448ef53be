import type { Direction, Given, Prediction, ToolFact, Trigger } from '../../model/tool-fact.js'
import { npx } from '../catalogue/line.js'
import { allOf } from '../catalogue/text.js'
import { wrap } from './wrap.js'

/** The page of something known of tools, in the form of the other pages. */
export function factPage(fact: ToolFact, columns: number): string {
  const paragraph = (text: string): string => wrap(text, columns)
  const list = (items: readonly string[]): string => items.map((item) => wrap(`- ${item}`, columns, '  ')).join('\n')
  const shown = fact.when.flatMap((trigger) => (trigger.change === 'unseen' ? trigger.shows : []))
  return [
    `# ${fact.id}`,
    paragraph(`${fact.title}.`),
    '## When it applies',
    list([...fact.when.map(triggerWords), ...givenWords(fact.given)]),
    ...(shown.length === 0 ? [] : [paragraph(`datum then finds ${allOf(shown)}.`)]),
    '## What moves',
    fact.moves.length === 0 ? paragraph('No number that datum counts by itself; the tool\'s own gate or report does.') : list(fact.moves.map(moveWords)),
    ...(turns(fact.moves) ? ['Back again it is the other way round.'] : []),
    '## Why',
    paragraph(fact.why),
    ...(fact.measured === undefined ? [] : [paragraph(fact.measured)]),
    '## What to do',
    paragraph(fact.advice),
    paragraph(`What a changed instrument means: ${npx('explain', 'instrument-changed')}`),
    '## Sources',
    fact.sources.map((source) => `- ${source}`).join('\n'),
  ].join('\n\n') + '\n'
}

/** What has to change, in words. */
export function triggerWords(trigger: Trigger): string {
  switch (trigger.change) {
    case 'version':
      return trigger.at ? `${trigger.tool} passes ${orOf(trigger.at)}, up or back` : `${trigger.tool} has another version`
    case 'identity':
      return `the report's ${trigger.field} is ${trigger.to} and was ${trigger.from}, or the other way round`
    case 'setting':
      return `another setting of ${orOf(trigger.fields.map((field) => field.replace(/^option /, '')))}`
    case 'shards':
      return 'tests run in another number of shards'
    case 'workers':
      return 'tests run with another number of workers'
    case 'processors':
      return 'the runner has another number of processors'
    case 'system':
      return 'the runner has another operating system or processor type'
    case 'unseen':
      return `${trigger.what} (no fingerprint shows it)`
  }
}

function givenWords({ uses = [], lacks = [], producer, version }: Given = {}): readonly string[] {
  return [
    ...(producer === undefined ? [] : [`provided that the coverage comes from ${producer}, before or after`]),
    ...(uses.length === 0 ? [] : [`provided that ${allOf(uses)} ${uses.length === 1 ? 'takes' : 'take'} part`]),
    ...(lacks.length === 0 ? [] : [`provided that ${orOf(lacks)} does not`]),
    ...(version ? [`provided that ${version.tool} is ${[...(version.from === undefined ? [] : [`${version.from} or later`]), ...(version.below === undefined ? [] : [`older than ${version.below}`])].join(' and ')}`] : []),
  ]
}

const RATIO: { readonly [D in Direction]: string } = { up: 'rises', down: 'falls', either: 'may move either way', none: 'does not move' }
const COUNTED: { readonly [D in Direction]: string } = { up: 'more is counted', down: 'less is counted', either: 'other things may be counted', none: 'as much is counted' }

function moveWords({ metrics, ratio, counted }: Prediction): string {
  return `${allOf(metrics)}: the ratio ${RATIO[ratio]}, ${COUNTED[counted]}`
}

function turns(moves: readonly Prediction[]): boolean {
  return moves.some(({ ratio, counted }) => [ratio, counted].some((direction) => direction === 'up' || direction === 'down'))
}

function orOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}

import { EMPTY, textAt, type Static } from '../static.js'

/** A reporter as jest and vitest take it: `'json'` or `['json', { file: 'x.json' }]`. */
export interface Reporter {
  readonly name: string
  readonly options: Static
}

export function namedReporters(value: Static | undefined): readonly Reporter[] {
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
  return items.flatMap((item) => {
    const [name, options] = item.kind === 'list' ? item.items : [item]
    if (name?.kind !== 'scalar' || typeof name.value !== 'string') return []
    return name.value.split(',').map((each) => ({ name: each, options: options ?? EMPTY }))
  })
}

/** The file istanbul's `json` reporter writes, and whether it is asked for; reporters that are not set or not known keep the default. */
export function jsonReport(reporters: Static | undefined, onByDefault: boolean): { readonly file: string; readonly on: boolean } {
  const named = namedReporters(reporters)
  const json = named.find(({ name }) => name === 'json')
  const unknown = reporters === undefined || reporters.kind === 'computed' || (reporters.kind === 'list' && reporters.items.some(({ kind }) => kind === 'computed'))
  return { file: textAt(json?.options, 'file') ?? 'coverage-final.json', on: json !== undefined || (unknown && onByDefault) }
}

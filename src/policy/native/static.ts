/** What is known of a configuration value without running anything. */
export type Static = Scalar | List | Table | Computed

export interface Scalar {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}

interface List {
  readonly kind: 'list'
  readonly items: readonly Static[]
}

/** `open` is the source of what may set further members and was not read; null when the members are all. */
export interface Table {
  readonly kind: 'table'
  readonly members: ReadonlyMap<string, Static>
  readonly open: string | null
}

/** Only running it would tell; `by` is its source, in one line. */
export interface Computed {
  readonly kind: 'computed'
  readonly by: string
}

export const EMPTY: Table = { kind: 'table', members: new Map(), open: null }

export function scalar(value: Scalar['value']): Scalar {
  return { kind: 'scalar', value }
}

export function computed(by: string): Computed {
  const line = by.replaceAll(/\s+/g, ' ').trim()
  return { kind: 'computed', by: line.length > 60 ? `${line.slice(0, 57)}...` : line }
}

/** Parsed JSON, YAML or TOML as a static value. Dates become their text. */
export function fromData(data: unknown): Static {
  if (data === null || data === undefined) return scalar(null)
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') return scalar(data)
  if (Array.isArray(data)) return { kind: 'list', items: data.map(fromData) }
  if (typeof data === 'object' && (Object.getPrototypeOf(data) === Object.prototype || Object.getPrototypeOf(data) === null)) {
    return { kind: 'table', members: new Map(Object.entries(data).map(([key, member]) => [key, fromData(member)])), open: null }
  }
  if (typeof data === 'bigint') return scalar(String(data))
  return data instanceof Date ? scalar(data.toISOString()) : computed('a value of a library')
}

/** The member at a path: undefined when it is certainly not there, computed when that is not known. */
export function at(value: Static | undefined, ...path: readonly string[]): Static | undefined {
  const [key, ...rest] = path
  if (key === undefined || value === undefined || value.kind === 'computed') return value
  if (value.kind !== 'table') return undefined
  const member = value.members.get(key)
  if (member === undefined) return value.open === null ? undefined : computed(value.open)
  return at(member, ...rest)
}

export function textAt(value: Static | undefined, ...path: readonly string[]): string | undefined {
  const member = at(value, ...path)
  return member?.kind === 'scalar' && typeof member.value === 'string' ? member.value : undefined
}

export function isTrue(value: Static | undefined): boolean {
  return value?.kind === 'scalar' && (value.value === true || value.value === 'true')
}

/** The value with the member at the path replaced; tables on the way are made where there are none. */
export function withMember(value: Static, path: readonly string[], member: Static): Static {
  const [key, ...rest] = path
  if (key === undefined) return member
  if (value.kind === 'computed') return value
  const table = value.kind === 'table' ? value : EMPTY
  return { ...table, members: new Map(table.members).set(key, withMember(table.members.get(key) ?? EMPTY, rest, member)) }
}

/**
 * `{ ...first, ...second }`. Of what is spread over it and was not read, any member of the first may have been
 * replaced, so that none of them is known any more.
 */
export function spread(first: Table, second: Static): Table {
  if (second.kind === 'scalar' || second.kind === 'list') return first
  const open = second.kind === 'computed' ? second.by : second.open
  const before = open === null ? first.members : new Map([...first.members.keys()].map((key) => [key, computed(open)] as const))
  const after = second.kind === 'table' ? second.members : new Map<string, Static>()
  return { kind: 'table', members: new Map<string, Static>([...before, ...after]), open: open ?? first.open }
}

/** Vite's `mergeConfig`: tables member by member, lists joined, else the second. */
export function merged(first: Static, second: Static): Static {
  if (first.kind === 'list' && second.kind === 'list') return { kind: 'list', items: [...first.items, ...second.items] }
  if (second.kind !== 'table') return second
  if (first.kind === 'computed') return { ...second, open: second.open ?? first.by }
  if (first.kind !== 'table') return second
  const members = new Map(first.members)
  for (const [key, member] of second.members) {
    const before = members.get(key)
    members.set(key, before === undefined ? member : merged(before, member))
  }
  return { kind: 'table', members, open: second.open ?? first.open }
}

/** Either of two values: what they do not agree on is not known. */
export function either(first: Static, second: Static, by: string): Static {
  if (JSON.stringify(plain(first)) === JSON.stringify(plain(second))) return first
  if (first.kind !== 'table' || second.kind !== 'table') return computed(by)
  const keys = new Set([...first.members.keys(), ...second.members.keys()])
  const members = [...keys].map((key): [string, Static] => {
    const [one, other] = [first.members.get(key), second.members.get(key)]
    return [key, one && other ? either(one, other, by) : computed(by)]
  })
  return { kind: 'table', members: new Map(members), open: first.open ?? second.open }
}

function plain(value: Static): unknown {
  if (value.kind === 'scalar') return [value.value]
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'table') return { open: value.open, members: [...value.members].map(([key, member]) => [key, plain(member)]) }
  return { by: value.by }
}

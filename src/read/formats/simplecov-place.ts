/** A place as Ruby's Coverage writes it into a key: `[:if, 0, 12, 4, 14, 7]`, `["Foo", :bar, 3, 2, 5, 5]`. */
export interface RubyPlace {
  /** The type of a branch, the class and name of a method. */
  readonly type: string
  readonly location: string
  readonly order: readonly number[]
}

/** Undefined for a key that ends in no place. */
export function rubyPlace(key: string): RubyPlace | undefined {
  const match = /^\[(.*?),\s*(?:\d+,\s*)?(\d+),\s*(\d+),\s*(\d+),\s*(\d+)\]$/s.exec(key)
  if (!match) return undefined
  const [, names = '', ...numbers] = match
  const order = numbers.map(Number)
  const [sl = 0, sc = 0, el = 0, ec = 0] = order
  const type = names.replaceAll(/[":\s]+/g, ' ').replaceAll(' , ', ',').trim().replaceAll(/[\s,]+/g, '.')
  return { type: type === '' ? 'branch' : type, location: `${sl}:${sc}-${el}:${ec}`, order }
}

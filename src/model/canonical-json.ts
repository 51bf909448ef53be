/**
 * JSON with sorted keys and no white space, after RFC 8785 (JSON Canonicalization Scheme) for the values datum
 * hashes: strings, booleans, null, integers, arrays and plain objects. Members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`Not an integer: ${value}`)
    return String(value === 0 ? 0 : value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const record = value as Readonly<Record<string, unknown>>
    const members = Object.keys(record).filter((key) => record[key] !== undefined).sort()
    return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(',')}}`
  }
  throw new TypeError(`Not a JSON value: ${typeof value}`)
}

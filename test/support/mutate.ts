/** Numbers from 0 up to 1 that follow from a seed alone (mulberry32): what was found once is found again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Pieces that break readers: ends of structures, numbers that are none, names that objects have anyway. */
const PIECES = [
  '{', '}', '[', ']', '"', ',', ':', '\\u0000', 'null', '1e999', '-1', '1,024', '18446744073709551616', 'NaN', '<', '>', '/>', '</', '&', '&x;', '<!', '<![CDATA[',
  '__proto__', 'constructor', '\n', '\r\n', '\t', '\ufeff', 'end_of_record\n', 'SF:\n', 'DA:1,', 'mode: set\n', '0', '999999999', '(1/2)', '(9/2)', 'true', '""', '\ud800',
] as const

/** One to four edits of a text: a piece put in, taken out, doubled, moved or the end cut off. */
export function mutated(text: string, random: () => number): string {
  let result = text
  for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits -= 1) {
    const at = Math.floor(random() * (result.length + 1))
    const length = 1 + Math.floor(random() ** 3 * 200)
    const piece = PIECES[Math.floor(random() * PIECES.length)] ?? ''
    switch (Math.floor(random() * 6)) {
      case 0: result = result.slice(0, at) + piece + result.slice(at); break
      case 1: result = result.slice(0, at) + result.slice(at + length); break
      case 2: result = result.slice(0, at) + result.slice(at, at + length) + result.slice(at); break
      case 3: result = result.slice(0, at) + piece + result.slice(at + piece.length); break
      case 4: result = result.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + result.slice(at + 1); break
      default: result = random() < 0.2 ? result.slice(0, at) : result.slice(0, at) + result.slice(at + 1)
    }
  }
  return result
}

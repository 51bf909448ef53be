const SEPARATORS = '\n;&|()'

/**
 * The simple commands of a shell text, each as its words: quotes and backslashes resolved, lines joined at a trailing
 * backslash, comments dropped. Variables stay as written (`$MIN`), also a CI's `${{ ... }}` with blanks inside.
 */
export function shellCommands(text: string): string[][] {
  const commands: string[][] = []
  let words: string[] = []
  let word: string | undefined
  const endWord = (): void => {
    if (word !== undefined) words.push(word)
    word = undefined
  }
  const endCommand = (): void => {
    endWord()
    if (words.length > 0) commands.push(words)
    words = []
  }
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i)
    const end = spanEnd(text, i)
    if (end > i) {
      word = (word ?? '') + spanText(text.slice(i, end))
      i = end - 1
    } else if (character === '\\') {
      i += text.startsWith('\r\n', i + 1) ? 2 : 1
      if (text.charAt(i) !== '\n') word = (word ?? '') + text.charAt(i)
    } else if (character === '#' && word === undefined) {
      while (i + 1 < text.length && text.charAt(i + 1) !== '\n') i += 1
    } else if (SEPARATORS.includes(character)) {
      endCommand()
    } else if (/\s/.test(character)) {
      endWord()
    } else {
      word = (word ?? '') + character
    }
  }
  endCommand()
  return commands
}

/** End of a quoted text or a `${{ }}` that starts here; the position itself when neither does. */
function spanEnd(text: string, start: number): number {
  if (text.startsWith('${{', start)) return closing(text.indexOf('}}', start), 2, text)
  if (text.charAt(start) === "'") return closing(text.indexOf("'", start + 1), 1, text)
  if (text.charAt(start) !== '"') return start
  for (let i = start + 1; i < text.length; i += 1) {
    if (text.charAt(i) === '\\') i += 1
    else if (text.charAt(i) === '"') return i + 1
  }
  return text.length
}

function closing(position: number, length: number, text: string): number {
  return position < 0 ? text.length : position + length
}

function spanText(span: string): string {
  if (span.startsWith('${{')) return span
  const inner = span.length > 1 && span.endsWith(span.charAt(0)) ? span.slice(1, -1) : span.slice(1)
  return span.startsWith("'") ? inner : inner.replaceAll(/\\(\r?\n|["\\$`])/g, (_all, escaped: string) => (escaped.endsWith('\n') ? '' : escaped))
}

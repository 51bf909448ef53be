import { fromData, type Static } from '../static.js'

/**
 * INI text as Python reads it (configparser, and iniconfig for pytest, which agree on this much): sections, `key = value`
 * or `key: value`, values that go on in deeper lines, whole-line comments with `#` or `;`. Keys are lower case, the last
 * of equal ones counts. Not a general INI reader: npm's `ini` knows no continued values.
 */
export function parseIni(text: string): Static {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let key: string | undefined
  let indent = 0
  for (const line of text.split(/\r?\n/)) {
    const content = line.trim()
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue
    const depth = line.length - line.trimStart().length
    const header = /^\[([^\]]+)\]/.exec(content)?.[1]
    if (section !== undefined && key !== undefined && depth > indent) {
      section.set(key, `${section.get(key) ?? ''}\n${content}`.trim())
    } else if (header !== undefined) {
      section = sections.get(header) ?? new Map<string, string>()
      sections.set(header, section)
      key = undefined
    } else {
      const [, name, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content) ?? []
      key = (name ?? content).toLowerCase()
      indent = depth
      section?.set(key, value ?? '')
    }
  }
  return fromData(Object.fromEntries([...sections].map(([name, members]) => [name, Object.fromEntries(members)])))
}

/** Members that gate or print and do not measure: a moved threshold is not another instrument. */
const NOT_MEASURING = [
  'lines', 'statements', 'functions', 'branches', 'check-coverage', 'checkCoverage', 'per-file', 'perFile', 'watermarks',
  'coverageThreshold', 'thresholds', 'autoUpdate', '100', 'reporter', 'reporters', 'coverageReporters', 'report-dir', 'reportDir', 'reportsDirectory',
  'coverageDirectory', 'verbose', 'fail_under',
]

/** A member of JavaScript, YAML or INI that gates: its name, and a plain value or what stands in brackets after it. */
const PLAIN = new RegExp(String.raw`(?<=^[ \t]*|[{,]\s*)["']?(?:${NOT_MEASURING.join('|')})["']?[ \t]*[:=][ \t]*(?:true|false|-?[\d.]+)[ \t]*,?[ \t]*`, 'gm')
const OPENING = new RegExp(String.raw`(?<![\w.-])["']?(?:watermarks|coverageThreshold|thresholds)["']?\s*:\s*\{`)

/** Sections of files that configure much else. */
const SHARED_FILE = /^(?:pyproject\.toml|setup\.cfg|tox\.ini)$/
const SECTION = /^\s*\[[^\]\n]*\]/m

/**
 * What of a tool's configuration says how it measures: JSON without its gates, in one spelling; of files that hold
 * more than one tool's settings the sections of coverage.py and pytest; other text without members that gate.
 */
export function measuringText(name: string, text: string): string {
  const json = parsed(text)
  if (json !== undefined) return JSON.stringify(withoutGates(json))
  return withoutBlocks(SHARED_FILE.test(name) ? sections(text) : text).replace(PLAIN, '')
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function withoutGates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutGates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => !NOT_MEASURING.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, withoutGates(member)]))
}

/** The text without `thresholds: { … }`, brackets within it counted. */
function withoutBlocks(text: string): string {
  const opening = OPENING.exec(text)
  if (!opening) return text
  let depth = 1
  let at = opening.index + opening[0].length
  for (; at < text.length && depth > 0; at += 1) depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0
  return text.slice(0, opening.index) + withoutBlocks(text.slice(at).replace(/^\s*,/, ''))
}

function sections(text: string): string {
  const parts = text.split(/^(?=\s*\[)/m)
  return parts.filter((part) => /coverage|pytest/.test(SECTION.exec(part)?.[0] ?? '')).join('')
}

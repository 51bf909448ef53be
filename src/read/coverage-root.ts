import type { Document } from './format.js'
import { rootTag } from './xml.js'

/** Three formats have the root element `coverage`; its attributes and its first child tell which. */
export function coverageRoot({ root, text }: Document): 'cobertura' | 'clover' | 'sonarqube' | null {
  if (root !== 'coverage') return null
  const { tag, child } = rootTag(text)
  if (/\s(?:line-rate|branch-rate|lines-valid|lines-covered)\s*=/.test(tag) || child === 'packages' || child === 'sources') return 'cobertura'
  if (/\s(?:generated|clover)\s*=/.test(tag) || child === 'project') return 'clover'
  return /\sversion\s*=\s*["']1["']/.test(tag) && (child === null || child === 'file') ? 'sonarqube' : null
}

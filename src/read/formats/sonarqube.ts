// Format: https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/test-coverage/generic-test-data/
// Totals: none are in it; lines and branches to cover are counted
import type { Failure } from '../../model/failure.js'
import type { Report } from '../../model/report.js'
import { ok, type Result } from '../../model/result.js'
import { MOST_ARMS, type CoverageFile } from '../coverage-file.js'
import { CoverageFiles } from '../coverage-files.js'
import { coverageReport } from '../coverage-report.js'
import { coverageRoot } from '../coverage-root.js'
import type { Document, Format } from '../format.js'
import { wholeNumber } from '../lines.js'
import { walkXml } from '../xml.js'

/** SonarQube's generic test coverage: lines that are covered or not, and numbers of branches. */
export const sonarqube: Format = {
  id: 'sonarqube',
  measure: 'coverage',
  title: 'SonarQube generic test coverage (gcovr --sonarqube, jest-sonar and others)',
  claims: (document) => coverageRoot(document) === 'sonarqube',
  read: readSonarqube,
}

function readSonarqube(document: Document): Result<Report, Failure> {
  const files = new CoverageFiles()
  let file: CoverageFile | null = null
  let fault: string | null = null
  const walked = walkXml(document, 'SonarQube generic coverage', {
    open: (name, attributes) => {
      if (name === 'file') {
        const path = attributes['path'] ?? ''
        if (path === '') fault = 'a file has no path'
        else file = files.at(path)
        file?.has('line')
      } else if (name === 'lineToCover') {
        fault = file ? addLine(file, attributes) : 'lineToCover outside of a file'
      }
    },
    close: (name) => {
      if (name === 'file') file = null
    },
    fault: () => fault,
  })
  if (!walked.ok) return walked
  return ok(coverageReport(document, 'sonarqube', files, { tool: 'sonarqube generic', definition: 'lines and branches to cover', counts: false }))
}

/** What is wrong with the line; null when it was counted. */
function addLine(file: CoverageFile, attributes: Readonly<Record<string, string>>): string | null {
  const line = wholeNumber(attributes['lineNumber'])
  const covered = attributes['covered']?.toLowerCase()
  if (line === undefined) return 'lineToCover has no lineNumber'
  if (covered !== 'true' && covered !== 'false') return `line ${line} is neither covered="true" nor covered="false"`
  file.line(line, covered === 'true' ? 1 : 0)
  if (attributes['branchesToCover'] === undefined) return null
  const total = wholeNumber(attributes['branchesToCover'])
  const taken = wholeNumber(attributes['coveredBranches'] ?? '0')
  if (total === undefined || taken === undefined || taken > total || total > MOST_ARMS) return `line ${line} has a number of branches that cannot be`
  file.arms(line, taken, total)
  return null
}

export { defectWords, findingWords, ledgerWords, namedBuild, wordsOf } from './findings.js'

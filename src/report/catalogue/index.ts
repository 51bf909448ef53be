export { defectWords, findingWords, ledgerWords, wordsOf } from './findings.js'

import type { Failure, FailureCode } from '../../model/failure.js'
import type { FailureWords } from './failures/failure-words.js'
import { recordFailureWords } from './failures/record.js'
import { recordsFailureWords } from './failures/records.js'
import { reportFailureWords } from './failures/reports.js'
import { useFailureWords } from './failures/use.js'
import { finished, type Words } from './words.js'

/** The words of every failure: a code without them does not compile. */
export const failureWords: FailureWords<FailureCode> = { ...useFailureWords, ...reportFailureWords, ...recordFailureWords, ...recordsFailureWords }

export function failureText(failure: Failure): Words {
  const words = failureWords[failure.code] as (failure: Failure) => Words
  return finished(words(failure))
}

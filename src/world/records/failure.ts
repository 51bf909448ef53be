import type { Failure } from '../../model/failure.js'
import { LOCAL } from './local.js'
import { REMOTE } from './settings.js'
import type { Trouble } from './trouble.js'

/** A trouble that lasted, as a failure. */
export function failureOf(trouble: Trouble, home: string, attempts: number): Failure {
  const detail = trouble.detail.includes(`'${REMOTE}' does not appear`) ? 'git 2.31 or newer is needed to reach it' : trouble.detail.replaceAll(REMOTE, home)
  switch (trouble.kind) {
    case 'faster':
      return { code: 'records-busy', home, attempts }
    case 'absent':
    case 'unreachable':
      return { code: 'records-unreachable', home, detail }
    case 'refused':
      return { code: 'records-refused', home, why: trouble.why, detail }
    case 'damaged':
      return { code: 'records-damaged', home, what: 'an object', detail }
    case 'full':
      return { code: 'store-full', file: LOCAL, detail }
    case 'unwritable':
      return { code: 'store-unwritable', file: LOCAL, detail }
    case 'unknown':
      return { code: 'git-failed', command: `git for the records of ${home}`, detail }
  }
}

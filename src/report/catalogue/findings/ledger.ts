import { counted } from '../../numbers.js'
import type { LedgerKind } from '../../../model/finding.js'
import { npx, quoted } from '../line.js'
import { capital, keyName, limitOfKey } from '../phrases.js'
import { allOf, brief, cut, inFull, someOf } from '../text.js'
import type { Context, WordsFor } from '../words.js'

/** What verifying the ledger gives. None of it needs a build. */
export const ledgerFindingWords: WordsFor<LedgerKind, Pick<Context, 'origin'>> = {
  'threshold-moved': ({ key, ledger, file }) => ({
    title: `thresholds.yaml says ${limitOfKey(key, file)} for ${keyName(key)}, the approved entries say ${limitOfKey(key, ledger)}`,
    detail: ['a limit moves by an approved entry only; the file is written from the entries'],
    remedy: `Write the file from the ledger again and commit it: ${npx('recalibrate project')}`,
  }),

  'ledger-altered': ({ entry, file, what }) => ({
    title: `Entry ${brief(entry, 70)} ${ALTERED[what]}`,
    detail: [`file: ${file}`],
    remedy: what === 'unanchored'
      ? `Delete the copy and propose the same change on this branch: git rm ${quoted(file)}`
      : what === 'digest'
        ? `Take the approved text back (git log -p -- ${quoted(file)}), or remove its approval block and: ${npx('recalibrate approve', entry)}`
        : `Take it back from the base branch: git checkout origin/main -- ${quoted(file)}`,
  }),

  'ledger-fork': ({ key, entries }) => ({
    title: `${counted(entries.length, 'approved entry', 'approved entries')} move the same limit from one starting point: ${keyName(key)}`,
    detail: [`entries: ${someOf(entries)}`, 'the limit from before them stays in force'],
    remedy: `Say which of them holds, and let it be approved: ${npx('recalibrate reconcile', entries.at(-1) ?? '')}`,
  }),

  'ledger-unverifiable': ({ why }) => ({
    title: `The ledger cannot be held against its trusted base: ${cut(why, 100)}`,
    detail: inFull('why', why, 100),
    remedy: `Fetch the history and the target branch in this job (fetch-depth: 0), then: ${npx('recalibrate verify', { base: 'main' })}`,
  }),

  'entry-invalid': ({ file, problems }) => ({
    title: `${brief(file, 90)} is not valid: ${counted(problems.length, 'mistake')}`,
    detail: problems,
    remedy: file.endsWith('thresholds.yaml')
      ? `Write the file from the ledger again and commit it: ${npx('recalibrate project')}`
      : `Correct a proposed entry where it says so; take an approved one back: git checkout origin/main -- ${quoted(file)}`,
  }),

  'approver-unknown': ({ entry, who, why }) => ({
    title: who === '' ? `Entry ${brief(entry, 60)} has an approval that names nobody`
      : why === 'unsigned' ? `Entry ${brief(entry, 60)} has no signature of a key that is listed for ${cut(who, 50)}`
        : `Entry ${brief(entry, 60)} was approved by ${cut(who, 50)}, who is not an approver`,
    detail: [why === 'unsigned' ? 'keys are those of baselines/allowed_signers on the trusted base' : 'approvers are those of the policy on the trusted base'],
    remedy: `Remove its approval block and let a listed approver decide: ${npx('recalibrate approve', entry)}`,
  }),

  'policy-weakened': ({ field, from, to }) => ({
    title: `policy.yaml lets more through and no approved entry says so: ${brief(field, 40)} ${cut(from, 24)} -> ${cut(to, 24)}`,
    detail: from.length > 24 || to.length > 24 ? [`${field}: ${from} -> ${to}`] : [],
    remedy: `Take the change back, or have an entry approved that covers ${field}: ${npx('explain', 'policy-weakened')}`,
  }),

  'scope-moved': ({ scope, entry }) => ({
    title: `The scope ${brief(scope)} has limits and was defined anew, and no approved entry says so`,
    detail: [`its limit was set by the entry with the digest ${entry}`],
    remedy: `Take the change of baselines/policy.yaml back, or have an entry approved that covers it: ${npx('explain', 'scope-moved')}`,
  }),

  'approval-expired': ({ entry, expires, frozen }) => ({
    title: `Entry ${brief(entry, 70)} held until ${expires} and is still in force${frozen ? '; on a frozen branch that fails nothing' : ''}`,
    detail: [],
    remedy: `Make good what it promised and tighten the limit, or have a new entry approved: ${npx('recalibrate show', entry)}`,
  }),

  'recalibration-reverted': ({ entries }) => ({
    title: `${capital(counted(entries.length, 'approved entry', 'approved entries'))} ${entries.length === 1 ? 'was' : 'were'} taken away, and the limits stand as before: ${allOf(entries.slice(0, 2).map((entry) => brief(entry, 40)))}`,
    detail: entries.length > 2 ? [`entries: ${someOf(entries)}`] : [],
    remedy: `Take the change of the pipeline back as well, and see that the ledger holds: ${npx('recalibrate verify')}`,
  }),

  'entry-proposed': ({ entry, title }) => ({
    title: `Entry ${brief(entry, 70)} waits for approval and changes nothing until then`,
    detail: [`title: ${title}`],
    remedy: `An approver reads it and decides: ${npx('recalibrate approve', entry)}`,
  }),
}

const ALTERED = {
  digest: 'is not what its approval was given for',
  changed: 'is approved on the base and was changed',
  removed: 'is approved on the base and was removed: a limit is looser, or the rest does not hold',
  unanchored: 'starts from a limit that is not in force here',
} as const

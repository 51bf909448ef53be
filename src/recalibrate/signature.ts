import type { Approval, Entry } from '../model/recalibration.js'

/** Who may sign with which key, as `ssh-keygen -Y verify` reads it; the trusted base's counts. */
export const ALLOWED_SIGNERS_FILE = 'baselines/allowed_signers'

/** What is signed: who approves which content, and when. Nothing of it can be changed or used for another entry. */
export function signedText({ who, when, digest }: Pick<Approval, 'who' | 'when' | 'digest'>): string {
  return `datum approval v1\n${digest}\n${who.normalize('NFC')}\n${when}\n`
}

/** The name a key is listed under: the approver's mail address. */
export function principalOf(who: string): string {
  return (/<([^<>]+)>/.exec(who)?.[1] ?? who).trim().toLowerCase()
}

/** Names an approval of an entry among those whose signatures were verified. */
export function approvalKey(entry: Pick<Entry, 'id'>, { who, digest }: Pick<Approval, 'who' | 'digest'>): string {
  return `${entry.id} ${digest} ${who}`
}

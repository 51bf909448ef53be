import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { adopted } from '../support/adopted.js'
import { temporaryFolder } from '../support/folder.js'
import { decide, entriesOf } from '../support/ledger.js'
import type { Project } from '../support/project.js'
import { ENTER, hasPty, onTerminal } from '../support/pty.js'

/** A key of an SSH agent's kind, without a passphrase. */
function keyOf(t: ExecutionContext, who: string): { readonly file: string; readonly listed: string } {
  const file = join(temporaryFolder(t), 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', file])
  return { file, listed: `${who} ${execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' }).trim()}\n` }
}

async function signedBy(project: Project, key: string, id: string): Promise<{ readonly code: number | null; readonly shown: string }> {
  project.git('config', 'user.signingkey', key)
  return onTerminal(['recalibrate', 'approve', id], {
    cwd: project.top, steps: [['What is the cause?', ENTER], ['Why is it right?', ENTER], ['Type', `I, Ada, approve ${id}${ENTER}`]],
  })
}

/** A project that wants signatures, with the first limits signed. */
async function signing(t: ExecutionContext): Promise<{ readonly project: Project; readonly key: string; readonly proposed: (title: string) => string }> {
  const key = keyOf(t, 'ada@example.org')
  const project = adopted(t, { limits: [], more: 'signed: true' })
  project.write('baselines/allowed_signers', key.listed)
  const first = decide(project, { title: 'first limits', limits: ['coverage.lines.min=90'], by: null })
  const { code, shown } = await signedBy(project, key.file, first)
  if (code !== 0) throw new Error(shown)
  project.commit('Adopt datum with signatures')
  return { project, key: key.file, proposed: (title) => decide(project, { title, limits: ['coverage.lines.min=95'], cause: 'tightening', by: null }) }
}

const onPty = hasPty ? test : test.skip

onPty('a signed approval holds in a clone that has no key', async (t) => {
  const { project, key, proposed } = await signing(t)
  const id = proposed('stricter')
  const { code, shown } = await signedBy(project, key, id)
  t.is(code, 0, shown)
  t.regex(shown, /\(signed\)/)
  project.git('config', '--unset', 'user.signingkey')
  project.commit('Stricter')
  const told = await project.datum(['recalibrate', 'verify'])
  t.is(told.code, 0, told.out)
  t.regex((await project.datum(['recalibrate', 'show', id])).out, /\(signed\)/)
})

onPty('a stranger\'s signature, a signature of another entry and a typed approval hold nothing', async (t) => {
  const { project, key, proposed } = await signing(t)
  project.commit('Signatures are wanted from here on')
  const stranger = proposed('by a stranger')
  t.is((await signedBy(project, keyOf(t, 'ada@example.org').file, stranger)).code, 0)
  const told = await project.datum(['recalibrate', 'verify'])
  t.is(told.code, 5)
  t.regex(told.out, /approver-unknown/)
  project.git('checkout', '-q', '.')
  project.remove(`baselines/recalibrations/${stranger}.md`)

  const id = proposed('stricter')
  t.is((await signedBy(project, key, id)).code, 0)
  const [first] = entriesOf(project).filter((entry) => entry.id.endsWith('first-limits'))
  const file = `baselines/recalibrations/${id}.md`
  const own = entriesOf(project).find((entry) => entry.id === id)?.approvals[0]?.signature ?? ''
  const whole = project.read(file)
  project.write(file, whole.replace(own, first?.approvals[0]?.signature ?? ''))
  t.is((await project.datum(['recalibrate', 'verify'])).code, 5, 'a signature is of one content')
  project.write(file, whole.replace(/\n *signature: .*\n/, '\n'))
  t.is((await project.datum(['recalibrate', 'verify'])).code, 5, 'a typed approval')
  project.write(file, whole)
  const right = await project.datum(['recalibrate', 'verify'])
  t.is(right.code, 0, right.out)
})

onPty('the keys that count are those of the commit a change starts from', async (t) => {
  const { project, proposed } = await signing(t)
  project.git('checkout', '-qb', 'topic')
  const mallory = keyOf(t, 'ada@example.org')
  project.write('baselines/allowed_signers', mallory.listed)
  const id = proposed('stricter')
  t.is((await signedBy(project, mallory.file, id)).code, 0)
  project.commit('A key of my own')
  t.is((await project.datum(['recalibrate', 'verify', '--base', 'main'])).code, 5)
})

onPty('without a key nothing is approved, and it is said which setting is missing', async (t) => {
  const { project, proposed } = await signing(t)
  const id = proposed('stricter')
  const before = project.read(`baselines/recalibrations/${id}.md`)
  const { code, shown } = await signedBy(project, '/nonexistent/key', id)
  t.is(code, 2)
  t.regex(shown, /the policy wants signed approvals, and ssh-keygen did not sign/)
  t.is(project.read(`baselines/recalibrations/${id}.md`), before)
})

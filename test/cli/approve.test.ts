import test, { type ExecutionContext } from 'ava'
import { adopted } from '../support/adopted.js'
import { decide, entriesOf, limitsOf } from '../support/ledger.js'
import { ADA, type Project } from '../support/project.js'
import { CTRL_C, ENTER, hasPty, onTerminal } from '../support/pty.js'

const ID = '2026-11-23-stricter'
const CONFIRMATION = `I, Ada, approve ${ID}`

function proposed(t: ExecutionContext): Project {
  const project = adopted(t)
  decide(project, { title: 'stricter', cause: 'noise', limits: ['coverage.lines.min=95'], by: null })
  return project
}

const onPty = hasPty ? test : test.skip
if (!hasPty) test('the prompt needs the program `script`, which is not here: its tests are skipped', (t) => { t.pass() })

onPty('approving shows what changes, asks for cause and reason, and wants a typed confirmation', async (t) => {
  const project = proposed(t)
  const { code, shown } = await onTerminal(['recalibrate', 'approve', ID], {
    cwd: project.top,
    steps: [
      ['What is the cause?', ENTER],
      ['Why is it right?', `The noise was measured.${ENTER}`],
      [`Type: ${CONFIRMATION}`, `yes${ENTER}`],
      ['Type exactly:', '\u007F\u007F\u007F'],
      ['Type', `${CONFIRMATION}${ENTER}`],
    ],
  })
  t.is(code, 0, shown)
  t.regex(shown, /at least 95 %/)
  t.true(shown.includes(ADA), shown)
  const entry = entriesOf(project).find(({ id }) => id === ID)
  t.like(entry?.approvals[0], { who: ADA, digest: entry?.digest })
  t.is(entry?.cause, 'noise')
  t.regex(entry?.prose ?? '', /The noise was measured\./)
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 95'])
  t.regex(project.read('baselines/thresholds.yaml'), /value: "95"/)
  t.regex(project.read('baselines/README.md'), /95/)
  t.is((await project.datum(['recalibrate', 'verify'])).code, 0)

  const again = await onTerminal(['recalibrate', 'approve', ID], { cwd: project.top, steps: [] })
  t.is(again.code, 2)
  t.regex(again.shown, /approved already/)
})

onPty('who goes away approves nothing', async (t) => {
  const project = proposed(t)
  const before = project.read(`baselines/recalibrations/${ID}.md`)
  for (const steps of [[['What is the cause?', CTRL_C]], [['What is the cause?', ENTER], ['Why is it right?', CTRL_C]], [['What is the cause?', ENTER], ['Why is it right?', ENTER], ['Type:', CTRL_C]]] as const) {
    const { code, shown } = await onTerminal(['recalibrate', 'approve', ID], { cwd: project.top, steps })
    t.is(code, 2, shown)
    t.is(project.read(`baselines/recalibrations/${ID}.md`), before)
  }
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 90'])
})

onPty('who is no approver is not asked', async (t) => {
  const project = proposed(t)
  project.git('config', 'user.email', 'eve@example.org')
  project.git('config', 'user.name', 'Eve')
  const { code, shown } = await onTerminal(['recalibrate', 'approve', ID], { cwd: project.top, steps: [] })
  t.is(code, 2)
  t.regex(shown, /Eve <eve@example\.org>/)
  t.notRegex(shown, /What is the cause/)
})

onPty('an entry that was edited while it waited is approved as it reads now', async (t) => {
  const project = proposed(t)
  const file = `baselines/recalibrations/${ID}.md`
  project.write(file, project.read(file).replace('to: "95"', 'to: "93.5"'))
  const { code, shown } = await onTerminal(['recalibrate', 'approve', 'stricter'], {
    cwd: project.top, steps: [['What is the cause?', ENTER], ['Why is it right?', ENTER], ['Type:', `${CONFIRMATION}${ENTER}`]],
  })
  t.is(code, 0, shown)
  t.regex(shown, /at least 93\.5 %/)
  t.deepEqual(limitsOf(project), ['unit * coverage.lines project min = 93.5'])
})

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import test from 'ava'

const PERSON = fileURLToPath(import.meta.resolve('../support/children/ask-person.js'))

interface Talk {
  readonly shown: string
  readonly answers: unknown
}

/** Talks to prompts: each key is pressed once the text before it has been shown. */
function talk(...turns: readonly (readonly [shown: string, keys: string])[]): Promise<Talk> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PERSON], { env: { ...process.env, CI: '', NO_COLOR: '1' } })
    const text = { shown: '', answers: '' }
    const left = [...turns]
    let from = 0
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text.shown += chunk
      const [next] = left
      if (next === undefined || !text.shown.slice(from).includes(next[0])) return
      from = text.shown.length
      left.shift()
      setTimeout(() => child.stdin.write(next[1]), 50)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.answers += chunk))
    child.on('error', reject)
    child.on('close', () => { resolve({ shown: text.shown, answers: JSON.parse(text.answers) }) })
  })
}

const [ENTER, DOWN, CANCEL] = ['\r', '\u001B[B', '\u0003']

test('a person chooses and answers', async (t) => {
  const { shown, answers } = await talk(['Which?', DOWN], ['second', ENTER], ['Why?', 'because'], ['because', ENTER])
  t.deepEqual(answers, [{ ok: true, value: 'b' }, { ok: true, value: 'because' }])
  t.true(shown.indexOf('a note') < shown.indexOf('Which?'), 'what is shown comes before the question')
})

test('an answer that will not do is asked for again', async (t) => {
  const { shown, answers } = await talk(['Which?', ENTER], ['Why?', ENTER], ['a reason is needed', 'x'], ['x', ENTER])
  t.deepEqual(answers, [{ ok: true, value: 'a' }, { ok: true, value: 'x' }])
  t.true(shown.includes('a reason is needed'))
})

test('a person may leave at either question', async (t) => {
  const cancelled = { ok: false, error: { code: 'cancelled', what: 'the prompt' } }
  t.deepEqual((await talk(['Which?', CANCEL])).answers, [cancelled, null])
  t.deepEqual((await talk(['Which?', ENTER], ['Why?', CANCEL])).answers, [{ ok: true, value: 'a' }, cancelled])
})

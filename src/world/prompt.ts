import { err, ok } from '../model/result.js'
import type { Failure } from '../model/failure.js'
import type { Prompt } from './world.js'

const CANCELLED: Failure = { code: 'cancelled', what: 'the prompt' }

/** Questions through @clack/prompts, which is loaded only when a question is asked. */
export function openPrompt(): Prompt {
  const clack = () => import('@clack/prompts')
  const shown: Promise<unknown>[] = []
  return {
    show: (title, text) => void shown.push(clack().then(({ note }) => note(text, title))),
    choose: async (message, choices, initial) => {
      await Promise.all(shown)
      const { select, isCancel } = await clack()
      const answer = await select<string>({
        message,
        options: choices.map(({ value, label, hint }) => ({ value, label, ...(hint === undefined ? {} : { hint }) })),
        ...(initial === undefined ? {} : { initialValue: initial }),
      })
      return isCancel(answer) ? err(CANCELLED) : ok(answer)
    },
    ask: async (message, check, initial) => {
      await Promise.all(shown)
      const { text, isCancel } = await clack()
      const answer = await text({
        message,
        validate: (value) => check(value ?? ''),
        ...(initial === undefined ? {} : { initialValue: initial }),
      })
      return isCancel(answer) ? err(CANCELLED) : ok(answer)
    },
  }
}

import { openPrompt } from '../../../src/world/prompt.js'

/** Shows a note and asks two questions; prints the answers on standard error, the terminal being the prompts'. */
const prompt = openPrompt()
prompt.show('Recalibration', 'a note')
const chosen = await prompt.choose('Which?', [{ value: 'a', label: 'first' }, { value: 'b', label: 'second', hint: 'the other' }], 'a')
const asked = chosen.ok ? await prompt.ask('Why?', (answer) => (answer === '' ? 'a reason is needed' : undefined)) : undefined
process.stderr.write(JSON.stringify([chosen, asked ?? null]))
process.stdin.destroy()

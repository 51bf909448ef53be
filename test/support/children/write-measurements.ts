import { openStore } from '../../../src/record/index.js'
import { draftOf, fileOfLines, hashOf } from '../measurement.js'

/**
 * Opens a store and adds measurements to it: `FILE NAME COUNT START`, beginning at a moment (milliseconds) that
 * several writers share. Prints one line for each that is stored.
 */
const [file = '', name = '', count = '0', start = '0'] = process.argv.slice(2)
while (Date.now() < Number(start)) { /* at the same moment, to the millisecond */ }

const opened = await openStore(file, '/')
if (!opened.ok) throw new Error(JSON.stringify(opened.error))
for (let number = 0; number < Number(count); number += 1) {
  const draft = draftOf({ slot: { build: `${name} ${number}`, commit: hashOf(`${name} ${number}`) } })
  const files = Array.from({ length: 20 }, (_, index) => fileOfLines(`src/${index}.ts`, 1, 0, ...Array.from({ length: (number % 30) + index }, (__, at) => at % 2)))
  const added = await opened.value.add(draft, files, '2026-11-23T12:00:00Z')
  if (!added.ok) throw new Error(JSON.stringify(added.error))
  process.stdout.write(`${added.value.measurement.id}\n`)
}
await opened.value.close()

import { ok } from '../../../src/model/result.js'
import { openRecords } from '../../../src/world/records/index.js'
import { noise, put } from '../records.js'

/**
 * Pushes records, one a push: `FOLDER WHERE NAME COUNT START`, beginning at a moment (milliseconds) that several share.
 * Prints a line `NAME/NUMBER RETRIES` for each that was acknowledged. Records of the name `noise` are large. With a count of 0 it pulls and reads for ever.
 */
const [folder = '', where = '', name = '', count = '0', start = '0'] = process.argv.slice(2)
while (Date.now() < Number(start)) { /* at the same moment */ }

const opened = await openRecords(folder).records(where)
if (!opened.ok) throw new Error(JSON.stringify(opened.error))
const home = opened.value
for (let number = 0; number < Number(count); number += 1) {
  const path = `${name}/${number}`
  const pushed = await home.push(async (tip) => {
    const there = await tip.list(name)
    return there.ok ? ok(there.value.includes(String(number)) ? [] : [name === 'noise' ? { put: path, bytes: noise(400_000) } : put(path, `${path}\n`.repeat(number % 50))]) : there
  }, path)
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.error))
  process.stdout.write(`${path} ${pushed.value.retries}\n`)
}
while (count === '0') {
  const pulled = await home.pull()
  if (!pulled.ok) throw new Error(JSON.stringify(pulled.error))
  const files = await pulled.value.files('')
  if (!files.ok) throw new Error(JSON.stringify(files.error))
  const read = await pulled.value.read(files.value.map(({ blob }) => blob))
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  process.stdout.write(`${files.value.length}\n`)
}

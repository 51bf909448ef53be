import { pushRecords } from '../../../src/commands/steps/push-records.js'
import { openStore } from '../../../src/record/index.js'
import { openRecords } from '../../../src/world/records/index.js'
import { draftOf, fileOfLines, hashOf } from '../measurement.js'
import { valueOf } from '../result.js'

/**
 * A runner with a store of its own: `FOLDER NAME FROM COUNT START` measures, stores and pushes builds one by one,
 * beginning at a moment (milliseconds) that several share. Prints `stored ID` and `pushed ID RETRIES MS` when each is
 * acknowledged. With a count of 0 it pulls for ever.
 */
const [folder = '', name = '', from = '0', count = '0', start = '0'] = process.argv.slice(2)
const store = valueOf(await openStore('.datum/datum.db', folder))
const home = valueOf(await openRecords(folder).records('origin'))
while (Date.now() < Number(start)) { /* at the same moment */ }

for (let number = Number(from); number < Number(from) + Number(count); number += 1) {
  const build = `${name}-${number}`
  const files = Array.from({ length: 20 }, (_, at) => fileOfLines(`src/${at % 4}/${at}.ts`, 1, (number + at) % 7 === 0 ? 0 : 1, at % 2))
  const { measurement } = valueOf(await store.add(draftOf({ slot: { build, commit: hashOf(build) } }), files, new Date().toISOString().replace(/\.\d+/, '')))
  process.stdout.write(`stored ${measurement.id}\n`)
  const began = performance.now()
  const { retries } = valueOf(await pushRecords({ store, home, message: build }))
  process.stdout.write(`pushed ${measurement.id} ${retries} ${Math.round(performance.now() - began)}\n`)
}
while (count === '0') {
  const { taken } = valueOf(await store.importFrom(valueOf(await home.pull())))
  process.stdout.write(`pulled ${taken.length}\n`)
}
await store.close()

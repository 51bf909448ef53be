import { read } from '../../src/read/index.js'
import { formatFixture, formatFixtures } from '../support/format-fixtures.js'
import { mutated, randomFrom } from '../support/mutate.js'
import { bytesOf, fixture, fixtureNames } from '../support/reports.js'
import { runnerFixture, runnerFixtures } from '../support/runner-fixtures.js'
import { unsoundness } from '../support/sound-reading.js'

/** `node dist/test/bench/fuzz-readers.js [runs] [seed]`: a million changed reports, unless another number is given. */
const runs = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 1)

/** Small ones alone: the places where readers go wrong are in them too, and a run takes microseconds. */
const LARGEST = 25_000
const seeds = [
  ...fixtureNames().map((name) => [name, fixture(name)] as const),
  ...formatFixtures().map((name) => [name, formatFixture(name)] as const),
  ...runnerFixtures().map((name) => [name, runnerFixture(name)] as const),
]
  .filter(([, bytes]) => bytes.length <= LARGEST)
  .map(([name, bytes]) => [name, new TextDecoder().decode(bytes)] as const)

const random = randomFrom(seed)
const counts = { read: 0, refused: 0 }
let slowest = { name: '', milliseconds: 0 }
const faults: string[] = []
for (let run = 0; run < runs && faults.length < 10; run += 1) {
  const [name, text] = seeds[run % seeds.length]!
  const changed = mutated(text, random)
  const start = performance.now()
  try {
    const result = read('fuzzed', bytesOf(changed))
    counts[result.ok ? 'read' : 'refused'] += 1
    const fault = unsoundness(result, 'fuzzed')
    if (fault !== null) faults.push(`${name}, run ${run}: ${fault}`)
  } catch (error) {
    faults.push(`${name}, run ${run}: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n${changed.slice(0, 3000)}`)
  }
  const milliseconds = performance.now() - start
  if (milliseconds > slowest.milliseconds) slowest = { name: `${name}, run ${run}`, milliseconds }
  if (run % 100_000 === 99_999) console.log(`${run + 1} of ${runs}`)
}
console.log(`${counts.read} still read, ${counts.refused} refused, ${faults.length} faults; slowest ${slowest.milliseconds.toFixed(0)} ms (${slowest.name})`)
for (const fault of faults) console.log(fault)
process.exitCode = faults.length > 0 ? 1 : 0

import test from 'ava'
import { read } from '../../src/read/index.js'
import { formatFixture, formatFixtures } from '../support/format-fixtures.js'
import { mutated, randomFrom } from '../support/mutate.js'
import { bytesOf } from '../support/reports.js'
import { unsoundness } from '../support/sound-reading.js'

/** The bench script does a million of these: `node dist/test/bench/fuzz-readers.js`. */
const EACH = 60

test('no change of a report in any coverage format makes a reader throw or tell what is not sound', (t) => {
  const names = formatFixtures()
  const counts = { read: 0, refused: 0 }
  for (const [index, name] of names.entries()) {
    const text = new TextDecoder().decode(formatFixture(name))
    const random = randomFrom(index)
    for (let run = 0; run < EACH; run += 1) {
      const changed = mutated(text, random)
      const result = read('fuzzed', bytesOf(changed))
      counts[result.ok ? 'read' : 'refused'] += 1
      const fault = unsoundness(result, 'fuzzed')
      if (fault !== null) t.fail(`${name}, run ${run}: ${fault}\n${changed.slice(0, 2000)}`)
    }
  }
  t.log(`${counts.read} were still read, ${counts.refused} refused`)
  t.true(counts.read > 0 && counts.refused > 0)
})

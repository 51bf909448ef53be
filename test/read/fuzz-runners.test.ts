import test from 'ava'
import { read } from '../../src/read/index.js'
import { mutated, randomFrom } from '../support/mutate.js'
import { bytesOf } from '../support/reports.js'
import { runnerFixture, runnerFixtures } from '../support/runner-fixtures.js'
import { unsoundness } from '../support/sound-reading.js'

const PIT = `<mutations partial="true"><mutation detected='true' status='KILLED'><sourceFile>A.java</sourceFile><mutatedClass>a.A</mutatedClass><mutatedMethod>m</mutatedMethod>
<lineNumber>3</lineNumber><mutator>Math</mutator><indexes><index>3</index></indexes></mutation></mutations>`
const INFECTION = JSON.stringify({
  stats: { totalMutantsCount: 2, killedCount: 1, escapedCount: 1, msi: 50 },
  killed: [{ mutator: { mutatorName: 'Plus', originalFilePath: 'a.php', originalStartLine: 3 }, diff: '-a\n+b' }],
})
const CARGO = JSON.stringify({
  outcomes: [{ scenario: 'Baseline', summary: 'Success' }, { scenario: { Mutant: { file: 'a.rs', line: 3, function: 'f', replacement: '()' } }, summary: 'CaughtMutant' }],
})

const seeds = [
  ...runnerFixtures().map((name) => [name, new TextDecoder().decode(runnerFixture(name))] as const),
  ['pit', PIT] as const, ['infection', INFECTION] as const, ['cargo-mutants', CARGO] as const,
]

for (const [index, [name, text]] of seeds.entries()) {
  test(`no change of ${name} makes a reader throw or tell what is not sound`, (t) => {
    const random = randomFrom(index)
    let stillRead = 0
    for (let run = 0; run < 200; run += 1) {
      const changed = mutated(text, random)
      const result = read('fuzzed', bytesOf(changed))
      if (result.ok) stillRead += 1
      const fault = unsoundness(result, 'fuzzed')
      if (fault !== null) t.fail(`run ${run}: ${fault}\n${changed.slice(0, 2000)}`)
    }
    t.log(`${stillRead} of 200 were still read`)
    t.pass()
  })
}

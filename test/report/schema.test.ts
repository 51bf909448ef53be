import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { failureJson } from '../../src/report/reporters/json.js'
import { jsonSchemaText, SCHEMAS } from '../../src/report/schema.js'
import { checkSchemaFaults } from '../support/check-schema.js'
import { root } from '../support/root.js'

for (const [file, schema] of Object.entries(SCHEMAS)) {
  test(`${file} ships as the code has it: npm run schemas writes it`, (t) => {
    t.is(readFileSync(join(root, 'src/report/schemas', file), 'utf8'), jsonSchemaText(schema))
  })
}

const failure = failureJson({ code: 'wrong-use', message: 'no such option' }, 2)

test('a failure is in the same shape as a judgement', (t) => {
  t.deepEqual(checkSchemaFaults(failure), [])
})

test('the schema refuses what the shape does not have', (t) => {
  t.is(checkSchemaFaults({ ...failure, extra: 1 }).length, 1)
  t.is(checkSchemaFaults({ ...failure, verdict: 'fine' }).length > 0, true)
  const { exitCode: _, ...without } = failure
  t.is(checkSchemaFaults(without).length, 1)
})

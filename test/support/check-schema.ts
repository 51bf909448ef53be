import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { root } from './root.js'

/** The schema as it ships, read by a validator that is not the library it was written with. */
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(join(root, 'src/report/schemas/check.schema.json'), 'utf8')) as object)

/** What in a value is not as the shipped schema of `check --format json` says; empty when all is. */
export function checkSchemaFaults(value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath}: ${message}`)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemaText, SCHEMAS } from '../../src/report/schema.js'
import { root } from './root.js'
import { TABLE_MARKS, truthTableText } from './truth-table.js'

// `npm run schemas`: writes the JSON Schemas that ship with the package.
for (const [file, schema] of Object.entries(SCHEMAS)) writeFileSync(join(root, 'src/report/schemas', file), jsonSchemaText(schema))

// And the truth table of the judge, into its README.
const readme = join(root, 'src/judge/README.md')
const text = readFileSync(readme, 'utf8')
writeFileSync(readme, `${text.slice(0, text.indexOf(TABLE_MARKS[0]) + TABLE_MARKS[0].length)}\n\n${truthTableText()}\n\n${text.slice(text.indexOf(TABLE_MARKS[1]))}`)

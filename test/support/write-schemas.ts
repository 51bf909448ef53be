import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemaText, SCHEMAS } from '../../src/report/schema.js'
import { root } from './root.js'

// `npm run schemas`: writes the JSON Schemas that ship with the package.
for (const [file, schema] of Object.entries(SCHEMAS)) writeFileSync(join(root, 'src/report/schemas', file), jsonSchemaText(schema))

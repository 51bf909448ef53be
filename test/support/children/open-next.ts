import { openStore } from '../../../src/record/index.js'
import { migrations } from '../../../src/record/migrations/index.js'
import { next } from '../next-migration.js'

/** Opens a store as a later version would, at a moment (milliseconds) that several share: `FILE START`; prints how many measurements it has. */
const [file = '', start = '0'] = process.argv.slice(2)
while (Date.now() < Number(start)) { /* at the same moment */ }
const opened = await openStore(file, '/', { steps: [...migrations, next] })
if (!opened.ok) throw new Error(JSON.stringify(opened.error))
const found = await opened.value.find({ limit: 9 })
process.stdout.write(JSON.stringify(found.ok ? found.value.length : found.error))
await opened.value.close()

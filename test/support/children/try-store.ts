import { openStore } from '../../../src/record/index.js'
import { draftOf } from '../measurement.js'

/** Opens a store (`FILE`), looks into it and adds to it; prints what each step came to. */
const [file = ''] = process.argv.slice(2)
const opened = await openStore(file, '/')
const store = opened.ok ? opened.value : undefined
const found = await store?.find({ limit: 99 })
const added = await store?.add(draftOf({ slot: { build: 'tried' } }), [], '2026-11-23T12:00:00Z')
await store?.close()
process.stdout.write(JSON.stringify({
  opened: opened.ok ? 'ok' : opened.error,
  found: found?.ok ? found.value.length : found?.error,
  added: added?.ok ? 'ok' : added?.error,
}))

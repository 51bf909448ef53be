import { openFiles } from '../../../src/world/files.js'

/** Reads a file and writes one beside it (`FILE`); prints what each came to. */
const [file = ''] = process.argv.slice(2)
const files = openFiles('/')
const [read, text, written] = [await files.read(file), await files.text(file), await files.write(`${file}.new`, 'x')]
process.stdout.write(JSON.stringify([read, text, written].map((result) => (result.ok ? 'ok' : result.error))))

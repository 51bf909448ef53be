import { readFileSync } from 'node:fs'
import { openStore } from '../../../src/record/index.js'
import { MemoryTree } from '../records-tip.js'

/** Imports a tree (`TREE`, JSON of paths and base64) into a store (`FILE`); says so when it begins and when it is done. */
const [tree = '', file = ''] = process.argv.slice(2)
const files = JSON.parse(readFileSync(tree, 'utf8')) as Record<string, string>
const tip = new MemoryTree(new Map(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes, 'base64')]))).tip()
const opened = await openStore(file, '/')
if (!opened.ok) throw new Error(JSON.stringify(opened.error))
process.stdout.write('begun\n')
const imported = await opened.value.importFrom(tip)
process.stdout.write(`${JSON.stringify(imported.ok ? imported.value.taken.length + imported.value.known.length : imported.error)}\n`)
await opened.value.close()

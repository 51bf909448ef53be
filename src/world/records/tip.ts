import { join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { NO_RECORDS, type RecordFile, type RecordsTip } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { isObjectName, isRecordPath } from './names.js'
import { runGit, type Ended } from './process.js'
import { gitEnvironment } from './settings.js'
import { clean } from './clean.js'

export interface Reading {
  readonly home: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Our own repository. */
  readonly folder: string
  /** Brings what a tip needs once more, after our own repository was thrown away. */
  readonly mend: (commit: string) => Promise<Result<unknown, Failure>>
}

/** The file that says what the tree is, and what is read of it. */
const FORMAT = 'format'
const MOST_FORMAT = 200

/** The records of one commit, read from our own repository; where that is damaged, it is mended once. */
export function tipOf(commit: string | null, reading: Reading): RecordsTip {
  if (commit === null) return { ...NO_RECORDS, home: reading.home }
  const git = reader(reading)
  const mending = async <T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> => {
    const first = await work()
    if (first.ok) return first
    const mended = await reading.mend(commit)
    return mended.ok ? work() : mended
  }
  const entries = async (folder: string, ...options: readonly string[]): Promise<Result<readonly Entry[], Failure>> => {
    const within = folder.replace(/\/+$/, '')
    if (within !== '' && !isRecordPath(within)) throw new Error(`No folder of records: ${JSON.stringify(folder)}`)
    const listed = await git(['ls-tree', ...options, '-z', '--full-tree', commit, ...(within === '' ? [] : ['--', `${within}/`])])
    return listed.ok ? ok(entriesOf(listed.value, within)) : listed
  }
  return {
    home: reading.home,
    commit,
    format: () => mending(async () => {
      const listed = await entries('')
      if (!listed.ok) return listed
      const blob = listed.value.find(({ path, type }) => path === FORMAT && type === 'blob')?.blob
      if (blob === undefined) return ok(null)
      const answer = await git(['cat-file', 'blob', blob])
      return answer.ok ? ok(answer.value.toString('utf8', 0, MOST_FORMAT)) : answer
    }),
    list: (folder) => mending(async () => {
      const found = await entries(folder)
      return found.ok ? ok(found.value.map(({ path, type }) => (type === 'tree' ? `${path}/` : path))) : found
    }),
    files: (folder) => mending(async () => {
      const found = await entries(folder, '-r')
      return found.ok ? ok(found.value.flatMap(({ path, type, blob }): RecordFile[] => (type === 'blob' ? [{ path, blob }] : []))) : found
    }),
    read: async (blobs) => {
      const wanted = [...new Set(blobs)]
      if (wanted.length === 0) return ok(new Map())
      if (!wanted.every(isObjectName)) throw new Error('No names of blobs')
      return mending(async () => {
        const answer = await git(['cat-file', '--batch'], wanted.map((blob) => `${blob}\n`))
        if (!answer.ok) return answer
        const contents = contentsOf(answer.value)
        const missing = wanted.find((blob) => !contents.has(blob))
        return missing === undefined ? ok(contents) : err({ code: 'records-damaged', home: reading.home, what: `object ${missing.slice(0, 12)}`, detail: 'it is not there' })
      })
    },
  }
}

function reader({ home, cwd, env, folder }: Reading): (args: readonly string[], input?: readonly string[]) => Promise<Result<Buffer, Failure>> {
  return async (args, input) => {
    const ended: Ended = await runGit(args, { cwd, env: gitEnvironment(env, { GIT_DIR: folder, GIT_OBJECT_DIRECTORY: join(folder, 'objects') }), ...(input ? { input } : {}) })
    if (ended.code === 0) return ok(ended.out)
    return err({ code: 'records-damaged', home, what: 'the copy in .datum/records.git', detail: clean(ended.err) || 'git could not read it' })
  }
}

interface Entry {
  readonly type: string
  readonly blob: string
  readonly path: string
}

function entriesOf(listing: Buffer, within: string): readonly Entry[] {
  const skip = within === '' ? 0 : within.length + 1
  return listing.toString('utf8').split('\0').flatMap((line) => {
    const tab = line.indexOf('\t')
    const [, type = '', blob = ''] = line.slice(0, tab).split(' ')
    return tab < 0 ? [] : [{ type, blob, path: line.slice(tab + 1 + skip) }]
  })
}

/** Answers of `cat-file --batch`: a line with name, type and size, the bytes, a line's end. What is missing has a line only. */
function contentsOf(answers: Buffer): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>()
  for (let at = 0; at < answers.length;) {
    const end = answers.indexOf(10, at)
    if (end < 0) break
    const [name = '', type, size] = answers.toString('latin1', at, end).split(' ')
    at = end + 1
    if (type === 'missing' || size === undefined) continue
    if (type === 'blob') contents.set(name, answers.subarray(at, at + Number(size)))
    at += Number(size) + 1
  }
  return contents
}

import { open } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import type { RecordChange, RecordsTip } from '../../model/records.js'
import { err, ok, type Result } from '../../model/result.js'
import { writeWhole } from '../write.js'
import { clean } from './clean.js'
import { commandsIn, inSession } from './commands.js'
import { failureOf } from './failure.js'
import type { Local } from './local.js'
import { REMOTE, type Setting } from './settings.js'
import { tipOf } from './tip.js'
import { RECORDS_REF, type Place } from './where.js'

/** Records in one file, for a later job to push: a git bundle of one commit without parents. */
export async function writeArtifact(file: string, changes: readonly RecordChange[], local: Local, cwd: string, env: NodeJS.ProcessEnv): Promise<Result<true, Failure>> {
  const place = placeOfFile(file, cwd)
  const bundle = await inSession(local, 'artifact', async (session) => {
    const git = commandsIn(session, place, env)
    const built = await git.build(changes, null, 'Records of one build')
    return built.ok ? git.bundle() : built
  })
  if (!bundle.ok) return err(failureOf(bundle.error, place.name, 1))
  return writeWhole(file, at(file, cwd), bundle.value)
}

/** The records of an artifact. It may come from a fork: nothing but a whole bundle is taken. */
export async function openArtifact(file: string, local: Local, cwd: string, env: NodeJS.ProcessEnv): Promise<Result<RecordsTip, Failure>> {
  const place = placeOfFile(file, cwd)
  const head = await headOf(at(file, cwd))
  if (head === undefined) return err({ code: 'records-unreachable', home: place.name, detail: 'there is no such file, or it cannot be read' })
  // Git would follow a file that names another repository of this machine.
  if (!/^# v[23] git bundle\n/.test(head)) return damaged(place, 'it is no artifact of datum, or was changed on its way')
  const fetched = await inSession(local, 'artifact', (session) => commandsIn(session, place, env).fetch(place.ref))
  if (!fetched.ok) {
    const { kind, detail } = fetched.error
    return kind === 'full' || kind === 'unwritable' ? err(failureOf(fetched.error, place.name, 1)) : damaged(place, detail)
  }
  if (fetched.value === null) return damaged(place, 'it holds no records')
  return ok(tipOf(fetched.value, {
    home: place.name, cwd, env, folder: local.folder,
    mend: async () => {
      await local.renew()
      const again = await inSession(local, 'artifact', (session) => commandsIn(session, place, env).fetch(place.ref))
      return again.ok ? again : err(failureOf(again.error, place.name, 1))
    },
  }))
}

function damaged({ name }: Place, detail: string): Result<never, Failure> {
  return err({ code: 'records-damaged', home: name, what: 'the artifact', detail })
}

function placeOfFile(file: string, cwd: string): Place {
  const address: readonly Setting[] = [[`remote.${REMOTE}.url`, at(file, cwd)]]
  return { name: clean(file), ref: RECORDS_REF, key: 'artifact', cwd, settings: { fetch: address, push: address }, secrets: [], directory: null, bundle: true }
}

function at(file: string, cwd: string): string {
  return isAbsolute(file) ? file : join(cwd, file)
}

async function headOf(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0)
      return buffer.toString('latin1', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import { topOf } from '../top.js'
import { withoutPassword } from './address.js'
import { clean, secretsIn } from './clean.js'
import { isRefName, isUrl } from './names.js'
import { gitEnvironment, networkSettings, REMOTE, remoteSettings, settingsIn, sshSettings, type Setting } from './settings.js'

/** A home as git can reach it. */
export interface Place {
  /** For messages. */
  readonly name: string
  readonly ref: string
  /** What our own repository calls it: the same home, the same key. */
  readonly key: string
  /** The folder that addresses are relative to. */
  readonly cwd: string
  /** Git's configuration for each direction: the address in it may differ. */
  readonly settings: { readonly fetch: readonly Setting[]; readonly push: readonly Setting[] }
  readonly secrets: readonly string[]
  /** The folder, when the home is one. */
  readonly directory: string | null
  /** It is a file to read once. */
  readonly bundle: boolean
}

export const RECORDS_REF = 'refs/datum/records'

/**
 * What a user means by `where`: a remote of the repository around the folder, an address, or a directory. Nothing of
 * it reaches a command line.
 */
export async function placeOf(where: string, folder: string, ref: string, env: NodeJS.ProcessEnv): Promise<Result<Place, Failure>> {
  const name = clean(where)
   
  if (name === '' || /[\u0000-\u001f\u007f]/.test(where)) return err({ code: 'wrong-use', message: `"${name}" is no remote, address or directory` })
  if (!isRefName(ref)) return err({ code: 'wrong-use', message: `"${clean(ref)}" is no name of a ref, such as ${RECORDS_REF}` })
  const cwd = topOf(folder) ?? folder
  const theirs = await settingsIn(cwd, gitEnvironment(env))
  const remote = remoteSettings(theirs, where)
  const directory = remote || isUrl(where) ? null : await directoryOf(where, folder)
  if (!remote && !isUrl(where) && directory === null) {
    return err({ code: 'records-unreachable', home: name, detail: 'this repository has no remote of that name, and there is no such directory' })
  }
  const address: readonly Setting[] = remote ?? [[`remote.${REMOTE}.url`, directory ?? where]]
  // What a process of ours sees by itself; a folder that is in no repository has nothing but that.
  const ours = await settingsIn(cwd, { ...gitEnvironment(env), GIT_DIR: join(cwd, '.datum', 'none') })
  const secrets = [...new Set([...theirs, ...address].flatMap(([key, value]) => secretsIn(key, value)))]
  const network = [...sshSettings(theirs, env), ...networkSettings(theirs, ours)]
  return ok({
    name, ref, cwd, directory, secrets, bundle: false,
    key: createHash('sha256').update([...address.map(([, value]) => clean(value, secrets)), ref].join('\n')).digest('hex').slice(0, 16),
    settings: { fetch: [...network, ...withoutPassword(address, theirs, 'fetch')], push: [...network, ...withoutPassword(address, theirs, 'push')] },
  })
}

/** A path is written with a separator or is there: a bare word that is neither is a remote that is missing. */
async function directoryOf(where: string, folder: string): Promise<string | null> {
  const path = isAbsolute(where) ? where : resolve(folder, where)
  if (/[/\\]/.test(where) || where === '.' || where === '..') return path
  return stat(path).then((facts) => (facts.isDirectory() ? path : null), () => null)
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { Failure } from '../../src/model/failure.js'
import { ok, type Result } from '../../src/model/result.js'
import { failureText } from '../../src/report/catalogue/failures.js'
import type { Repository } from './git-repository.js'
import { gitServer, type GitServer } from './git-server.js'
import { homeOf, put, remoteRepository, runnerOf } from './records.js'

export const PASSWORD = 'sekr3t-Pa55'

export interface HttpHost {
  readonly remote: Repository
  readonly server: GitServer
  readonly runner: Repository
}

/** A bare repository behind a server, and a runner whose origin it is, with a password in the address. */
export async function httpHost(t: ExecutionContext): Promise<HttpHost> {
  const remote = remoteRepository(t)
  remote.git('config', 'http.receivepack', 'true')
  const server = await gitServer(t, dirname(remote.folder))
  const runner = runnerOf(t, `${server.url.replace('//', `//ada:${PASSWORD}@`)}/${basename(remote.folder)}`)
  return { remote, server, runner }
}

export const push = async (runner: Repository, path = 'a'): Promise<Result<unknown, Failure>> => (await homeOf(runner)).push(async () => ok([put(path)]), 'a test')

/** All there is below a folder, as one text. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${path}\n${statSync(join(folder, path)).isFile() ? readFileSync(join(folder, path), 'latin1') : ''}`).join('\n')
}

/** Neither what was told nor what was kept has the password in it. */
export function isSilent(t: ExecutionContext, { folder }: Repository, ...told: readonly unknown[]): void {
  const failures = told.filter((one): one is Failure => typeof one === 'object' && one !== null && 'code' in one)
  const texts = [JSON.stringify(told), JSON.stringify(failures.map((one) => failureText(one))), everything(join(folder, '.datum'))]
  for (const text of texts) t.false(new RegExp(`${PASSWORD}|${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`).test(text))
}

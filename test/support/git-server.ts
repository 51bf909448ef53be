import { execFileSync, spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'

/** What the server does with a request before git sees it; undefined lets it through. */
export type Rule = (request: IncomingMessage, response: ServerResponse) => 'answered' | 'cut' | undefined

export interface GitServer {
  /** `http://127.0.0.1:PORT`, without a user. */
  readonly url: string
  readonly requests: { readonly method: string; readonly path: string; readonly authorization: string | undefined }[]
  rule: Rule
}

/** A host of one folder of repositories over HTTP, as git's own `http-backend` serves them. */
export async function gitServer(t: ExecutionContext, folder: string): Promise<GitServer> {
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')
  const server: { -readonly [K in keyof GitServer]: GitServer[K] } = { url: '', requests: [], rule: () => undefined }
  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host')
    server.requests.push({ method: request.method ?? '', path: url.pathname, authorization: request.headers.authorization })
    const ruling = server.rule(request, response)
    if (ruling === 'answered') return
    const child = spawn(backend, [], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'], GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: url.pathname, QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '', HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '', REMOTE_USER: 'ada', GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
        ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
      },
    })
    child.stdin.on('error', () => undefined)
    request.pipe(child.stdin)
    // The backend would wait for the rest of what was cut off, for ever and busily.
    request.on('close', () => { if (!request.complete) child.kill('SIGKILL') })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('close', () => {
      if (!request.complete) return
      const answer = Buffer.concat(chunks)
      const end = answer.indexOf('\r\n\r\n')
      const headers = answer.toString('latin1', 0, end).split('\r\n').map((line) => line.split(/:\s*/, 2) as [string, string])
      const status = Number(headers.find(([name]) => name === 'Status')?.[1].slice(0, 3) ?? 200)
      const body = answer.subarray(end + 4)
      response.writeHead(status, headers.filter(([name]) => name !== 'Status').flat())
      if (ruling !== 'cut') response.end(body)
      else response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { http.closeAllConnections(); http.close() })
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return server
}

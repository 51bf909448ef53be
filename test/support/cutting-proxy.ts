import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { ExecutionContext } from 'ava'

/** After how many bytes of one direction a connection is cut; undefined lets it be. */
export interface Cut {
  readonly direction: 'up' | 'down'
  readonly after: number
}

/** A way to a server of this machine that breaks off, in the midst of whatever is under way. */
export async function cuttingProxy(t: ExecutionContext, target: string, next: () => Cut | undefined): Promise<string> {
  const { port, hostname } = new URL(target)
  const sockets = new Set<Socket>()
  const server = createServer((here) => {
    const there = connect(Number(port), hostname)
    const cut = next()
    const end = (): void => { here.resetAndDestroy(); there.resetAndDestroy() }
    for (const [from, to, direction] of [[here, there, 'up'], [there, here, 'down']] as const) {
      let passed = 0
      sockets.add(from)
      from.on('error', end).on('close', () => { to.end(); sockets.delete(from) })
      from.on('data', (chunk: Buffer) => {
        const left = cut?.direction === direction ? cut.after - passed : Infinity
        passed += chunk.length
        if (chunk.length < left) to.write(chunk)
        else to.write(chunk.subarray(0, left), end)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { sockets.forEach((socket) => socket.destroy()); server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

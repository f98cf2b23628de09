import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CountingProxy {
  url: string
  /** Database requests made by `work`. */
  count(work: () => Promise<unknown>): Promise<number>
  stop(): Promise<void>
}

/** Stands before a libSQL server and counts the HTTP requests that reach it: the round trips. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  let requests = 0
  const server = createServer((incoming, outgoing) => {
    requests += 1
    const { method, headers } = incoming
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo, never a pipe's name.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    count: async (work) => {
      const before = requests
      await work()
      return requests - before
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

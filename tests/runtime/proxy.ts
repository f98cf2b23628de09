import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface CountingProxy {
  url: string
  /** The bodies of the database requests made during `work`, in their order. */
  record(work: () => Promise<unknown>): Promise<string[]>
  stop(): Promise<void>
}

/** Stands before a libSQL server and notes the HTTP requests that reach it: the round trips. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const bodies: string[] = []
  const server = createServer((incoming, outgoing) => {
    const { method, headers } = incoming
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    text(incoming).then(
      (body) => {
        bodies.push(body)
        onward.end(body)
      },
      () => onward.destroy(),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo, never a pipe's name.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    record: async (work) => {
      const before = bodies.length
      await work()
      return bodies.slice(before)
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

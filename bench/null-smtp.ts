import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mail server that takes everything and keeps nothing, as little work as a server can have. */
export async function startNullSmtp(): Promise<{ url: string; stop: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    answerEverything(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo, never a pipe's name.
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}?tls=off`,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function answerEverything(socket: Socket): void {
  let isText = false
  let rest = ''
  socket.setEncoding('latin1').write('220 null\r\n')
  socket.on('data', (chunk: string) => {
    rest += chunk
    if (isText) {
      if (!rest.endsWith('\r\n.\r\n')) return
      isText = false
      rest = ''
      socket.write('250 taken\r\n')
      return
    }
    const lines = rest.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      isText = /^DATA/i.test(line)
      socket.write(isText ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 yes\r\n')
    }
  })
}

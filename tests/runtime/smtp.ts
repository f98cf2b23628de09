import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

/**
 * How the server treats a delivery: `refuse` answers 554 instead of a greeting, `temporary` and `permanent` answer
 * 450 and 550 to the recipient (`full` 452 and `spam` 554 to the text), `sender` answers 550 to the sender, `slow`
 * trickles a reply that never ends, `half-open` accepts the connection and stays silent, `drop` takes the whole
 * text and hangs up without an answer.
 */
export type Behaviour =
  | 'accept'
  | 'refuse'
  | 'temporary'
  | 'permanent'
  | 'full'
  | 'spam'
  | 'sender'
  | 'slow'
  | 'half-open'
  | 'drop'

export interface SmtpOptions {
  /** TLS from the first byte, `smtps:`. */
  secure?: boolean
  /** Offers STARTTLS; a sign-in is then taken only after it. */
  starttls?: boolean
  /** Sign-in is required with exactly these. */
  auth?: { user: string; pass: string }
  behave?: Behaviour
  /** What `temporary` answers to the recipient instead of its own 450. */
  says?: string
}

export interface ReceivedMail {
  envelope: { from: string; to: string[] }
  raw: string
  /** The delivery came through TLS. */
  secure: boolean
  user: string | undefined
}

export interface SmtpService {
  url: string
  /** Certificate authority of the TLS modes, a file for `NODE_EXTRA_CA_CERTS`. */
  caFile: string
  received: ReceivedMail[]
  /** The first mail, received already or still to come, that satisfies the predicate; rejects after 10 s. */
  next: (predicate?: (mail: ReceivedMail) => boolean) => Promise<ReceivedMail>
  behave: (behaviour: Behaviour) => void
  /** Connections made so far, and those of them that are open. */
  connections: () => { made: number; open: number }
  stop: () => Promise<void>
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** A real SMTP server on a free port of 127.0.0.1 whose faults can be switched while it runs. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpService> {
  const inbox = openInbox()
  const wires = new Set<Wire>()
  let behaviour = options.behave ?? 'accept'
  const hangUp = (port: number) => {
    for (const wire of wires) if (wire.inside?.localPort === port) cut(wire)
  }
  const smtp = new SMTPServer({
    ...serverOptions(options),
    ...handlers(options, () => behaviour, inbox.add, hangUp),
  })
  // Clients that hang up in the middle are what these tests are about.
  smtp.on('error', () => undefined)
  const inside = await listening(smtp.listen(0, '127.0.0.1'))
  let made = 0
  const front = createServer((outside) => {
    made += 1
    wires.add(layWire(outside, behaviour, inside))
  })
  const port = await listening(front.listen(0, '127.0.0.1'))
  return {
    url: serviceUrl(options, port),
    caFile: file('smtp-ca.pem'),
    received: inbox.mails,
    next: inbox.next,
    behave: (next) => (behaviour = next),
    connections: () => ({
      made,
      open: [...wires].filter(({ outside }) => !outside.destroyed).length,
    }),
    stop: async () => {
      const closed = Promise.all([closing(front), closing(smtp)])
      wires.forEach(cut)
      await closed
    },
  }
}

/**
 * A client's socket, and the one that carries it on to the SMTP server. Only such plain sockets are ever cut:
 * destroying a socket beneath its TLS was seen to crash Node 24.21 (SIGSEGV).
 */
interface Wire {
  outside: Socket
  inside?: Socket
}

function layWire(outside: Socket, behaviour: Behaviour, port: number): Wire {
  outside.on('error', () => undefined)
  if (behaviour === 'half-open') outside.resume()
  if (behaviour === 'slow') trickle(outside)
  if (behaviour === 'half-open' || behaviour === 'slow') return { outside }
  const inside = connect(port, '127.0.0.1')
  inside.on('error', () => undefined).on('close', () => outside.destroy())
  outside.on('close', () => inside.destroy())
  outside.pipe(inside).pipe(outside)
  return { outside, inside }
}

function cut({ outside, inside }: Wire) {
  outside.destroy()
  inside?.destroy()
}

/** The port, once it is open. */
async function listening(server: Server): Promise<number> {
  await once(server, 'listening')
  // A TCP server that listens has an AddressInfo, never a pipe's name.
  return (server.address() as AddressInfo).port
}

function closing(server: { close: (done: () => void) => unknown }): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

function serviceUrl({ secure, auth }: SmtpOptions, port: number): string {
  const user = auth && `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@`
  return `${secure ? 'smtps' : 'smtp'}://${user ?? ''}127.0.0.1:${port}`
}

function serverOptions({ secure, starttls, auth }: SmtpOptions): SMTPServerOptions {
  const disabled = [...(starttls ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])]
  return {
    secure: secure ?? false,
    key: readFileSync(file('smtp-key.pem')),
    cert: readFileSync(file('smtp-cert.pem')),
    disabledCommands: disabled,
    allowInsecureAuth: !starttls,
    authOptional: !auth,
    disableReverseLookup: true,
    closeTimeout: 1000,
  }
}

function handlers(
  { auth, says }: SmtpOptions,
  behaviour: () => Behaviour,
  add: (mail: ReceivedMail) => void,
  hangUp: (remotePort: number) => void,
) {
  const refuseWhen = (when: Behaviour, code: number) => (behaviour() === when ? reply(code) : null)
  return {
    onConnect: (_, done) => done(refuseWhen('refuse', 554)),
    onAuth: ({ username, password }, _, done) => {
      const isKnown = username === auth?.user && password === auth?.pass
      done(isKnown ? null : reply(535), { user: username })
    },
    onMailFrom: (_, __, done) => done(refuseWhen('sender', 550)),
    onRcptTo: ({ address }, _, done) =>
      done(
        (behaviour() === 'temporary' ? spoken(says ?? '450 no') : null) ??
          (behaviour() === 'permanent' ? reply(550, address) : null),
      ),
    onData: (stream, session, done) => {
      const taken = text(stream).then((raw) => {
        const refusal = refuseWhen('full', 452) ?? refuseWhen('spam', 554)
        if (behaviour() === 'drop') {
          hangUp(session.remotePort)
        } else {
          if (!refusal) add(receivedMail(session, raw))
          done(refusal)
        }
      })
      // Whoever is ended in the middle of a mail leaves its text unfinished.
      taken.catch(() => undefined)
    },
  } satisfies SMTPServerOptions
}

function receivedMail(session: SMTPServerSession, raw: string): ReceivedMail {
  const { mailFrom, rcptTo } = session.envelope
  const user: unknown = session.user
  return {
    envelope: {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
    },
    raw,
    secure: session.secure,
    user: typeof user === 'string' ? user : undefined,
  }
}

/** A refusal in a server's own words, its code in front. */
function spoken(text: string) {
  return Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) })
}

function reply(responseCode: number, about = 'no') {
  return Object.assign(new Error(`<${about}>: refused by the test`), { responseCode })
}

function openInbox() {
  const mails: ReceivedMail[] = []
  const waiting = new Set<(mail: ReceivedMail) => void>()
  return {
    mails,
    add: (mail: ReceivedMail) => {
      mails.push(mail)
      for (const wake of waiting) wake(mail)
    },
    next: (predicate: (mail: ReceivedMail) => boolean = () => true) =>
      new Promise<ReceivedMail>((resolve, reject) => {
        const wake = (mail: ReceivedMail) => {
          if (!predicate(mail)) return
          clearTimeout(timer)
          waiting.delete(wake)
          resolve(mail)
        }
        const timer = setTimeout(() => {
          waiting.delete(wake)
          reject(new Error('no such mail within 10 s'))
        }, 10_000)
        waiting.add(wake)
        mails.forEach(wake)
      }),
  }
}

/** A greeting, then one more line of the answer to EHLO every 20 ms for as long as the client stays. */
function trickle(socket: Socket) {
  socket.write('220 slow.test ESMTP\r\n')
  const timer = setInterval(() => socket.write('250-still here\r\n'), 20)
  socket.resume().on('close', () => clearInterval(timer))
}

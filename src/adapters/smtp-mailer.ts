import { createTransport } from 'nodemailer'
import { composeMessage } from '../mail/message.ts'
import { MailFailure, type Mailer } from '../ports.ts'

/** Milliseconds. */
export interface SmtpTimeouts {
  connection: number
  greeting: number
  /** Silence of the server. */
  socket: number
  /** The whole delivery: a server that trickles bytes is never silent. */
  total: number
}

/** All below the outbox's lease of 120 s, so that no mail is still on its way when its lease ends. */
export const smtpTimeouts: SmtpTimeouts = {
  connection: 10_000,
  greeting: 10_000,
  socket: 20_000,
  total: 45_000,
}

/**
 * Mails through `smtps://user:password@host` (TLS, 465) or `smtp://user:password@host` (STARTTLS, 587). STARTTLS
 * is required unless the host is loopback, where `?tls=off` also ignores an offer and `?tls=required` insists.
 * One connection per mail, as in workerd no socket outlives its request; a `pool` keeps connections for the mails
 * that follow. Throws for any other url.
 */
export function smtpMailer(
  url: string,
  timeouts: Partial<SmtpTimeouts> = {},
  pool?: SmtpPool,
): Mailer {
  const limits = { ...smtpTimeouts, ...timeouts }
  const transport = openTransport({ ...smtpServer(url), ...transportOptions(limits) }, pool)
  return {
    async send(mail) {
      const message = composeMessage(mail, new Date())
      const deadline = deadlineIn(limits.total)
      try {
        await transport.sendMail({ ...message, signal: deadline.signal })
      } catch (error) {
        throw mailFailure(error)
      } finally {
        deadline.clear()
      }
    },
  }
}

export interface SmtpPool {
  /** Connections at once. */
  connections: number
  /** Milliseconds without a mail, after which a connection is closed: before servers do. */
  idle: number
}

/** As many as the outbox has mails under way at once (its lane of mail). */
export const smtpPool: SmtpPool = { connections: 3, idle: 5_000 }

/** Servers count mails per connection. */
const MAILS_PER_CONNECTION = 50
/** Only a mail of which nothing had left when its connection closed is given another; the outbox retries the rest. */
const RECONNECTS = 1

function openTransport(options: ServerOptions, pool: SmtpPool | undefined) {
  if (pool === undefined) return createTransport(options)
  return createTransport({
    ...options,
    pool: true,
    maxConnections: pool.connections,
    maxMessages: MAILS_PER_CONNECTION,
    maxRequeues: RECONNECTS,
    idleTimeout: pool.idle,
  })
}

type ServerOptions = ReturnType<typeof smtpServer> & ReturnType<typeof transportOptions>

function transportOptions(limits: SmtpTimeouts) {
  return {
    connectionTimeout: limits.connection,
    dnsTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.socket,
    // A server that stopped offering AUTH must not get the mail unauthenticated.
    forceAuth: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function deadlineIn(totalMs: number) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), totalMs)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

/** Where and how to connect. The messages never repeat the url: it holds the password. */
export function smtpServer(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const isImplicit = protocol === 'smtps:'
  if (!isImplicit && protocol !== 'smtp:') throw new Error('MAIL_URL must be smtp:// or smtps://')
  if (hostname === '') throw new Error('MAIL_URL names no host')
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return {
    host,
    port: port === '' ? (isImplicit ? 465 : 587) : Number(port),
    secure: isImplicit,
    ...startTls(isImplicit, isLoopback(host), searchParams),
    ...(username === '' ? {} : { auth: credentials(username, password) }),
  }
}

function startTls(isImplicit: boolean, isLoopbackHost: boolean, parameters: URLSearchParams) {
  const tls = parameters.get('tls')
  if ([...parameters.keys()].some((key) => key !== 'tls')) {
    throw new Error('MAIL_URL takes no parameter but tls')
  }
  if (tls !== null && tls !== 'off' && tls !== 'required') {
    throw new Error('MAIL_URL: tls is off or required')
  }
  if (tls === 'off' && (isImplicit || !isLoopbackHost)) {
    throw new Error('MAIL_URL: tls=off is only for smtp:// on this machine')
  }
  if (tls === 'off') return { ignoreTLS: true }
  return { requireTLS: !isImplicit && (tls === 'required' || !isLoopbackHost) }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function credentials(username: string, password: string) {
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
}

interface SmtpError {
  message: string
  code?: unknown
  command?: unknown
  responseCode?: unknown
}

/** Replies about our login (RFC 4954 §6) or our sequence (503), never about this mail. */
const repliesAboutUs = [503, 530, 534, 535, 538]

/**
 * Permanent is only what refuses this recipient or this text. Greeting, sign-in, TLS and `MAIL FROM` are refused
 * for what we have set up wrongly: such mail waits for the repair, and its recipient is not to blame.
 */
function mailFailure(error: unknown): MailFailure {
  if (error instanceof MailFailure) return error
  const { code, command, responseCode, message }: SmtpError =
    error instanceof Error ? error : { message: String(error) }
  const text = `${typeof code === 'string' ? code : 'failed'}: ${withoutPersonalData(message)}`
  if (isPermanent(code, command, responseCode)) return new MailFailure('permanent', text)
  const isForAll = isAboutProvider(code, responseCode, message)
  return new MailFailure('temporary', text, secondsIn(message), isForAll ? 'provider' : 'item')
}

/** No connection, no sign-in, or “not now” (421, RFC 5321 §3.8) and throttling: every other mail would fare alike. */
function isAboutProvider(code: unknown, responseCode: unknown, message: string): boolean {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return true
  if (responseCode === 421 || responseCode === 454) return true
  return /\b(?:throttl|rate limit|too many (?:messages|connections))/i.test(message.slice(0, 1000))
}

/** The wait that a refusal names, as SMTP has no field for it: “in 5 minutes”, “300 seconds”, “00:05:00”. */
function secondsIn(message: string): number | undefined {
  const text = message.slice(0, 1000)
  const clock = /\b(\d{1,2}):(\d\d):(\d\d)\b/.exec(text)
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  const found = /\b(\d{1,5}) ?(sec|second|min|minute|hour|[hms])s?\b/i.exec(text)
  if (found !== null)
    return Number(found[1]) * (unitSeconds[found[2]?.[0]?.toLowerCase() ?? ''] ?? 1)
  const header = /\bretry-after:? (\d{1,6})\b/i.exec(text)?.[1]
  return header === undefined ? undefined : Number(header)
}

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600 }

function isPermanent(code: unknown, command: unknown, responseCode: unknown): boolean {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false
  if (command === 'MAIL FROM') return false
  // Without a reply nodemailer itself refused the envelope: it would again.
  if (typeof responseCode !== 'number') return true
  return responseCode >= 500 && !repliesAboutUs.includes(responseCode)
}

/** Servers like to quote the recipient; what is kept and logged must not. At most 200 characters. */
function withoutPersonalData(message: string): string {
  const words = message.slice(0, 1000).split(/\s+/)
  return words
    .map((word) => (word.includes('@') ? '…' : word))
    .join(' ')
    .slice(0, 200)
}

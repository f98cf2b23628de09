import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { ReceivedMail } from '../runtime/smtp.ts'
import { ADMIN_TOKEN, json, newComment, newShare, ORIGIN } from '../support.ts'

/** A running service on either runtime, as the suite needs it. */
export interface Service {
  /** Where it listens; its PUBLIC_URL too. */
  url: string
  log: () => string
  /** The next mail that satisfies the predicate, after letting due work happen. */
  mail: (predicate: (mail: ReceivedMail) => boolean) => Promise<ReceivedMail>
  /** Has due work begun where nothing else would soon begin it. */
  work: () => Promise<void>
  /** Takes the database away without closing its connections, and brings it back. */
  outage?: { begin: () => void; end: () => void }
  /**
   * Headers of a request whose client the runtime believes to have this address, with TRUST_PROXY_HOPS=1. What it
   * claims about itself goes along.
   */
  comingFrom?: (address: string, claimed?: string) => Record<string, string>
  /** What no answer may contain. */
  secrets: string[]
  stop: () => Promise<void>
}

/** An answer with its body read. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what the test asserts
  body: any
}

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface RawRequest {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** Sends that many bytes chunked, without a length, and never an end. */
  unendingBytes?: number
}

export type Client = ReturnType<typeof openClient>

/** Speaks to a service as readers, their browsers and moderators do, and keeps every answer for later inspection. */
export function openClient(service: Service) {
  const seen: string[] = []
  const call = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(service.url + path, { method, redirect: 'manual', ...init })
    const { status, headers } = response
    const body = await response.text()
    seen.push(`${path} ${status} ${JSON.stringify([...headers])} ${body}`)
    return { status, headers, text: body, body: parse(headers, body) }
  }
  const send = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    call(method, path, {
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const admin = (method: string, path: string, body?: unknown) =>
    send(method, path, body, { Authorization: `Bearer ${ADMIN_TOKEN}` })
  return {
    service,
    seen,
    call,
    send,
    admin,
    get: (path: string, headers: Record<string, string> = {}) => call('GET', path, { headers }),
    /** A request whose path and headers arrive exactly as they are given. */
    raw: async (path: string, options: RawRequest = {}) => {
      const answer = await rawRequest(service.url, path, options)
      seen.push(`${path} ${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}`)
      return answer
    },
    post: (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      send('POST', '/v1/comments', newComment(changes), headers),
    share: (changes: Record<string, unknown> = {}) =>
      send('POST', '/v1/shares', newShare({ article: articleAt('/chung'), ...changes })),
    decide: (kind: 'comment' | 'share', ids: string[], to: string) =>
      admin('POST', '/v1/admin/decisions', { items: ids.map((id) => ({ kind, id })), to }),
    thread: (article: string, more = '') =>
      call('GET', `/v1/comments?site=bao&article=${encodeURIComponent(article)}${more}`),
    queue: (article: string) =>
      admin('GET', `/v1/admin/comments?site=bao&article=${encodeURIComponent(article)}&limit=100`),
  }
}

/** Where the pages of the site `bao` are said to be; nobody listens there, so that looking for them fails at once. */
export const PAGES = 'http://127.0.0.1:9'

/** A page of the site `bao` that no other test uses. */
export function articleAt(path: string) {
  return { key: path, url: PAGES + path, title: 'Một bài báo' }
}

function parse(headers: Headers, body: string): unknown {
  const isJson = /\bjson\b/.test(headers.get('Content-Type') ?? '')
  return isJson && body !== '' ? JSON.parse(body) : undefined
}

async function rawRequest(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body, unendingBytes }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const outgoing = request({ hostname, port, path, method, headers, agent: false })
  const answered = once(outgoing, 'response')
  // A server that has refused may close before all of the request has left.
  outgoing.on('error', () => undefined)
  if (unendingBytes === undefined) outgoing.end(body)
  else outgoing.write(Buffer.alloc(unendingBytes, 'a'))
  // `response` comes with the message.
  const [answer] = (await answered) as [IncomingMessage]
  const received = await text(answer)
  outgoing.destroy()
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: received }
}

export { ADMIN_TOKEN, json, newComment, newShare, ORIGIN }

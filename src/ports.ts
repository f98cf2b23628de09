import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import type { Config } from './config.ts'
import type { Meter } from './operations/meter.ts'
import type { Digests } from './signing.ts'
import type { CallHook } from './webhooks/call.ts'

/** Drizzle over one libSQL `Client`. Features write only by single statements or `batch`, never by `transaction`. */
export type Database = LibSQLDatabase

/** A mail, complete and validated. Every address is one plain address; every text is free of line breaks where headers go. */
export interface Mail {
  /** `Message-ID` without angle brackets; the same for every attempt, so that a repeated delivery is recognised. */
  id: string
  from: MailAddress
  to: MailAddress
  replyTo?: MailAddress
  subject: string
  text: string
  html: string
  /** Extra headers, already safe: `List-Unsubscribe`, `Auto-Submitted` and the like. */
  headers?: Record<string, string>
}

export interface MailAddress {
  name: string
  address: string
}

/** Sends one mail to one recipient. Resolves once the next hop has accepted it; rejects with `MailFailure`. */
export interface Mailer {
  send(mail: Mail): Promise<void>
}

/** Why something was not delivered. `permanent` failures are never tried again. */
export class DeliveryFailure extends Error {
  override name = 'DeliveryFailure'
  readonly kind: 'temporary' | 'permanent'
  readonly retryAfterSeconds: number | undefined
  /** `provider`: whoever takes it is away or busy, so everything else for it waits too. */
  readonly scope: 'item' | 'provider'

  constructor(
    kind: 'temporary' | 'permanent',
    message: string,
    retryAfterSeconds?: number,
    scope: 'item' | 'provider' = 'item',
  ) {
    super(message)
    this.kind = kind
    this.retryAfterSeconds = retryAfterSeconds
    this.scope = scope
  }
}

/** Why a mail was not accepted. */
export class MailFailure extends DeliveryFailure {
  override name = 'MailFailure'
}

/** First, approximate layer before the exact counters: Cloudflare's rate-limit binding. Absent on Node. */
export interface FloodLimiter {
  limit(options: { key: string }): Promise<{ success: boolean }>
}

/** One public answer, rendered once for everybody: exact bytes and the headers that go with them. */
export interface CachedPage {
  body: Uint8Array<ArrayBuffer>
  etag: string
  /** All headers but those of one request: its id, the answer's age and encoding. */
  headers: [name: string, value: string][]
  /** Milliseconds since the epoch. */
  renderedAt: number
}

/** Which page is wanted, and what it shows. */
export interface PageRequest {
  /** Route and parsed parameters: different spellings of one request share a page. */
  key: string
  /** Path and query as the client spelt them; '' where nobody can be answered by them. */
  address: string
  tags: string[]
}

/** Rendered public pages, dropped by tag when what they show changes. Node keeps them itself; on Workers they lie before the Worker. */
export interface PageCache {
  /**
   * The page, fresh or rendered now; requests that come meanwhile share one rendering. While the database is away
   * an older page may be given. Rejects as `render` does.
   */
  load(request: PageRequest, render: () => Promise<CachedPage>): Promise<CachedPage>
  /** Drops every page that carries one of the tags, also as a fallback: for what must be seen no more. */
  purge(tags: string[]): void
  /** Has them rendered anew, within a second where many changes arrive: for what is merely new. */
  invalidate(tags: string[]): void
}

/** One line per event, JSON. Never personal data: no body, address, token, cookie or whole network address. */
export interface Log {
  info(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

export type LogFields = Record<string, string | number | boolean | null | undefined>

/** Everything that differs per runtime. On Workers made anew for each request, on Node once. */
export interface Ports {
  config: Config
  db: Database
  /** For public pages only: where there is a replica, it may lag by a second. */
  reads: Database
  /** null where no `MAIL_URL` is set (Workers without shares). */
  mailer: () => Promise<Mailer | null>
  floodLimiter: FloodLimiter | null
  pages: PageCache
  now: () => Date
  log: Log
  /** Network address of the client as far as it can be trusted, '' when unknown. */
  clientAddress: () => string
  /** Starts work that goes on after the answer; nothing may depend on it being begun or finished. */
  defer: (work: () => Promise<unknown>) => void
  /** Outgoing HTTP, for the jobs that verify articles. */
  fetch: typeof fetch
  /** Counts requests where a process lives long enough for it: on Node. */
  meter?: Meter
  /** Faster digests than WebCrypto's, where the runtime has them. */
  digests?: Digests
  /** Outgoing calls of webhooks, to the public internet alone. */
  callHook: CallHook
}

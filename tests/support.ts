import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client, InArgs, InStatement, TransactionMode } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { openFileClient } from '../src/adapters/file-client.ts'
import { groupCommit } from '../src/adapters/group-commit.ts'
import { jsonLog } from '../src/adapters/json-log.ts'
import { memoryPages } from '../src/adapters/memory-pages.ts'
import { createApp } from '../src/app.ts'
import { parseConfig } from '../src/config.ts'
import { migrateDatabase } from '../src/migrate.ts'
import { runOutbox } from '../src/outbox/run.ts'
import type { Mail, Ports } from '../src/ports.ts'
import { createKeyring, randomToken } from '../src/signing.ts'
import { uuidv7 } from '../src/uuid.ts'

export const ADMIN_TOKEN = 'test-admin-token-0123456789-abcdefghij'
/** The site of every test; its pages live here. */
export const ORIGIN = 'https://bao.example'
export const PUBLIC_URL = 'https://phanhoi.example'

export type TestApp = Awaited<ReturnType<typeof createTestApp>>

/** The app on a real libSQL file with the real migrations, a clock that stands still and one site `bao`. */
export async function createTestApp(
  settings: Record<string, unknown> = {},
  open: (dir: string) => Promise<Client> = (dir) => openFileClient({ path: join(dir, 'test.db') }),
) {
  const dir = await mkdtemp(join(tmpdir(), 'phanhoi-'))
  const file = await open(dir)
  const client = groupCommit(file)
  await migrateDatabase(client)
  const statements: Statement[] = []
  // Database time decides leases, so the clock starts at the real time.
  let now = Date.now()
  let address = '203.0.113.7'
  const mails: Mail[] = []
  const log: string[] = []
  const config = parseConfig(
    {
      SECRET: 'test-secret-0123456789-0123456789-0123456789',
      PUBLIC_URL,
      ADMIN_TOKEN,
      MAIL_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'chia-se@bao.example',
      DATABASE_URL: 'file:unused',
    },
    'node',
  )
  const db = drizzle(recording(client, statements))
  const ports: Ports = {
    config,
    db,
    reads: db,
    mailer: () =>
      Promise.resolve({
        send: (mail) => {
          mails.push(mail)
          return Promise.resolve()
        },
      }),
    floodLimiter: null,
    pages: memoryPages({ now: () => now }),
    now: () => new Date(now),
    log: jsonLog((line) => log.push(line)),
    clientAddress: () => address,
    // Dropped, as a runtime may: whatever must happen is in the outbox (F21).
    defer: () => undefined,
    fetch: () => Promise.reject(new Error('No page')),
    callHook: () => Promise.reject(new Error('No webhook')),
  }
  const keyring = createKeyring(config.secret, null)
  const app = createApp(() => ports)
  const request = (path: string, init: RequestInit = {}) =>
    Promise.resolve(app.request(PUBLIC_URL + path, init))
  const send = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    request(path, {
      method,
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const admin = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => send(method, path, body, { Authorization: `Bearer ${ADMIN_TOKEN}`, ...headers })
  const made = await admin('POST', '/v1/admin/sites', {
    key: 'bao',
    name: 'Báo Thử',
    origins: [ORIGIN],
    settings,
  })
  if (made.status !== 201) throw new Error(await made.text())
  return {
    app,
    ports,
    keyring,
    client,
    statements,
    mails,
    log,
    request,
    send,
    admin,
    get: async (path: string) => {
      const response = await request(path)
      return { status: response.status, headers: response.headers, body: await json(response) }
    },
    /** Moves the clock. */
    pass: (ms: number) => {
      now += ms
    },
    from: (next: string) => {
      address = next
    },
    runOutbox: () => runOutbox({ ports, keyring }),
    close: async () => {
      file.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

interface Statement {
  sql: string
  args: InArgs
}

/** The client, noting every statement that goes through it, so that tests can ask for the plans. */
function recording(client: Client, statements: Statement[]): Client {
  const note = (given: InStatement) => {
    if (typeof given === 'string') statements.push({ sql: given, args: [] })
    else statements.push({ sql: given.sql, args: given.args ?? [] })
  }
  return new Proxy(client, {
    get(target, name) {
      // Only the two methods that Drizzle calls are watched; the rest is the client's own.
      if (name === 'execute')
        return (given: InStatement) => {
          note(given)
          return target.execute(given)
        }
      if (name === 'batch')
        return (given: InStatement[], mode?: TransactionMode) => {
          given.forEach(note)
          return target.batch(given, mode)
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** Parsed JSON of an answer; tests say what they expect in it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what the test asserts
export async function json(response: Response): Promise<any> {
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

/** A number in words: unlike a random id it never looks like a telephone number or a word of any list. */
export function inWords(count: number): string {
  return Array.from(String(count), (digit) => DIGITS[Number(digit)]).join(' ')
}

/** A comment as the widget sends it. */
export function newComment(changes: Record<string, unknown> = {}) {
  return {
    id: uuidv7(new Date()),
    site: 'bao',
    article: { key: '/bai/mot', url: `${ORIGIN}/bai/mot`, title: 'Một bài báo' },
    audience: 'public',
    author: { name: 'Nguyễn Thị Hoà' },
    body: 'Bài viết rất hữu ích, cảm ơn tòa soạn.',
    consent: { version: '1', process: true, publish: true },
    token: randomToken(),
    ...changes,
  }
}

/** A share as the widget sends it. */
export function newShare(changes: Record<string, unknown> = {}) {
  return {
    id: uuidv7(new Date()),
    site: 'bao',
    article: { key: '/bai/mot', url: `${ORIGIN}/bai/mot`, title: 'Một bài báo' },
    sender: { name: 'Trần Văn Bình', email: 'binh@thu.example' },
    recipients: ['lan@ban.example'],
    consent: { version: '1', process: true, share: true },
    token: randomToken(),
    ...changes,
  }
}

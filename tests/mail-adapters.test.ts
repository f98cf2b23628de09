import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import PostalMime, { type Email } from 'postal-mime'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fileMailer } from '../src/adapters/file-mailer.ts'
import {
  smtpMailer,
  type SmtpPool,
  smtpPool,
  type SmtpTimeouts,
} from '../src/adapters/smtp-mailer.ts'
import { MailFailure, type Mail, type Mailer } from '../src/ports.ts'
import { startSmtp } from './runtime/smtp.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

interface Sink {
  mailer: Mailer
  /** Everything delivered so far, as bytes on the wire. */
  delivered: () => Promise<string[]>
}

async function smtpSink(): Promise<Sink> {
  const server = await startSmtp()
  cleanups.push(server.stop)
  const delivered = () => Promise.resolve(server.received.map(({ raw }) => raw))
  return { mailer: smtpMailer(server.url), delivered }
}

async function pooledSink(): Promise<Sink> {
  const server = await startSmtp()
  cleanups.push(server.stop)
  const delivered = () => Promise.resolve(server.received.map(({ raw }) => raw))
  return { mailer: smtpMailer(server.url, {}, smtpPool), delivered }
}

async function fileSink(): Promise<Sink> {
  const dir = await folder()
  const delivered = async () =>
    Promise.all((await readdir(dir)).sort().map((name) => readFile(join(dir, name), 'utf8')))
  return { mailer: fileMailer(dir), delivered }
}

async function folder() {
  const dir = await mkdtemp(join(tmpdir(), 'phanhoi-mail-'))
  cleanups.push(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const subject =
  'Nguyễn Thị Thuỷ gửi bạn bài viết: Đổi mới sáng tạo ở vùng đồng bằng, từ những cánh đồng “biết nói” tới chợ nổi'

function sample(change: Partial<Mail> = {}): Mail {
  return {
    id: '019c1f2e-7b1a-7cc0-8a5e-1d2f3a4b5c6d@mail.toasoan.example',
    from: { name: 'Nguyễn Thị Thuỷ (qua Tạp chí Đồng Bằng)', address: 'chia-se@toasoan.example' },
    to: { name: '', address: 'ban.be@nguoinhan.example' },
    replyTo: { name: 'Nguyễn Thị Thuỷ', address: 'thuy@nguoigui.example' },
    subject,
    text: 'Xin chào!\n\nĐây là phần chữ: <b>không</b> phải HTML.\n.\nHết.\n',
    html: '<p>Xin chào! <b>Đậm</b></p>',
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<https://phanhoi.example/r/${'t0k-en_'.repeat(18)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    ...change,
  }
}

async function deliverOne({ mailer, delivered }: Sink, mail: Mail): Promise<[Email, string]> {
  await mailer.send(mail)
  const [raw, ...more] = await delivered()
  expect(more).toEqual([])
  return [await PostalMime.parse(raw ?? ''), raw ?? '']
}

async function refusesAddress({ mailer, delivered }: Sink, address: string) {
  for (const field of ['from', 'to', 'replyTo'] as const) {
    const failure = await failureOf(mailer.send(sample({ [field]: { name: '', address } })))
    expect(failure.kind).toBe('permanent')
    expect(failure.message.length).toBeLessThan(100)
  }
  expect(await delivered()).toEqual([])
}

async function failureOf(sending: Promise<void>): Promise<MailFailure> {
  const outcome: unknown = await sending.then(
    () => 'sent',
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(MailFailure)
  return outcome as MailFailure // asserted on the line above
}

describe.each([
  { adapter: 'smtp', open: smtpSink },
  { adapter: 'pooled smtp', open: pooledSink },
  { adapter: 'file', open: fileSink },
])('the $adapter mailer', ({ open }) => {
  test('writes exactly our headers, one From and one To (M03)', async () => {
    const [email] = await deliverOne(await open(), sample())
    expect(email.headers.map(({ originalKey }) => originalKey).sort()).toEqual([
      'Auto-Submitted',
      'Content-Type',
      'Date',
      'From',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
      'MIME-Version',
      'Message-ID',
      'Reply-To',
      'Subject',
      'To',
    ])
    expect(email.from).toEqual(sample().from)
    expect(email.to).toEqual([sample().to])
    expect(email.replyTo).toEqual([sample().replyTo])
  })

  test('keeps Vietnamese in subject, names and both parts', async () => {
    const [email, raw] = await deliverOne(await open(), sample())
    expect(email.subject).toBe(subject)
    expect(email.text?.trimEnd()).toBe(sample().text.trimEnd())
    expect(email.html?.trimEnd()).toBe(sample().html)
    expect(email.attachments).toEqual([])
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m)
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'))
  })

  test('never splits a character between two encoded words (RFC 2047 §5)', async () => {
    const [, raw] = await deliverOne(await open(), sample())
    const words = [...raw.matchAll(/=\?utf-8\?b\?([^?]+)\?=/gi)].map(([word, base64 = '']) => {
      expect(word.length).toBeLessThanOrEqual(75)
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'))
    })
    expect(words.join('')).toContain(subject)
  })

  test('carries the id as Message-ID, the same at every attempt (F16)', async () => {
    const { mailer, delivered } = await open()
    await mailer.send(sample())
    await mailer.send(sample({ subject: 'lần hai' }))
    const mails = await Promise.all((await delivered()).map((raw) => PostalMime.parse(raw)))
    const ids = new Set(mails.map(({ messageId }) => messageId))
    expect(ids).toEqual(new Set([`<${sample().id}>`]))
  })

  test('keeps the one-click header on one line', async () => {
    const [, raw] = await deliverOne(await open(), sample())
    expect(raw).toContain(
      `\r\nList-Unsubscribe: ${sample().headers?.['List-Unsubscribe'] ?? ''}\r\n`,
    )
  })

  test('dates the mail itself', async () => {
    const before = Date.now() - 1000
    const [email] = await deliverOne(await open(), sample())
    expect(Date.parse(email.date ?? '')).toBeGreaterThanOrEqual(before)
  })

  test.each([
    '"a@evil.test x"@good.test',
    'a@x.test(@evil.test)',
    'g:a@x.test,b@y.test;',
    'a@x.test, b@y.test',
    'a@x.test\r\nBcc: b@y.test',
    'a@x.test>\r\nRCPT TO:<b@y.test',
    '<a@x.test>',
    'a@[127.0.0.1]',
    'a@x.test\u2028',
    'đ@x.test',
    `${'a'.repeat(65)}@x.test`,
    '',
  ])('refuses %j for ever, as recipient, sender and reply address (M04)', async (address) => {
    await refusesAddress(await open(), address)
  })

  test('refuses an address of 50,000 nested comments at once (M04)', async () => {
    const started = performance.now()
    await refusesAddress(await open(), `${'('.repeat(50_000)}a@x.test`)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test.each(['\r\n', '\n', '\r', '\r\n\t', '\u2028', '\u2029', '\u0085', '\0'])(
    'refuses %j for ever in names, subject, id and headers (M03)',
    async (broken) => {
      const { mailer, delivered } = await open()
      const text = `Nguyễn${broken}Bcc: b@y.test`
      for (const change of [
        { subject: text },
        { from: { name: text, address: 'a@x.test' } },
        { replyTo: { name: text, address: 'a@x.test' } },
        { id: `${text}@x.test` },
        { headers: { 'List-Unsubscribe': `<https://x.test/>${broken}Bcc: b@y.test` } },
        { headers: { [`X-A${broken}Bcc`]: 'b@y.test' } },
      ]) {
        expect((await failureOf(mailer.send(sample(change)))).kind).toBe('permanent')
      }
      expect(await delivered()).toEqual([])
    },
  )

  test.each([
    'Bcc',
    'cc',
    'From',
    'To',
    'Sender',
    'Content-Type',
    'Subject',
    'Message-ID',
    'DKIM-Signature',
  ])('takes no extra header %s (M03)', async (name) => {
    const { mailer, delivered } = await open()
    const failure = await failureOf(mailer.send(sample({ headers: { [name]: 'b@y.test' } })))
    expect(failure.kind).toBe('permanent')
    expect(await delivered()).toEqual([])
  })

  test('reads no file and no address that a text names', async () => {
    const [email] = await deliverOne(
      await open(),
      sample({ html: '<img src="file:///etc/passwd"><img src="data:image/png;base64,AAAA">' }),
    )
    expect(email.attachments).toEqual([])
    expect(email.html).toContain('file:///etc/passwd')
  })
})

const pool = { connections: 3, idle: 200 }

describe.each([
  { name: 'one connection per mail', pool: undefined },
  { name: 'a pool', pool },
])('the smtp mailer with $name', ({ pool }) => {
  const open = (url: string, timeouts: Partial<SmtpTimeouts> = {}) =>
    smtpMailer(url, timeouts, pool)
  const impatient = { connection: 300, greeting: 300, socket: 300, total: 600 }

  async function server(options: Parameters<typeof startSmtp>[0] = {}) {
    const smtp = await startSmtp(options)
    cleanups.push(smtp.stop)
    return smtp
  }

  test('names one sender and one recipient on the envelope', async () => {
    const smtp = await server()
    await open(smtp.url).send(sample({ to: { name: 'a@x.test, b@y.test', address: 'c@z.test' } }))
    const { envelope } = await smtp.next()
    expect(envelope).toEqual({ from: 'chia-se@toasoan.example', to: ['c@z.test'] })
  })

  test.each([
    { behave: 'temporary', kind: 'temporary' },
    { behave: 'full', kind: 'temporary' },
    { behave: 'permanent', kind: 'permanent' },
    { behave: 'spam', kind: 'permanent' },
    { behave: 'drop', kind: 'temporary' },
  ] as const)('calls $behave $kind (F15)', async ({ behave, kind }) => {
    const smtp = await server({ behave })
    expect((await failureOf(open(smtp.url).send(sample()))).kind).toBe(kind)
    expect(smtp.received).toEqual([])
  })

  test.each(['refuse', 'sender'] as const)(
    'does not blame the recipient when the server answers %s (F15)',
    async (behave) => {
      const smtp = await server({ behave })
      expect((await failureOf(open(smtp.url).send(sample()))).kind).toBe('temporary')
    },
  )

  test.each([
    { says: '421 4.7.0 Try again later', seconds: undefined, scope: 'provider' },
    { says: '450 4.2.0 Greylisted, come back in 00:05:00', seconds: 300, scope: 'item' },
    { says: '451 4.7.1 Greylisted for 300 seconds', seconds: 300, scope: 'item' },
    { says: '451 4.7.1 Please try again in 2 minutes', seconds: 120, scope: 'item' },
    { says: '452 4.5.3 Too many messages, Retry-After: 600', seconds: 600, scope: 'provider' },
    {
      says: '454 Throttling failure: Maximum sending rate exceeded',
      seconds: undefined,
      scope: 'provider',
    },
  ])(
    'reads from “$says” how long to wait, and for whom (F15)',
    async ({ says, seconds, scope }) => {
      const smtp = await server({ behave: 'temporary', says })
      const failure = await failureOf(open(smtp.url).send(sample()))
      expect(failure).toMatchObject({ kind: 'temporary', scope })
      expect(failure.retryAfterSeconds).toBe(seconds)
    },
  )

  test('a server that is away or refuses our sign-in is away for all mail (F13)', async () => {
    const smtp = await server({ auth: { user: 'u', pass: 'right' } })
    const wrong = await failureOf(open(smtp.url.replace('right', 'x')).send(sample()))
    await smtp.stop()
    const closed = await failureOf(open(smtp.url).send(sample()))
    expect([wrong.scope, closed.scope]).toEqual(['provider', 'provider'])
  })

  test('goes on once the server is well again', async () => {
    const smtp = await server({ behave: 'temporary' })
    const mailer = open(smtp.url)
    await failureOf(mailer.send(sample()))
    smtp.behave('accept')
    await mailer.send(sample())
    expect(smtp.received).toHaveLength(1)
  })

  test('never repeats the recipient that the server quotes', async () => {
    const smtp = await server({ behave: 'permanent' })
    const failure = await failureOf(open(smtp.url).send(sample()))
    expect(failure.message).toContain('550')
    expect(failure.message).not.toContain('nguoinhan')
  })

  test('takes a closed port for a temporary failure (F13)', async () => {
    const smtp = await startSmtp()
    await smtp.stop()
    expect((await failureOf(open(smtp.url).send(sample()))).kind).toBe('temporary')
  })

  test.each([
    { behave: 'half-open', secure: false },
    { behave: 'half-open', secure: true },
    { behave: 'slow', secure: false },
  ] as const)(
    'gives up on a server that is $behave, secure: $secure, within its time (F14)',
    async ({ behave, secure }) => {
      const smtp = await server({ behave, secure })
      const started = performance.now()
      const failure = await failureOf(open(smtp.url, impatient).send(sample()))
      expect(failure.kind).toBe('temporary')
      expect(performance.now() - started).toBeLessThan(impatient.total + 1000)
    },
  )

  test('signs in with the decoded user and password of its url', async () => {
    const smtp = await server({ auth: { user: 'toà@soạn', pass: 'p:/ss%' } })
    await open(smtp.url).send(sample())
    expect((await smtp.next()).user).toBe('toà@soạn')
  })

  test('takes a refused sign-in for a temporary failure, without telling the password', async () => {
    const smtp = await server({ auth: { user: 'u', pass: 'right' } })
    const url = smtp.url.replace('right', 'wr0ng')
    const failure = await failureOf(open(url).send(sample()))
    expect(failure.kind).toBe('temporary')
    expect(failure.message).not.toContain('wr0ng')
  })

  test('sends nothing when it has a password and the server offers no sign-in', async () => {
    const smtp = await server()
    const url = smtp.url.replace('//', '//u:p@')
    expect((await failureOf(open(url).send(sample()))).kind).toBe('temporary')
    expect(smtp.received).toEqual([])
  })

  test('sends nothing in the clear where STARTTLS is required and not offered', async () => {
    const smtp = await server()
    const failure = await failureOf(open(`${smtp.url}?tls=required`).send(sample()))
    expect(failure.kind).toBe('temporary')
    expect(smtp.received).toEqual([])
  })

  test.each([{ secure: true }, { starttls: true }])(
    'sends nothing to a server whose certificate it cannot verify: %j',
    async (mode) => {
      const smtp = await server(mode)
      expect((await failureOf(open(smtp.url).send(sample()))).kind).toBe('temporary')
      expect(smtp.received).toEqual([])
    },
  )

  test.each([{ secure: true }, { starttls: true }])(
    'sends through verified TLS, signed in: %j',
    async (mode) => {
      const smtp = await server({ ...mode, auth: { user: 'u', pass: 'p' } })
      await sendInProcessThatTrusts(smtp.caFile, smtp.url, pool)
      expect(await smtp.next()).toMatchObject({ secure: true, user: 'u' })
    },
  )

  test('uses no TLS on this machine where the url says so', async () => {
    const smtp = await server({ starttls: true })
    await open(`${smtp.url}?tls=off`).send(sample())
    expect((await smtp.next()).secure).toBe(false)
  })

  test.each([
    'smtp://mail.example?tls=off',
    'smtps://127.0.0.1?tls=off',
    'smtp://127.0.0.1.evil.test?tls=off',
    'smtp://127.0.0.1?tls=maybe',
    'smtp://127.0.0.1?pool=true',
    'http://127.0.0.1',
    'smtp://',
  ])('is not made from %s', (url) => {
    expect(() => open(url)).toThrow(/MAIL_URL/)
  })
})

describe('the pool of the smtp mailer', () => {
  async function pooled() {
    const smtp = await startSmtp()
    cleanups.push(smtp.stop)
    return { smtp, mailer: smtpMailer(smtp.url, {}, pool) }
  }
  const mails = (count: number) =>
    Array.from({ length: count }, (_, i) => sample({ id: `${i}@x.test` }))

  test('sends many mails through few connections, and closes them when nothing follows', async () => {
    const { smtp, mailer } = await pooled()
    await Promise.all(mails(30).map((mail) => mailer.send(mail)))
    expect(smtp.received).toHaveLength(30)
    expect(smtp.connections().made).toBeLessThanOrEqual(pool.connections)
    await vi.waitFor(() => expect(smtp.connections().open).toBe(0), 5000)
    await mailer.send(sample())
    expect(smtp.received).toHaveLength(31)
  })

  test('a mail that the server refuses holds none of the others up', async () => {
    const { smtp, mailer } = await pooled()
    smtp.behave('permanent')
    expect((await failureOf(mailer.send(sample()))).kind).toBe('permanent')
    smtp.behave('accept')
    await mailer.send(sample())
    expect(smtp.received).toHaveLength(1)
  })

  test('never sends a mail again by itself when the server hung up after its text (F16)', async () => {
    const { smtp, mailer } = await pooled()
    await mailer.send(sample())
    smtp.behave('drop')
    expect((await failureOf(mailer.send(sample()))).kind).toBe('temporary')
    smtp.behave('accept')
    await mailer.send(sample())
    expect(smtp.received).toHaveLength(2)
    expect(smtp.connections().made).toBe(2)
  })
})

/** `NODE_EXTRA_CA_CERTS` is read once when Node starts, hence another process. */
async function sendInProcessThatTrusts(caFile: string, url: string, pool?: SmtpPool) {
  const module = new URL('../src/adapters/smtp-mailer.ts', import.meta.url).href
  const script = `const { smtpMailer } = await import(${JSON.stringify(module)})
    await smtpMailer(${JSON.stringify(url)}, {}, ${JSON.stringify(pool)}).send(${JSON.stringify(sample())})`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
  })
}

describe('the file mailer', () => {
  const now = () => new Date('2026-11-22T16:05:01.999Z')

  test('names files by time and id, readable by the owner alone, and leaves nothing else', async () => {
    const dir = join(await folder(), 'not', 'there', 'yet')
    await fileMailer(dir, now).send(sample())
    const names = await readdir(dir)
    expect(names).toEqual(['20261122T160501-019c1f2e-7b1a-7cc0-8a5e-1d2f3a4b5c6d.eml'])
    expect((await stat(join(dir, names[0] ?? ''))).mode & 0o077).toBe(0)
  })

  test('keeps an id inside the folder', async () => {
    const dir = await folder()
    await fileMailer(dir, now).send(sample({ id: '/etc/cron{}|x@x.test' }))
    expect(await readdir(dir)).toEqual(['20261122T160501--etc-cron---x.eml'])
  })

  test('takes an unusable folder for a temporary failure (F13)', async () => {
    const path = join(await folder(), 'taken')
    await writeFile(path, '')
    expect((await failureOf(fileMailer(path).send(sample()))).kind).toBe('temporary')
  })
})

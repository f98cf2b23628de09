import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import PostalMime from 'postal-mime'
import { expect, test, onTestFinished } from 'vitest'
import type { Mail } from '../src/ports.ts'
import { startSmtp, type SmtpOptions } from './runtime/smtp.ts'

const mail: Mail = {
  id: 'w1@phanhoi.example',
  from: { name: 'Thuỷ (qua Tạp chí Đồng Bằng)', address: 'chia-se@dongbang.example' },
  to: { name: '', address: 'an@ban.example' },
  subject: 'Thuỷ gửi bạn bài viết: Người giữ lúa mùa nổi ở Tri Tôn',
  text: 'Xin chào!\n',
  html: '<p>Xin chào!</p>',
}

const mailer = fileURLToPath(new URL('../src/adapters/smtp-mailer.ts', import.meta.url))
const entry = `
  import { smtpMailer } from ${JSON.stringify(mailer)}
  export default {
    async fetch(request) {
      const { url, mail } = await request.json()
      const sending = smtpMailer(url, { connection: 500, greeting: 500, socket: 500, total: 1000 }).send(mail)
      return Response.json(await sending.then(() => null, ({ kind, message }) => ({ kind, message })))
    },
  }`

/** A Worker in workerd that sends `mail` through the given url and answers null or the failure. */
async function startWorker(caFile: string) {
  const dir = await mkdtemp(join(tmpdir(), 'phanhoi-workerd-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await writeFile(join(dir, 'entry.ts'), entry)
  const wrangler = fileURLToPath(
    new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url),
  )
  const flags = ['--compatibility-date', '2026-10-01', '--compatibility-flags', 'nodejs_compat']
  const address = ['--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
  const child = spawn(process.execPath, [wrangler, 'dev', 'entry.ts', ...flags, ...address], {
    cwd: dir,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, WRANGLER_SEND_METRICS: 'false', CI: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill()
    await exited
  })
  return originIn(child.stdout)
}

async function originIn(output: Readable): Promise<string> {
  let seen = ''
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    seen += String(chunk)
    const origin = /Ready on (http:\/\/[\d.]+:\d+)/.exec(seen)?.[1]
    if (origin === undefined) continue
    output.resume()
    return origin
  }
  throw new Error(`wrangler ended early: ${seen}`)
}

async function sendFrom(worker: string, url: string): Promise<unknown> {
  const body = JSON.stringify({ url, mail })
  const answer = await fetch(worker, { method: 'POST', body })
  return answer.json()
}

const auth = { user: 'u', pass: 'p' }
const modes: SmtpOptions[] = [{}, { auth }, { secure: true, auth }, { starttls: true, auth }]

test('mail leaves workerd plain, by TLS and by STARTTLS, failures keep their kind, and no server holds it up (F14, F15)', async () => {
  const servers = await Promise.all(modes.map(startSmtp))
  onTestFinished(async () => {
    for (const server of servers) await server.stop()
  })
  const [first] = servers
  if (first === undefined) throw new Error('no server')
  const worker = await startWorker(first.caFile)
  for (const [index, server] of servers.entries()) {
    expect(await sendFrom(worker, server.url)).toBeNull()
    const { raw, envelope, secure } = await server.next()
    expect(envelope).toEqual({ from: mail.from.address, to: [mail.to.address] })
    expect(secure).toBe(index >= 2)
    expect(await PostalMime.parse(raw)).toMatchObject({ from: mail.from, subject: mail.subject })
  }
  for (const [behaviour, kind] of [
    ['permanent', 'permanent'],
    ['temporary', 'temporary'],
    ['drop', 'temporary'],
    ['refuse', 'temporary'],
    ['full', 'temporary'],
    ['spam', 'permanent'],
    ['slow', 'temporary'],
    ['half-open', 'temporary'],
  ] as const) {
    for (const server of servers) {
      server.behave(behaviour)
      const started = performance.now()
      expect(await sendFrom(worker, server.url), behaviour).toMatchObject({ kind })
      expect(performance.now() - started).toBeLessThan(10_000)
    }
  }
}, 120_000)

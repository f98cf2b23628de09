import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/libsql'
import { createTransport } from 'nodemailer'
import { openFileClient } from '../../src/adapters/file-client.ts'
import { groupCommit } from '../../src/adapters/group-commit.ts'
import { memoryPages } from '../../src/adapters/memory-pages.ts'
import { smtpMailer } from '../../src/adapters/smtp-mailer.ts'
import { parseConfig } from '../../src/config.ts'
import { addressLetter } from '../../src/mail/letter.ts'
import { composeMessage } from '../../src/mail/message.ts'
import { sampleLetters } from '../../src/mail/samples.ts'
import { runOutbox } from '../../src/outbox/run.ts'
import type { Ports } from '../../src/ports.ts'
import { createKeyring } from '../../src/signing.ts'
import { inRounds, loadFully } from '../load.ts'
import { startNullSmtp } from '../null-smtp.ts'
import { bareInserts, newShares, readFormToken } from '../requests.ts'
import type { Bench } from '../run.ts'
import { copyDatabase, SECRET, startBare, startOurs } from '../service.ts'
import { compareRates, type Result } from '../stats.ts'

/** Mails of one round. */
const MAILS = 300
/** As many at once as the outbox sends. */
const AT_ONCE = 3

/** Shares taken in, and mails out of the outbox against nodemailer alone, both into a server that keeps nothing. */
export async function measureMail(bench: Bench): Promise<Result[]> {
  return [await measureShares(bench), await measureDelivery(bench)]
}

async function measureShares({ rounds, ms, site, articles, archive, dir }: Bench): Promise<Result> {
  const ours = await startOurs(await copyDatabase(archive, join(dir, 'shares')))
  const empty = join(dir, 'empty-shares')
  await writeFile(empty, '')
  const bare = await startBare(join(dir, 'bare-shares'), empty)
  try {
    const next = newShares(ours.url, site, articles, await readFormToken(ours.url, site))
    const insert = bareInserts(bare.url)
    const rates = await inRounds(rounds, {
      ours: () => loadFully({ url: ours.url, connections: 16, ms, next }),
      bare: () => loadFully({ url: bare.url, connections: 16, ms, next: insert }),
    })
    const sides = { values: rates.ours, limits: rates.bare }
    return compareRates('share accepted, 16 connections ÷ Hono + one INSERT', sides, null)
  } finally {
    await Promise.all([ours.stop(), bare.stop()])
  }
}

async function measureDelivery({ rounds, site, archive, dir }: Bench): Promise<Result> {
  const smtp = await startNullSmtp()
  const path = join(await copyDatabase(archive, join(dir, 'delivery')), 'phanhoi.db')
  const file = await openFileClient({ path })
  const ports = portsOf(drizzle(groupCommit(file)), smtp.url)
  const context = { ports, keyring: createKeyring(SECRET, null) }
  let round = 0
  try {
    const rates = await inRounds(rounds, {
      ours: async () => {
        await file.executeMultiple(queueMails(site, (round += 1)))
        return perSecond(async () => {
          for (let sent = 0; sent < MAILS;) {
            const { done, failed } = await runOutbox(context)
            if (done === 0 || failed > 0) throw new Error('The outbox did not send')
            sent += done
          }
        })
      },
      nodemailer: () => perSecond(() => sendAlone(smtp.url)),
    })
    const sides = { values: rates.ours, limits: rates.nodemailer }
    return compareRates('mail out of the outbox ÷ nodemailer alone', sides, null)
  } finally {
    file.close()
    await smtp.stop()
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (MAILS * 1000) / (performance.now() - startedAt)
}

/** The same letter again and again, as many at once as the outbox does. */
async function sendAlone(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true })
  const letterhead = {
    siteName: 'Báo Mẫu',
    language: 'vi' as const,
    addressForm: 'ban' as const,
    timeZone: 'Asia/Ho_Chi_Minh',
  }
  const letter = sampleLetters(letterhead, 'https://phanhoi.example')['share']
  if (letter === undefined) throw new Error('There is no such sample')
  const from = 'gui@bao.example'
  const mail = addressLetter(letter, { id: 'mau@bao.example', from, to: 'an@ban.example' })
  const message = composeMessage(mail, new Date())
  let left = MAILS
  const sender = async () => {
    while (left-- > 0) await transport.sendMail(message)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
}

function portsOf(db: Ports['db'], mailUrl: string): Ports {
  const mailer = smtpMailer(mailUrl)
  return {
    config: parseConfig({ SECRET, MAIL_URL: mailUrl, MAIL_FROM: 'gui@bao.example' }, 'node'),
    db,
    reads: db,
    mailer: () => Promise.resolve(mailer),
    floodLimiter: null,
    pages: memoryPages(),
    now: () => new Date(),
    log: { info: () => undefined, error: () => undefined },
    clientAddress: () => '',
    defer: () => undefined,
    fetch,
    callHook: () => Promise.reject(new Error('No webhook')),
  }
}

/** Approved shares with one friend each, whose mails are due. */
function queueMails(site: string, round: number): string {
  return `
    CREATE TEMP TABLE IF NOT EXISTS bench_number AS
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MAILS}) SELECT i FROM n;
    INSERT INTO share (id, site_seq, article_seq, state, first_state, sender_name, sender_email, sender_hash,
        address_hash, fingerprint, reasons, consent_version, language, created_at, confirmed_at)
      SELECT 's${round}-' || i, s.seq, (SELECT min(a.seq) FROM article a WHERE a.site_seq = s.seq AND a.verified_at IS NOT NULL),
        'approved', 'unconfirmed', 'Nguyễn An', 'an@thu.example', 'x', 'x', 'x', '[]', '1', 'vi', 1, 1
      FROM bench_number, site s WHERE s.key = '${site}';
    INSERT INTO recipient (id, share_seq, address, address_hash, state, at)
      SELECT 'r' || s.id, s.seq, 'b@ban.example', 'h' || s.id, 'queued', 1
      FROM bench_number JOIN share s ON s.id = 's${round}-' || i;
    INSERT INTO outbox (id, kind, cause, site_seq, state, due_at, created_at)
      SELECT 'o' || s.id, 'mail.share', 'r' || s.id, s.site_seq, 'waiting', 1, 1
      FROM bench_number JOIN share s ON s.id = 's${round}-' || i;`
}

import { resolveTxt } from 'node:dns/promises'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseConfig } from '../config.ts'
import { isPlainAddress } from '../mail/header-text.ts'
import { addressLetter } from '../mail/letter.ts'
import { sampleLetters, sampleWords } from '../mail/samples.ts'
import type { Mailer } from '../ports.ts'
import { randomToken } from '../signing.ts'

/**
 * `npm run mail:test -- --to ADDRESS [--from ADDRESS] [--language en]`: sends a sample of every mail through MAIL_URL,
 * then says what the sending domain has to publish so that receivers believe the From.
 */
const { values: given } = parseArgs({
  options: {
    to: { type: 'string' },
    from: { type: 'string' },
    language: { type: 'string', default: 'vi' },
  },
})

try {
  await run()
} catch (error) {
  process.stderr.write(`phanhoi: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const fromGiven = given.from === undefined ? {} : { MAIL_FROM: given.from }
  const config = parseConfig({ ...process.env, ...fromGiven, SECRET: randomToken() }, 'node')
  const from = config.mailFrom ?? `phanhoi@${new URL(config.publicUrl).hostname}`
  const { to } = given
  if (to === undefined || !isPlainAddress(to) || !isPlainAddress(from))
    throw new Error('Usage: npm run mail:test -- --to ADDRESS [--from ADDRESS] [--language en]')
  if (config.mailUrl === null) throw new Error('MAIL_URL is not set')
  const mailer = await openMailer(config.mailUrl)
  const failures = await sendSamples(mailer, { from, to, publicUrl: config.publicUrl })
  say('')
  await describeDomain(from.slice(from.indexOf('@') + 1), new URL(config.mailUrl))
  if (failures > 0) throw new Error(`${failures} mails were not accepted`)
}

async function openMailer(mailUrl: string): Promise<Mailer> {
  if (!mailUrl.startsWith('file:')) return (await import('./smtp-mailer.ts')).smtpMailer(mailUrl)
  const dir = mailUrl.startsWith('file://') ? fileURLToPath(mailUrl) : mailUrl.slice('file:'.length)
  await mkdir(dir, { recursive: true })
  say(`MAIL_URL is a folder: the samples are .eml files in ${dir}`)
  return (await import('./file-mailer.ts')).fileMailer(dir)
}

async function sendSamples(
  mailer: Mailer,
  { from, to, publicUrl }: { from: string; to: string; publicUrl: string },
): Promise<number> {
  const letters = sampleLetters(
    {
      siteName: 'Báo Mẫu',
      language: given.language === 'en' ? 'en' : 'vi',
      addressForm: 'ban',
      timeZone: 'Asia/Ho_Chi_Minh',
    },
    publicUrl,
  )
  let failures = 0
  for (const [name, letter] of Object.entries(letters)) {
    const id = `${crypto.randomUUID()}@${from.slice(from.indexOf('@') + 1)}`
    // As real mails to friends do; the address has asked for the samples itself.
    const reply = name === 'share' ? { replyTo: { name: sampleWords.name, address: to } } : {}
    try {
      await mailer.send(addressLetter(letter, { id, from, to, ...reply }))
      say(`accepted  ${name}: ${letter.subject}`)
    } catch (error) {
      failures += 1
      say(`REFUSED   ${name}: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  }
  return failures
}

/** What the domain publishes now, and what DMARC (RFC 7489 §3.1) asks of it. */
async function describeDomain(domain: string, mailUrl: URL): Promise<void> {
  if (!domain.includes('.')) {
    say(
      `From is at ${domain}, which no receiver believes. Set MAIL_FROM, or give --from, to an address`,
    )
    say(`at a domain of the publication: then this says what that domain has to publish.`)
    return
  }
  const [spf, dmarc] = await Promise.all([
    findRecord(domain, 'v=spf1'),
    findRecord(`_dmarc.${domain}`, 'v=DMARC1'),
  ])
  const server = mailUrl.protocol === 'file:' ? 'your mail server' : mailUrl.hostname
  say(`From and envelope sender are both at ${domain}, so both can align with it.`)
  say(`SPF    ${spf}`)
  say(`       needed: a TXT record at ${domain} that begins v=spf1 and includes the addresses from`)
  say(
    `       which ${server} sends (its provider names them). A provider that puts its own envelope`,
  )
  say(
    `       sender in place of ours passes SPF for itself, not aligned: then DKIM must carry DMARC.`,
  )
  say(
    `DKIM   needed: ${server} signs with d=${domain} or a parent of it and its public key stands at`,
  )
  say(
    `       SELECTOR._domainkey.${domain}. See d= in the DKIM-Signature of a sample that arrived.`,
  )
  say(`DMARC  ${dmarc}`)
  say(`       needed: a TXT record at _dmarc.${domain} (or the parent domain) such as`)
  say(
    `       v=DMARC1; p=none; rua=mailto:dmarc@${domain}. It passes where SPF or DKIM passes aligned;`,
  )
  say(
    `       large receivers ask for both. Look for dmarc=pass in Authentication-Results of a sample.`,
  )
}

async function findRecord(name: string, start: string): Promise<string> {
  try {
    const records = (await resolveTxt(name)).map((parts) => parts.join(''))
    const found = records.filter((record) => record.toLowerCase().startsWith(start.toLowerCase()))
    if (found.length > 1)
      return `WRONG: ${found.length} records at ${name}; receivers then use none`
    return found[0] === undefined ? `none at ${name} now` : `found at ${name}: ${found[0]}`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return code === 'ENODATA' || code === 'ENOTFOUND'
      ? `none at ${name} now`
      : `could not be looked up from here (${code})`
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

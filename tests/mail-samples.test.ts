import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smtpMailer } from '../src/adapters/smtp-mailer.ts'
import { addressLetter } from '../src/mail/letter.ts'
import { sampleLetters } from '../src/mail/samples.ts'
import type { Letterhead } from '../src/mail/voice.ts'
import { launchChromium } from './browser/chromium.ts'
import { type ReceivedMail, type SmtpService, startSmtp } from './runtime/smtp.ts'

const letterhead: Letterhead = {
  siteName: 'Tạp chí Đồng Bằng',
  language: 'vi',
  addressForm: 'ban',
  timeZone: 'Asia/Ho_Chi_Minh',
}
const PUBLIC_URL = 'https://phanhoi.example'
/** Words that would be markup, links or further headers, were they taken for more than words. */
const hostile = {
  name: '"><img src=x> evil.test, b@evil.test',
  title: '</p><script>alert(1)</script> Bcc: c',
  text: '<a href="https://evil.test">bấm</a>\n.\nBcc: d@evil.test\n--\nhttp://evil.test\u2028=?utf-8?B?QmNj?=',
}
const names = Object.keys(sampleLetters(letterhead, PUBLIC_URL))
/** In bulk or alike: the mail programs of readers offer a way out beside the sender. */
const withOneClick = ['share', 'notice', 'notice-daily', 'moderator-digest']

describe('every mail, through an SMTP server and read by a second parser', () => {
  let smtp: SmtpService
  const received = new Map<string, ReceivedMail>()

  beforeAll(async () => {
    smtp = await startSmtp()
    const mailer = smtpMailer(smtp.url)
    for (const [name, letter] of Object.entries(sampleLetters(letterhead, PUBLIC_URL, hostile))) {
      const addresses = {
        id: `${name}@bao.example`,
        from: 'chia-se@bao.example',
        to: 'an@ban.example',
      }
      const reply = { replyTo: { name: 'Thuỷ', address: 'thuy@thu.example' } }
      await mailer.send(addressLetter(letter, { ...addresses, ...(name === 'share' && reply) }))
      const arrived = smtp.received.at(-1)
      if (arrived !== undefined) received.set(name, arrived)
    }
  })
  afterAll(() => smtp.stop())

  it.each(names)(
    '%s: exactly our headers, one From, one To, words that stay words (M03, X06)',
    async (name) => {
      const mail = received.get(name)
      const parsed = await PostalMime.parse(mail?.raw ?? '')
      expect(mail?.envelope).toEqual({ from: 'chia-se@bao.example', to: ['an@ban.example'] })
      const ours = [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
        ...(name === 'share' ? ['reply-to'] : []),
        ...(withOneClick.includes(name) ? ['list-unsubscribe', 'list-unsubscribe-post'] : []),
      ]
      expect(parsed.headers.map(({ key }) => key).sort()).toEqual(ours.sort())
      expect(parsed.from).toMatchObject({ address: 'chia-se@bao.example' })
      expect(parsed.to).toMatchObject([{ address: 'an@ban.example' }])
      expect(parsed.messageId).toBe(`<${name}@bao.example>`)
      expect(parsed.attachments).toEqual([])
      const links = Array.from((parsed.html ?? '').matchAll(/href="([^"]*)"/g), ([, url]) => url)
      expect(links.filter((url) => url?.startsWith(`${PUBLIC_URL}/`) !== true)).toEqual([])
      expect(parsed.html).not.toMatch(/<(?:script|img|iframe|form)\b/i)
      expect(parsed.text).not.toMatch(/https?:\/\/evil|evil\.test/)
      expect(mail?.raw).toMatch(/^Content-Type: multipart\/alternative;/m)
    },
  )

  it('every mail reads at 360 and 640 px, light and dark, without a sideways scroll', async () => {
    const browser = await launchChromium()
    try {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [360, 640]) {
          const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } })
          for (const [name, { html }] of Object.entries(sampleLetters(letterhead, PUBLIC_URL))) {
            await page.setContent(html)
            const pictures = process.env['MAIL_PICTURES']
            if (pictures !== undefined)
              await page.screenshot({
                path: `${pictures}/${name}-${colorScheme}-${width}.png`,
                fullPage: true,
              })
            const overflow = await page.evaluate('document.documentElement.scrollWidth')
            expect(overflow, `${name} ${colorScheme} ${width}`).toBeLessThanOrEqual(width)
          }
          await page.close()
        }
      }
    } finally {
      await browser.close()
    }
  }, 60_000)

  it('mail:test sends all of them and says what the domain needs; a refusal fails it', async () => {
    const script = fileURLToPath(new URL('../dist/mail-test.js', import.meta.url))
    const run = (to: string) =>
      promisify(execFile)(process.execPath, [script, '--to', to], {
        env: { PATH: process.env['PATH'], MAIL_URL: smtp.url, MAIL_FROM: 'chia-se@bao.invalid' },
      })
    const before = smtp.received.length
    const { stdout } = await run('toi@thu.example')
    expect(smtp.received.slice(before).map(({ envelope }) => envelope)).toEqual(
      names.map(() => ({ from: 'chia-se@bao.invalid', to: ['toi@thu.example'] })),
    )
    for (const word of ['SPF', 'DKIM', 'DMARC', '_dmarc.bao.invalid', 'd=bao.invalid'])
      expect(stdout).toContain(word)
    await expect(run('hai@thu.example, ba@thu.example')).rejects.toMatchObject({ code: 1 })
    smtp.behave('permanent')
    await expect(run('toi@thu.example')).rejects.toMatchObject({ code: 1 })
  }, 60_000)
})

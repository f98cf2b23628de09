import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { smtpMailer } from '../src/adapters/smtp-mailer.ts'
import { defang } from '../src/mail/defang.ts'
import { addressLetter, type Letter } from '../src/mail/letter.ts'
import { shareConfirmation, sharedArticle } from '../src/mail/share-letters.ts'
import { responseCopy, ticketAnswer } from '../src/mail/response-letters.ts'
import { invitation } from '../src/mail/staff-letters.ts'
import type { Letterhead } from '../src/mail/voice.ts'
import { Problem } from '../src/problem.ts'
import { startSmtp } from './runtime/smtp.ts'

const letterhead: Letterhead = {
  siteName: 'Tạp chí Đồng Bằng',
  language: 'vi',
  addressForm: 'ban',
  timeZone: 'Asia/Ho_Chi_Minh',
}
const formal: Letterhead = { ...letterhead, addressForm: 'quy-doc-gia' }
const english: Letterhead = { ...letterhead, language: 'en' }

const article = {
  title: 'Người giữ lúa mùa nổi ở Tri Tôn',
  url: 'https://dongbang.example/van-hoa/lua-mua-noi?a=1&b=2',
  excerpt: 'Giữa mùa nước, ông Sáu vẫn chèo xuồng ra đồng mỗi sáng.',
}

const share = {
  senderName: 'Nguyễn Thị Thuỷ',
  message: 'Bài này hay lắm, đọc nhé!\nNhớ nhà quá.',
  article,
  hasReplyTo: true,
  stopUrl: 'https://phanhoi.example/r/stop-t0ken',
  abuseUrl: 'https://phanhoi.example/r/abuse-t0ken',
}

const confirmation = {
  senderName: 'Nguyễn Thị Thuỷ',
  recipients: ['an@ban.example', 'binh@ban.example'],
  message: share.message,
  article,
  confirmUrl: 'https://phanhoi.example/r/confirm-t0ken',
  expiresInHours: 48,
}

const response = {
  authorName: 'Nguyễn Thị Thuỷ',
  subject: 'Về bài lúa mùa nổi',
  body: 'Tôi ở Tri Tôn, xin hỏi mua giống ở đâu?\nXin cảm ơn.',
  sentAt: new Date('2026-11-22T16:05:01Z'),
  reference: 'PH-7K2M',
  articleTitle: article.title,
}

const invite = {
  inviter: 'Trần Văn Bình',
  role: 'moderator' as const,
  setUpUrl: 'https://phanhoi.example/admin/set-up#t0ken',
  expiresInHours: 72,
}

const hostile = '<img src=x onerror=alert(1)> "quoted" & </p><a href="https://evil.test">bấm</a>'

/** Tags and attributes as a mail client would see them. */
function tags(html: string): string[] {
  return [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name = '']) => name)
}

function links(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url)
}

describe('the share mail', () => {
  const letter = sharedArticle(letterhead, share)

  test('names the sender in words, and subject and sentences are the promised ones', () => {
    expect(letter.fromName).toBe('Nguyễn Thị Thuỷ (qua Tạp chí Đồng Bằng)')
    expect(letter.subject).toBe('Nguyễn Thị Thuỷ gửi bạn bài viết: Người giữ lúa mùa nổi ở Tri Tôn')
    for (const part of [letter.text, letter.html]) {
      expect(part).toContain(
        'Nguyễn Thị Thuỷ muốn giới thiệu với bạn một bài viết trên Tạp chí Đồng Bằng.',
      )
      expect(part).toContain(
        'Bạn nhận thư này vì Nguyễn Thị Thuỷ đã nhập địa chỉ của bạn trên Tạp chí Đồng Bằng.',
      )
      expect(part).toContain(article.title)
      expect(part).toContain(article.excerpt)
      expect(part).toContain('Nhớ nhà quá.')
    }
  })

  test('links to the article, the way out and the report, and to nothing else', () => {
    expect(links(letter.html)).toEqual([
      'https://dongbang.example/van-hoa/lua-mua-noi?a=1&amp;b=2',
      share.stopUrl,
      share.abuseUrl,
    ])
    expect(letter.text.match(/https?:\S+/g)).toEqual([article.url, share.stopUrl, share.abuseUrl])
  })

  test('can be stopped with one click and says that a machine sent it (RFC 8058, RFC 3834)', () => {
    expect(letter.headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': '<https://phanhoi.example/r/stop-t0ken>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
  })

  test('reads as plain text', () => {
    expect(letter.text).toMatchInlineSnapshot(`
      "Tạp chí Đồng Bằng

      Xin chào! Nguyễn Thị Thuỷ muốn giới thiệu với bạn một bài viết trên Tạp chí Đồng Bằng.

      Lời nhắn của Nguyễn Thị Thuỷ:
      > Bài này hay lắm, đọc nhé!
      > Nhớ nhà quá.

      Người giữ lúa mùa nổi ở Tri Tôn
      https://dongbang.example/van-hoa/lua-mua-noi?a=1&b=2

      Giữa mùa nước, ông Sáu vẫn chèo xuồng ra đồng mỗi sáng.

      -- 
      Bạn nhận thư này vì Nguyễn Thị Thuỷ đã nhập địa chỉ của bạn trên Tạp chí Đồng Bằng.
      Thư trả lời sẽ được gửi thẳng tới Nguyễn Thị Thuỷ.
      Không nhận thư chia sẻ nữa:
      https://phanhoi.example/r/stop-t0ken
      Báo lạm dụng:
      https://phanhoi.example/r/abuse-t0ken
      "
    `)
  })

  test('says where a reply goes only when it goes there', () => {
    const silent = sharedArticle(letterhead, { ...share, hasReplyTo: false })
    expect(letter.text).toContain('Thư trả lời sẽ được gửi thẳng tới Nguyễn Thị Thuỷ.')
    expect(silent.text).not.toContain('Thư trả lời')
  })

  test('loads nothing from anywhere', () => {
    expect(letter.html).not.toMatch(/<(?:img|link|script|iframe)\b|url\(|@import/)
  })

  test('arrives whole through a real server', async () => {
    const smtp = await startSmtp()
    try {
      const mail = addressLetter(letter, {
        id: 'm1@phanhoi.example',
        from: 'chia-se@dongbang.example',
        to: 'an@ban.example',
        replyTo: { name: 'Nguyễn Thị Thuỷ', address: 'thuy@gui.example' },
      })
      await smtpMailer(smtp.url).send(mail)
      const email = await PostalMime.parse((await smtp.next()).raw)
      expect(email.from).toEqual({ name: letter.fromName, address: 'chia-se@dongbang.example' })
      expect(email.to).toEqual([{ name: '', address: 'an@ban.example' }])
      expect(email.subject).toBe(letter.subject)
      expect(email.text?.replaceAll('\r\n', '\n')).toBe(letter.text)
      expect(email.html?.replaceAll('\r\n', '\n')).toBe(letter.html)
    } finally {
      await smtp.stop()
    }
  })
})

test.each(['\r\n', '\r', '\n\n', '\u2028', '\u2029', '\u0085', '\f'])(
  'no line break, not even %j, lets a message leave its quotation',
  (lineBreak) => {
    const { text } = sharedArticle(letterhead, { ...share, message: `một${lineBreak}hai` })
    expect(text).toContain('\n> hai\n')
  },
)

describe('the confirmation mail', () => {
  const letter = shareConfirmation(letterhead, confirmation)

  test('says what will be sent to whom, for how long, and that ignoring it is enough', () => {
    for (const part of [letter.text, letter.html]) {
      for (const said of [...confirmation.recipients, article.title, 'Nhớ nhà quá.', '48 giờ']) {
        expect(part).toContain(said)
      }
      expect(part).toContain('xin bỏ qua thư này')
      expect(part).toContain('Xác nhận gửi')
    }
    expect(letter.subject).toBe('Xác nhận gửi bài viết: Người giữ lúa mùa nổi ở Tri Tôn')
  })

  test('has one link, to the page with the button', () => {
    expect(links(letter.html)).toEqual([confirmation.confirmUrl])
  })

  test('names no article as long as that is unverified', () => {
    const unverified = shareConfirmation(letterhead, { ...confirmation, article: null })
    expect(unverified.subject).toBe('Xác nhận gửi bài viết trên Tạp chí Đồng Bằng')
    expect(unverified.html + unverified.text).not.toContain(article.title)
  })
})

describe('the answer to a letter', () => {
  const answer = 'Cảm ơn bạn.\n\nGiống có ở hợp tác xã xã Vĩnh Gia.\r\nXem dongbang.example.'
  const letter = ticketAnswer(letterhead, { response, answer })

  test('brings the editors’ words as they wrote them, signed, above the reader’s own', () => {
    expect(letter.subject).toBe('Tòa soạn Tạp chí Đồng Bằng trả lời phản hồi của bạn')
    expect(letter.text).toContain(
      [
        'Tòa soạn Tạp chí Đồng Bằng xin trả lời phản hồi bạn gửi ngày 22/11/2026:',
        '',
        'Cảm ơn bạn.',
        '',
        'Giống có ở hợp tác xã xã Vĩnh Gia.',
        'Xem dongbang.example.',
        '',
        'Trân trọng,',
        'Tòa soạn Tạp chí Đồng Bằng',
        '',
        'Phản hồi của bạn:',
        '> Tôi ở Tri Tôn, xin hỏi mua giống ở đâu?',
        '> Xin cảm ơn.',
      ].join('\n'),
    )
    expect(letter.html).toContain('Giống có ở hợp tác xã xã Vĩnh Gia.<br>Xem dongbang.example.</p>')
  })

  test('is signed by whoever signs it', () => {
    const signed = ticketAnswer(letterhead, { response, answer, signature: 'Lê Hà, Ban Bạn đọc' })
    expect(signed.text).toContain('Trân trọng,\nLê Hà, Ban Bạn đọc\n')
  })

  test('tells times of the site', () => {
    expect(letter.text).toContain('Gửi lúc: 22/11/2026 23:05')
  })
})

describe('the copy for the reader', () => {
  test('says what happens next, by audience', () => {
    const text = (audience: 'public' | 'editors') =>
      responseCopy(letterhead, { response, audience }).text
    expect(text('public')).toContain('Ý kiến của bạn sẽ hiển thị sau khi được kiểm duyệt.')
    expect(text('editors')).toContain('Tòa soạn sẽ xem xét và trả lời')
    expect(text('editors')).not.toContain('hiển thị')
  })

  test('holds what was sent and its reference, and only the links it is given', () => {
    const urls = {
      statusUrl: 'https://phanhoi.example/p/dongbang/status',
      stopUrl: 'https://phanhoi.example/r/stop',
    }
    const { text, html } = responseCopy(letterhead, { response, audience: 'editors', ...urls })
    for (const said of ['PH-7K2M', response.subject, article.title, '> Xin cảm ơn.']) {
      expect(text).toContain(said)
    }
    expect(links(html)).toEqual(Object.values(urls))
    expect(links(responseCopy(letterhead, { response, audience: 'editors' }).html)).toEqual([])
  })
})

describe('the invitation', () => {
  test('names who invites, as what, and leads to the one-time page', () => {
    const { subject, text, html } = invitation(letterhead, invite)
    expect(subject).toBe('Lời mời kiểm duyệt phản hồi của Tạp chí Đồng Bằng')
    expect(text).toContain('Trần Văn Bình mời anh/chị')
    expect(text).toContain('vai trò kiểm duyệt viên')
    expect(text).toContain('72 giờ')
    expect(links(html)).toEqual([invite.setUpUrl])
  })

  test('does without an inviter', () => {
    const { text } = invitation(letterhead, { ...invite, inviter: null, role: 'admin' })
    expect(text).toContain('vai trò quản trị')
    expect(text).not.toContain('null')
  })
})

test('no mail links to anything but the web', () => {
  const bad = 'javascript:alert(1)'
  expect(() => invitation(letterhead, { ...invite, setUpUrl: bad })).toThrow()
  expect(() => sharedArticle(letterhead, { ...share, stopUrl: bad })).toThrow()
  const article = { title: 'A', url: 'data:text/html,x' }
  expect(() => sharedArticle(letterhead, { ...share, article })).toThrow()
})

type Write = (head: Letterhead, reader: string) => Letter

const letters: [string, Write][] = [
  [
    'share',
    (head, reader) => sharedArticle(head, { ...share, senderName: reader, message: reader }),
  ],
  [
    'confirmation',
    (head, reader) =>
      shareConfirmation(head, { ...confirmation, senderName: reader, message: reader }),
  ],
  [
    'answer',
    (head, reader) => ticketAnswer(head, { response: writtenBy(reader), answer: 'Chào anh/chị.' }),
  ],
  [
    'copy',
    (head, reader) => responseCopy(head, { response: writtenBy(reader), audience: 'public' }),
  ],
]

function writtenBy(reader: string) {
  return { ...response, authorName: reader, subject: reader, body: reader }
}

describe.each(letters)('the %s mail', (_, write) => {
  test('shows reader text as text, whatever it holds (X06)', () => {
    const tame = write(letterhead, 'An')
    const wild = write(letterhead, hostile)
    expect(tags(wild.html)).toEqual(tags(tame.html))
    expect(links(wild.html)).toEqual(links(tame.html))
    expect(wild.html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;quoted&quot; &amp;')
    expect(wild.text).toContain('<img src=x onerror=alert(1)> "quoted" &')
  })

  test('lets no mail client make a link of reader text (X07)', () => {
    for (const bait of ['evil.test', 'http://evil.test', 'www.evil.test/x', 'http://3232235777/']) {
      const { fromName, subject, text, html } = write(letterhead, bait)
      expect(fromName + subject + text + html).not.toContain(bait)
      expect(text).not.toMatch(/evil\.test|:\/\/3232/)
    }
  })

  test.each(['\r\nBcc: a@x.test', 'a\nb', 'a\u2028b', 'a\u0085b', 'a\u0000b'])(
    'is not written for a reader named %j (M03)',
    (name) => {
      expect(() => write(letterhead, name)).toThrow(Problem)
    },
  )

  test('takes placeholders in reader text for text', () => {
    expect(write(letterhead, 'Ông {site} {you}').text).toContain('Ông {site} {you}')
  })

  test('leaves no placeholder unfilled, in any language and address form', () => {
    for (const head of [letterhead, formal, english]) {
      const { subject, text, html, fromName } = write(head, 'An')
      expect(subject + text + fromName + html.replace(/<style>.*<\/style>/s, '')).not.toMatch(
        /[{}]|undefined/,
      )
    }
  })

  test('addresses readers as the site does', () => {
    expect(write(letterhead, 'An').text).toMatch(/[Bb]ạn /)
    expect(write(formal, 'An').text).toMatch(/[Qq]uý độc giả/)
    expect(write(formal, 'An').text).not.toMatch(/\bbạn (?!bè)/)
    expect(write(english, 'An').html).toContain('<html lang="en">')
  })
})

describe('defanging', () => {
  test.each([
    ['evil.test', 'evil. test'],
    ['a.b.evil.test', 'a.b. evil. test'],
    ['evil。test', 'evil。 test'],
    ['https://x', 'https: //x'],
    ['a@evil.test', 'a@evil. test'],
  ])('breaks %s', (before, after) => {
    expect(defang(before)).toBe(after)
  })

  test.each(['Nguyễn Văn A.', 'TS. Lê Thị B', '1.000.000 đồng', '12:30', 'v.v... và 3.5'])(
    'leaves %s alone',
    (text) => {
      expect(defang(text)).toBe(text)
    },
  )
})

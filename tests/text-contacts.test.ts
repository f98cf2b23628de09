import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emailIdentity, parseEmail } from '../src/text/email.ts'
import { findContacts, findLinks, hasHostLook } from '../src/text/links.ts'
import { parsePhone } from '../src/text/phone.ts'

describe('an e-mail address', () => {
  test.each([
    ['an@toasoan.vn', 'an@toasoan.vn'],
    [' An.Nguyen+bao@Gmail.COM ', 'An.Nguyen+bao@gmail.com'],
    ['an@TÊN-miền.vn', 'an@xn--tn-min-iva0322d.vn'],
    ["o'hara@x.co.uk", "o'hara@x.co.uk"],
    [`${'a'.repeat(64)}@x.vn`, `${'a'.repeat(64)}@x.vn`],
  ])('%j is taken as %s', (raw, address) => expect(parseEmail(raw)).toBe(address))

  test.each([
    ...[
      'an@x.vn\n',
      'an@x.vn\r\nBcc: b@y.vn',
      'an\0@x.vn',
      'an@x\u0085.vn',
      'an@x.vn\u2028',
      'an\t@x.vn',
    ],
    ...[
      'an@x.vn,b@y.vn',
      'an@x.vn;b@y.vn',
      'An <an@x.vn>',
      'g:an@x.vn;',
      'an@x(@evil.vn)',
      '"a@evil x"@good.test',
    ],
    ...[
      'an@localhost',
      'an@127.0.0.1',
      'an@2130706433',
      'an@[127.0.0.1]',
      'an@0x7f.1',
      'an@x.vn.',
      'an@.vn',
      'an@x..vn',
    ],
    ...[
      '.an@x.vn',
      'an.@x.vn',
      'a..n@x.vn',
      'ân@x.vn',
      'an@x.v',
      'an@-x.vn',
      'an@x_y.vn',
      'an',
      '@x.vn',
      'an@',
      '',
    ],
    ...[
      'an@e\u00ADvil.com',
      'an@x.vn/path',
      'an@x.vn:25',
      'an@b@x.vn',
      'a%b@x.vn',
      'a!b@x.vn',
      'an%0d%0a@x.vn',
    ],
    ...[
      `${'a'.repeat(65)}@x.vn`,
      `a@${'b'.repeat(250)}.vn`,
      '('.repeat(50_000),
      'a.'.repeat(100_000),
    ],
  ])('M03 M04 %j is refused', (raw) => expect(parseEmail(raw)).toBe(null))

  test('parsing again changes nothing, and no result can break a header', () => {
    const part = fc.stringMatching(/^[\w.+@ ,<>"\r\nâđ-]{0,12}$/)
    fc.assert(
      fc.property(part, part, (local, domain) => {
        const address = parseEmail(`${local}@${domain}.vn`)
        if (address === null) return
        expect(parseEmail(address)).toBe(address)
        expect(address).toMatch(/^[\x21-\x7E]+$/)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['A.B.c+news@GoogleMail.com', 'abc@gmail.com'],
    ['a.b+news@toasoan.vn', 'a.b@toasoan.vn'],
    ['+x@toasoan.vn', '+x@toasoan.vn'],
  ])('M01 %s counts as %s', (address, identity) => {
    expect(emailIdentity(address)).toBe(identity)
    expect(emailIdentity(identity)).toBe(identity)
  })
})

describe('links', () => {
  test.each([
    ['Xem https://toasoan.vn/bài-viết?q=đ nhé', ['https://toasoan.vn/bài-viết?q=đ']],
    ['(http://a.vn/b(c)).', ['http://a.vn/b(c)']],
    ['vào www.evil.example đi', ['www.evil.example']],
    ['evil.com, evil.com.vn!', ['evil.com', 'evil.com.vn']],
    ['t.me/abc và bit.ly/x', ['t.me/abc', 'bit.ly/x']],
    ['ｅｖｉｌ．ｃｏｍ', ['ｅｖｉｌ．ｃｏｍ']],
    ['ev\u200Bil.com evil。com', ['ev\u200Bil.com', 'evil。com']],
    ['hxxps://evil.example/x', ['hxxps://evil.example/x']],
    ['shop . com hoặc shop[.]com, shop(dot)com', ['shop . com', 'shop[.]com', 'shop(dot)com']],
    ['vào shopxin chấm com ngay', ['shopxin chấm com']],
    ['tiếngviệt.vn', ['tiếngviệt.vn']],
  ])('are found in %j', (text, links) => {
    expect(findLinks(text).map(({ start, end }) => text.slice(start, end))).toEqual(links)
  })

  test.each([
    ...[
      'Tốt.có gì đâu',
      'Tôi đi.me ơi',
      'giá 1.000.000 đồng',
      'lúc 10.30',
      'TP.HCM',
      'PGS.TS. Nguyễn',
      'v.v.',
      'A.B.C',
    ],
    ...[
      'năm 2024. Com nhà',
      'rồi... vâng',
      'http://[::1',
      'javascript:alert(1)',
      'Hay quá.Vậy à',
      'di an o quan. com ngon',
    ],
  ])('are not seen in %j', (text) => expect(findLinks(text)).toEqual([]))

  test('X08 every href is http or https', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const { href } of findLinks(`${text} http://${text} www.${text}.com`))
          expect(new URL(href).protocol).toMatch(/^https?:$/)
      }),
    )
  })

  test('lie in order within the text, for any text', () => {
    const piece = fc.constantFrom(
      'http://',
      'hxxp://',
      'www.',
      'a.vn',
      'đ\u0301',
      ' . ',
      'com',
      '[.]',
      '(',
      ')',
      '👩‍👩‍👧',
      '。',
      'ﬁ',
      '@',
      '09123',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 20 }),
        (parts) => {
          const text = parts.join('')
          let last = 0
          for (const { start, end } of findContacts(text)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            last = end
          }
          expect(last).toBeLessThanOrEqual(text.length)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('ways to be contacted', () => {
  test.each([
    ['gọi 0912.345.678 nhé', 'phone'],
    ['+84 (0) 912 345 678', 'phone'],
    ['zalo 0 9 1 2 3 4 5 6 7 8', 'phone'],
    ['０９１２３４５６７８', 'phone'],
    ['hotline 19001234', 'phone'],
    ['thư về an@toasoan.vn', 'email'],
    ['an (at) gmail.com', 'email'],
    ['tìm @nhatcuaso', 'handle'],
    ['xem evil.com', 'link'],
  ])('M06 are found in %j', (text, kind) =>
    expect(findContacts(text).map((it) => it.kind)).toEqual([kind]),
  )

  test.each([
    'từ 1954-1975',
    '1.000.000.000 đồng',
    'ngày 20/11/2026',
    'Bài này hay lắm, bạn đọc nhé!',
    'lúc 8 giờ 30',
  ])('are not seen in %j', (text) => expect(findContacts(text)).toEqual([]))
})

describe('a name', () => {
  test.each([
    'http://evil.test',
    'evil.test',
    'www.x',
    'Evil.Com',
    'evil.co',
    'An evil。com',
    'evil[.]com',
    'ｅvil．vn',
  ])('X07 %j looks like a host', (name) => expect(hasHostLook(name)).toBe(true))

  test.each([
    ...[
      'Th.S Nguyễn Văn A',
      'Nguyễn T. Hoà',
      'PGS.TS Trần B',
      'TS.BS Lê C',
      'BS.Nam',
      'Nguyen.Van.A',
      'N.V.A.',
      'Lê.Cơ',
      "K'Brếu",
      'Nguyễn Thị Ánh-Vy',
    ],
  ])('%j does not', (name) => expect(hasHostLook(name)).toBe(false))
})

describe('a phone number', () => {
  test.each([
    ['0912345678', '+84912345678'],
    ['0912.345.678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['+84 (0) 912 345 678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['(028) 3822 1234', '+842838221234'],
    ['024 3822 1234', '+842438221234'],
    ['+1 415 555 2671', '+14155552671'],
    ['０９１２３４５６７８', '+84912345678'],
  ])('%s is %s', (raw, e164) => expect(parsePhone(raw)).toEqual({ e164 }))

  test.each([
    ['01234567890', '0834567890'],
    ['0168 234 5678', '0382345678'],
    ['+84 120 234 5678', '0702345678'],
  ])('the old number %s comes with its successor %s', (raw, suggestion) =>
    expect(parsePhone(raw)).toEqual({ suggestion }),
  )

  test.each([
    '',
    '123',
    '0281234567',
    '0112345678',
    '0412345678',
    '19001234',
    '09123456789',
    'abc',
    '0912345678;x',
    '+84',
    '0'.repeat(100),
  ])('%j is none', (raw) => expect(parsePhone(raw)).toBe(null))
})

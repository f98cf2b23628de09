import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultTexts } from '../src/plain/texts.ts'
import { createTestApp, json, newComment, ORIGIN, PUBLIC_URL, type TestApp } from './support.ts'

const TYPE = 'application/x-www-form-urlencoded'
const KEY = '/bai/mot'
const page = (article = KEY, more = '') => `/p/bao?article=${encodeURIComponent(article)}${more}`

describe('pages without a script', () => {
  let t: TestApp
  let app: TestApp['app']

  const start = async (settings: Record<string, unknown> = {}) => {
    t = await createTestApp({ undoSeconds: 0, ...settings })
    app = t.app
  }
  beforeEach(() => start())
  afterEach(() => t.close())

  const verify = (key = KEY, title = 'Thư viện cập bến') =>
    t.admin('PUT', '/v1/admin/articles', { site: 'bao', key, url: ORIGIN + key, title })
  const decide = (id: unknown, to = 'approved', more = {}) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to, ...more })
  const decideShare = (id: unknown) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'share', id }], to: 'approved' })
  const open = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.request(PUBLIC_URL + path, { headers })
    return { status: response.status, headers: response.headers, html: await response.text() }
  }
  const post = async (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const response = await app.request(PUBLIC_URL + path, {
      method: 'POST',
      headers: { 'Content-Type': TYPE, Origin: PUBLIC_URL, ...headers },
      body: new URLSearchParams(fields).toString(),
    })
    return {
      status: response.status,
      location: response.headers.get('Location') ?? '',
      headers: response.headers,
      html: await response.text(),
    }
  }
  /** The form of a page as a browser would send it, filled in. */
  const fillIn = async (path: string, typed: Record<string, string>) => ({
    ...hiddenOf((await open(path)).html),
    ...typed,
  })
  const typed = {
    body: 'Bài viết rất hữu ích, cảm ơn tòa soạn.',
    'author/name': 'Nguyễn Thị Hoà',
    'consent/process': 'on',
    'consent/publish': 'on',
  }
  const write = async (more: Record<string, string> = {}, path = page()) => {
    const fields = await fillIn(path, { ...typed, ...more })
    return { fields, answer: await post(path, fields) }
  }
  const rows = async (table: 'comment' | 'share' = 'comment') =>
    (await t.client.execute(`SELECT * FROM ${table} ORDER BY seq`)).rows

  it('a comment written there is held, even where nothing is moderated, and is listed once approved', async () => {
    await t.close()
    await start({ moderation: { mode: 'none' } })
    await verify()
    t.pass(10_000)
    const { fields, answer } = await write()
    expect(answer.status).toBe(303)
    const [row] = await rows()
    expect(row).toMatchObject({ id: fields['id'], state: 'pending', author_name: 'Nguyễn Thị Hoà' })
    expect(JSON.parse(row?.['reasons'] as string)).toContainEqual(
      expect.objectContaining({ check: 'origin', verdict: 'hold' }),
    )
    expect((await open(page())).html).not.toContain('Bài viết rất hữu ích')
    await decide(fields['id'])
    const { html } = await open(page())
    expect(html).toContain('Bài viết rất hữu ích, cảm ơn tòa soạn.')
    expect(html).toContain('Ý kiến bạn đọc (1)')
    expect(html).toContain(`<a href="${ORIGIN}${KEY}">Thư viện cập bến</a>`)
  })

  it('a page has its language, title, canonical address and structured data, and no script', async () => {
    await verify()
    const { fields } = await write()
    await decide(fields['id'])
    const { html, headers, status } = await open(page(KEY, '&utm_source=x&sort=oldest'))
    expect(status).toBe(200)
    expect(html.startsWith('<!doctype html><html lang="vi">')).toBe(true)
    expect(html).toContain('<title>Ý kiến bạn đọc: Thư viện cập bến – Báo Thử</title>')
    expect(html).toContain(
      `<link rel="canonical" href="${PUBLIC_URL}/p/bao?article=%2Fbai%2Fmot"/>`,
    )
    expect(html).toContain('itemtype="https://schema.org/DiscussionForumPosting"')
    expect(html).toContain('itemtype="https://schema.org/Comment"')
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=/i)
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Set-Cookie')).toBeNull()
    const style = await open('/p/-/style.css')
    expect(style.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
  })

  it('what a stranger claims about an article is not shown, and search engines leave such a page out', async () => {
    const article = { key: '/mua-ngay', url: `${ORIGIN}/mua-ngay?x=la`, title: 'Mua ngay kẻo lỡ' }
    const comment = newComment({ article })
    await t.send('POST', '/v1/comments', comment)
    await decide(comment.id)
    const { html } = await open(page('/mua-ngay'))
    expect(html).toContain(comment.body)
    expect(html).not.toContain('Mua ngay')
    expect(html).not.toContain('mua-ngay?x=la')
    expect(html).toContain('<meta name="robots" content="noindex"/>')
  })

  it('a reply is written below what it answers and listed with it', async () => {
    await verify()
    const root = await write()
    await decide(root.fields['id'])
    const path = page(KEY, `&reply=${root.fields['id']}`)
    expect((await open(page())).html).toContain(
      path
        .replace('&', '&amp;')
        .replace('/bai', '%2Fbai')
        .replace('/mot', '%2Fmot')
        .replace('%252F', '%2F'),
    )
    const form = await open(path)
    expect(form.html).toContain('Trả lời Nguyễn Thị Hoà')
    expect(form.html).toContain('Bài viết rất hữu ích')
    const reply = await write({ body: 'Tôi cũng nghĩ như vậy.' }, path)
    expect(reply.answer.status).toBe(303)
    await decide(reply.fields['id'])
    const thread = await t.get(`/v1/comments?site=bao&article=${KEY}`)
    expect(thread.body.comments[0].replies[0]).toMatchObject({
      id: reply.fields['id'],
      parentId: root.fields['id'],
    })
    expect((await open(page())).html).toMatch(/<ol class="replies">.*Tôi cũng nghĩ như vậy/s)
  })

  it('what waits cannot be answered, nor what stands under another article', async () => {
    const waiting = await write()
    const path = page(KEY, `&reply=${waiting.fields['id']}`)
    const form = await open(path)
    expect(form.html).toContain('Không trả lời được ý kiến này')
    expect(form.html).not.toContain('<form')
    const answer = await post(path, { ...(await fillIn(page(), typed)), body: 'Trả lời sớm quá.' })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('Không trả lời được ý kiến này')
    expect(answer.html).toContain('Trả lời sớm quá.')
  })

  it('errors stand beside their fields and on top, with what was typed kept', async () => {
    const { answer, fields } = await write({
      body: 'ơi',
      'author/name': '',
      'author/email': 'không phải email',
      private: 'on',
    })
    expect(answer.status).toBe(422)
    const { html } = answer
    expect(html).toMatch(/<title>Chưa gửi được: /)
    expect(html).toMatch(/<div class="summary" role="alert" tabindex="-1" autofocus=""/)
    expect(html).toContain('<p class="error" id="f-body-error">Cần ít nhất 5 ký tự</p>')
    for (const id of ['f-author-name', 'f-author-email']) {
      expect(html).toContain(`href="#${id}"`)
      expect(html).toContain(`<p class="error" id="${id}-error">`)
      expect(tagWith(html, `id="${id}"`)).toMatch(
        new RegExp(`aria-invalid="true" aria-describedby="${id}-error"`),
      )
    }
    expect(tagWith(html, 'id="f-author-email"')).toContain('value="không phải email"')
    expect(html).toMatch(/<textarea[^>]*>ơi<\/textarea>/)
    expect(tagWith(html, 'id="f-private"')).toContain('checked=""')
    expect(hiddenOf(html)).toMatchObject({ id: fields['id'], formToken: fields['formToken'] })
    expect(await rows()).toEqual([])
  })

  it('rules of the site are told beside the field too', async () => {
    const { answer } = await write({ body: 'ơi' })
    expect(answer.status).toBe(422)
    expect(tagWith(answer.html, 'id="f-body"')).toContain(
      'aria-describedby="f-body-hint f-body-error"',
    )
    expect(answer.html).toContain('<p class="error" id="f-body-error">Cần ít nhất 5 ký tự</p>')
  })

  it('hostile text stays text, in the list, in the form and in every attribute (X01, X04)', async () => {
    await verify(KEY, '</title><script>alert(1)</script>')
    const hostile = [
      `x' onmouseover='alert(1)`,
      '<details open ontoggle=alert(1)>',
      '</a><iframe srcdoc="<script>alert(1)</script>">',
      `<img src="1'onerror=alert(1)">`,
      '</textarea><svg onload=alert(1)>',
      'http://a"onfocus=alert(1)// javascript:alert(1)',
    ].join('\n')
    const { fields } = await write({ body: hostile, 'author/name': `"><b onclick='x()'>Hoà` })
    await decide(fields['id'])
    const refused = await write({
      body: hostile,
      'author/name': '',
      'author/email': `"><img src=x>`,
    })
    expect(refused.answer.status).toBe(422)
    for (const html of [(await open(page())).html, refused.answer.html]) {
      expect(html).not.toMatch(/<(?:script|iframe|img|svg|details)/i)
      expect(html.match(/<[a-z][^>]*\son\w+=/gi)).toBeNull()
      expect(
        html.match(/href="(?!https:\/\/(?:bao|phanhoi)\.example|\/p\/|#|http:\/\/a\/")[^"]*"/g),
      ).toBeNull()
      expect(html).toContain('&lt;details open ontoggle=alert(1)&gt;')
    }
  })

  it('text in any script is kept byte for byte; what is no UTF-8 is refused (F29, F30, F31)', async () => {
    await verify()
    const body = '👨‍👩‍👧 مرحبا — “Đà Nẵng”\nhai dòng & + % = ;'
    const { fields } = await write({ body: body.normalize('NFD').replace('\n', '\r\n') })
    expect((await rows())[0]?.['body']).toBe(body.normalize('NFC'))
    await decide(fields['id'])
    expect((await open(page())).html).toContain('hai dòng &amp; + % = ;')
    for (const raw of ['body=%FF%FE', 'body=%', 'body=%C0%AF', 'body=%ED%A0%80']) {
      const response = await app.request(PUBLIC_URL + page(), {
        method: 'POST',
        headers: { 'Content-Type': TYPE, Origin: PUBLIC_URL },
        body: raw,
      })
      expect(response.status, raw).toBe(422)
    }
    const { answer } = await write({ body: 'NUL \u0000 ở giữa câu này' })
    expect(answer.status).toBe(422)
    expect(await rows()).toHaveLength(1)
  })

  it('only urlencoded forms of our own pages are taken (C01, F27)', async () => {
    const fields = await fillIn(page(), typed)
    const foreign = [
      { Origin: 'https://evil.test' },
      { Origin: ORIGIN },
      { Origin: `${PUBLIC_URL}.evil.test` },
      { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    ]
    for (const headers of foreign) {
      const answer = await post(page(), fields, headers)
      expect(answer.status, JSON.stringify(headers)).toBe(403)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
    const types = [
      'text/plain',
      'application/json',
      'multipart/form-data; boundary=x',
      `${TYPE}; charset=utf-16`,
      '',
    ]
    for (const type of types)
      expect((await post(page(), fields, { 'Content-Type': type })).status, type).toBe(415)
    expect(await rows()).toEqual([])
    expect((await post(page(), fields, { Origin: 'null' })).status).toBe(303)
  })

  it('a form that is too large, malformed or full of odd names breaks nothing (F24, F26, F28)', async () => {
    expect((await post(page(), { body: 'x'.repeat(97 * 1024) })).status).toBe(413)
    const odd: [string, number][] = [
      ['', 422],
      ['&&&===', 422],
      ['null', 422],
      ['__proto__=1&constructor=2&toString=3', 422],
      ['a&'.repeat(40_000), 422],
    ]
    for (const [body, status] of odd) {
      const response = await app.request(PUBLIC_URL + page(), {
        method: 'POST',
        headers: { 'Content-Type': TYPE, Origin: PUBLIC_URL },
        body,
      })
      expect(response.status, body.slice(0, 50)).toBe(status)
      expect(await response.text()).toContain('role="alert"')
    }
    expect((await post('/p/bao', typed)).status).toBe(422)
    expect((await post('/p/khong-co?article=x', typed)).status).toBe(404)
    expect((await open('/p/__proto__?article=x')).status).toBe(404)
  })

  it('sending the same form again changes nothing (C04, F09)', async () => {
    const { fields, answer } = await write()
    const again = await post(page(), fields)
    expect([again.status, again.location]).toEqual([303, answer.location])
    expect(await rows()).toHaveLength(1)
  })

  it('going back and sending other words asks once more, as a comment of its own (F11)', async () => {
    const { fields } = await write()
    const other = { ...fields, body: 'Tôi xin bổ sung một ý nữa.' }
    const refused = await post(page(), other)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Tôi xin bổ sung một ý nữa.')
    const hidden = hiddenOf(refused.html)
    expect(hidden['id']).not.toBe(fields['id'])
    expect((await post(page(), { ...other, ...hidden })).status).toBe(303)
    expect(await rows()).toHaveLength(2)
  })

  it('too many comments are refused with the words kept and a time to wait', async () => {
    for (let i = 0; i < 5; i++)
      expect((await write({ body: `Ý kiến thứ ${i} của tôi.` })).answer.status).toBe(303)
    const { answer } = await write({ body: 'Ý kiến thứ sáu của tôi.' })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/)
    expect(answer.html).toContain('Ý kiến thứ sáu của tôi.')
    expect(answer.html).toContain('Vui lòng đợi 1 phút')
    t.pass(60_000)
    expect((await post(page(), hiddenOf(answer.html))).status).toBe(303)
  })

  it('what fills in the hidden field is filed as spam and told nothing else', async () => {
    const { answer } = await write({ website: 'http://x.test' })
    expect(answer.status).toBe(303)
    expect(await rows()).toMatchObject([{ state: 'spam' }])
  })

  it('where the service has no mail nothing is offered that needs one', async () => {
    await verify()
    const { html: before } = await open(page())
    expect([before.includes('name="notify"'), before.includes('Gửi cho bạn bè')]).toEqual([
      true,
      true,
    ])
    t.ports.config.mailUrl = null
    const { html } = await open(page())
    expect(html).toContain('name="author/email"')
    expect(html).not.toContain('name="notify"')
    expect(html).not.toContain('Gửi cho bạn bè')
  })

  it('an article that closed shows so; one that nobody knows must be opened on its site first', async () => {
    await verify()
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: KEY,
      url: ORIGIN + KEY,
      title: 'Đã đóng',
      isOpen: false,
    })
    const closed = await open(page())
    expect(closed.html).toContain('Bài viết đã đóng bình luận.')
    expect(closed.html).not.toContain('<form')
    const late = await post(page(), { ...(await fillIn(page('/bai/hai'), typed)) })
    expect(late.status).toBe(409)
    expect(late.html).toContain('Bài viết rất hữu ích')
    const unknown = await open(page('cms-123'))
    expect(unknown.html).toContain('Vui lòng mở bài viết trên trang của tòa soạn')
    expect(unknown.html).not.toContain('<form')
  })

  it('pages of comments and of replies follow each other by links', async () => {
    await verify()
    for (let i = 0; i < 23; i++) {
      t.from(`203.0.113.${i}`)
      t.pass(1000)
      const comment = newComment({ body: `Gốc số ${i}.` })
      await t.send('POST', '/v1/comments', comment)
      await decide(comment.id)
      if (i > 0) continue
      for (let n = 0; n < 5; n++) {
        t.pass(1000)
        const reply = newComment({ parentId: comment.id, body: `Đáp số ${n}.` })
        await t.send('POST', '/v1/comments', reply)
        await decide(reply.id)
      }
    }
    const first = await open(page())
    expect(first.html.match(/Gốc số \d+/g)).toHaveLength(20)
    const second = await open(linkOf(first.html, 'Xem thêm ý kiến'))
    expect(second.html.match(/Gốc số \d+/g)).toEqual(['Gốc số 2', 'Gốc số 1', 'Gốc số 0'])
    expect(second.html).not.toContain('Xem thêm ý kiến')
    expect(second.html.match(/Đáp số \d/g)).toHaveLength(3)
    const thread = await open(linkOf(second.html, 'Xem 5 phản hồi'))
    expect(thread.html.match(/Đáp số \d/g)).toHaveLength(5)
    const oldest = await open(linkOf(first.html, 'Cũ nhất'))
    expect(oldest.html.match(/Gốc số \d+/)?.[0]).toBe('Gốc số 0')
    expect((await open(page(KEY, '&after=abc'))).status).toBe(422)
  })

  it('a share goes out after its sender confirmed and a moderator looked', async () => {
    await verify()
    const path = '/p/bao/share?article=' + encodeURIComponent(KEY)
    const fields = await fillIn(path, {
      'sender/name': 'Trần Văn Bình',
      'sender/email': 'binh@thu.example',
      'recipients/0': 'lan@ban.example',
      message: 'Đọc bài này nhé.',
      'consent/process': 'on',
      'consent/share': 'on',
    })
    const answer = await post(path, fields)
    expect([answer.status, answer.location]).toEqual([303, '/p/bao/sent?article=%2Fbai%2Fmot'])
    const sent = await open(answer.location)
    expect(sent.html).toContain('Chúng tôi đã gửi thư xác nhận đến địa chỉ email của bạn.')
    expect((await post(path, fields)).status).toBe(303)
    await t.runOutbox()
    expect(t.mails.map(({ to }) => to.address)).toEqual(['binh@thu.example'])
    const link = /\/r\/[\w.-]+/.exec(t.mails[0]?.text ?? '')?.[0] ?? ''
    expect((await t.request(link, { method: 'POST' })).status).toBe(200)
    expect(await rows('share')).toMatchObject([{ id: fields['id'], state: 'pending' }])
    await decideShare(fields['id'])
    await t.runOutbox()
    expect(t.mails.map(({ to }) => to.address)).toEqual(['binh@thu.example', 'lan@ban.example'])
  })

  it('errors of a share stand beside its fields, friends moved together, and nothing is queued (M01)', async () => {
    const path = '/p/bao/share?article=' + encodeURIComponent(KEY)
    const fields = await fillIn(path, {
      'sender/name': 'Trần Văn Bình',
      'sender/email': 'binh@thu.example',
      'recipients/0': '',
      'recipients/1': 'lan@ban.example, hoa@ban.example',
      message: 'Gọi 0912 345 678 nhé',
      'consent/process': 'on',
    })
    const { status, html } = await post(path, fields)
    expect(status).toBe(422)
    expect(tagWith(html, 'id="f-recipients-0"')).toMatch(/value="lan@ban.example, hoa@ban.example"/)
    for (const id of ['f-recipients-0', 'f-message', 'f-consent-share'])
      expect(tagWith(html, `id="${id}"`), id).toContain(`${id}-error`)
    expect(html).toContain('>Gọi 0912 345 678 nhé</textarea>')
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`recipients/${i}`, `b${i}@ban.example`]),
    )
    const crowd = { ...fields, ...many, message: '', 'consent/share': 'on' }
    const refused = await post(path, crowd)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Quá nhiều người nhận')
    expect(await rows('share')).toEqual([])
    const outbox = await t.client.execute('SELECT count(*) AS n FROM outbox')
    expect(outbox.rows[0]?.['n']).toBe(0)
  })

  it('the state of a comment is told by its reference alone, and nothing personal with it', async () => {
    const { answer, fields } = await write({ 'author/email': 'hoa@thu.example' })
    const path = answer.location
    expect(path).toMatch(/^\/p\/bao\/status\?ref=[\dA-Z]{4,}-[\dA-Z]{6}$/)
    const waiting = await open(path)
    expect(waiting.html).toContain('Đang chờ duyệt')
    expect(waiting.html).not.toMatch(/Hoà|hoa@thu|Bài viết rất hữu ích/)
    t.pass(1000)
    await decide(fields['id'], 'rejected', { reason: 'off-topic', message: 'Ý kiến hơi lạc đề.' })
    const refused = await open(path.toLowerCase().replace('-', ' - ').replaceAll('0', 'o'))
    expect(refused.html).toContain('Không được đăng')
    expect(refused.html).toContain('Ý kiến hơi lạc đề.')
    t.pass(1000)
    await decide(fields['id'])
    const published = await open(path)
    expect(published.html).toContain('Đã đăng')
    expect(published.html).not.toContain('lạc đề')
    const shown = await open(linkOf(published.html, 'Xem ý kiến đã đăng').replace(/#.*/, ''))
    expect(shown.html).toContain(`id="ph-${fields['id']}"`)
  })

  it('a letter to the editors says how far it is', async () => {
    const { answer } = await write({ private: 'on' })
    expect((await open(answer.location)).html).toContain('Đã gửi tới tòa soạn')
  })

  it('a wrong reference reads the same whether the comment exists or not, and guessing ends', async () => {
    const { answer } = await write()
    const right = answer.location.split('ref=')[1] ?? ''
    const wrong = right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')
    const look = async (ref: string) => {
      const { status, html } = await open(`/p/bao/status?ref=${ref}`)
      return { status, html: html.replaceAll(ref, '') }
    }
    const exists = await look(wrong)
    expect(exists.status).toBe(404)
    expect(exists.html).toContain('aria-describedby="f-ref-error"')
    expect(await look(`ZZZZ-${wrong.split('-')[1] ?? ''}`)).toEqual(exists)
    expect((await look('abc')).status).toBe(404)
    await t.admin('POST', '/v1/admin/sites', { key: 'khac', name: 'Khác', origins: [ORIGIN] })
    expect((await open(`/p/khac/status?ref=${right}`)).status).toBe(404)
    const answers = []
    for (let i = 0; i < 40; i++) answers.push((await look(wrong)).status)
    expect(answers.at(-1)).toBe(429)
  })

  it('a comment is reported once by each address, with a reason, and from its own page only', async () => {
    await verify()
    const { fields } = await write()
    const id = fields['id'] ?? ''
    const path = `/p/bao/report?article=${encodeURIComponent(KEY)}&comment=${id}`
    expect((await open(path)).status).toBe(404)
    expect((await post(path, { reason: 'spam' })).status).toBe(404)
    await decide(id)
    expect((await open(page())).html).toContain(path.replaceAll('&', '&amp;'))
    const form = await open(path)
    expect(form.html).toContain('Bài viết rất hữu ích')
    expect(form.html.match(/type="radio"/g)).toHaveLength(5)
    const unfilled = await post(path, hiddenOf(form.html))
    expect(unfilled.status).toBe(422)
    expect(unfilled.html).toContain('Lý do: Vui lòng điền thông tin này')
    for (const reason of ['abuse', 'abuse', 'personal']) {
      const answer = await post(path, { reason })
      expect([answer.status, answer.location]).toEqual([303, `${path}&sent=yes`])
    }
    expect((await open(`${path}&sent=yes`)).html).toContain('Ban biên tập sẽ xem xét')
    const stored = await t.client.execute('SELECT reason FROM report')
    expect(stored.rows.map(({ reason }) => reason)).toEqual(['abuse'])
    const foreign = { Origin: 'https://evil.example' }
    expect((await post(path, { reason: 'spam' }, foreign)).status).toBe(403)
    const elsewhere = path.replace('/p/bao/', '/p/khac/')
    expect((await post(elsewhere, { reason: 'spam' })).status).toBe(404)
  })

  it('speaks English, formally, and in the words of the site where it asks for that', async () => {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    const patch = (settings: Record<string, unknown>, etag: unknown) =>
      t.admin('PATCH', '/v1/admin/sites/bao', { settings }, { 'If-Match': `"${String(etag)}"` })
    await patch({ addressForm: 'quy-doc-gia', labels: { submit: 'Gửi thư cho báo' } }, version)
    const formal = (await open(page())).html
    expect(formal).toContain('Ý kiến của Quý độc giả')
    expect(formal).toContain('<button type="submit">Gửi thư cho báo</button>')
    const next = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    await patch({ language: 'en', labels: { submit: 'Send it' } }, next.version)
    const { html } = await open(page())
    expect(html).toContain('<html lang="en">')
    const { answer } = await write({ body: '' })
    expect(answer.html).toContain('Please write something')
    expect(answer.html).not.toContain('Vui lòng')
  })

  it('says what the widget says, wherever it has the same words', async () => {
    const tables = await Promise.all(
      ['strings', 'words', 'refusals', 'dialog-strings', 'english'].map(loadWidgetTexts),
    )
    const english = tables.pop() ?? {}
    const vietnamese: Record<string, string> = Object.assign({}, ...tables)
    const shared = Object.keys(vietnamese).filter((name) => name in defaultTexts.vi)
    expect(shared.length).toBeGreaterThan(40)
    for (const [own, theirs] of [
      [defaultTexts.vi, vietnamese],
      [defaultTexts.en, english],
    ] as const)
      expect(own).toMatchObject(Object.fromEntries(shared.map((name) => [name, theirs[name]])))
  })

  it('looking never changes anything but its own count (C04)', async () => {
    await verify()
    const { fields, answer } = await write()
    const state = async () =>
      (await t.client.execute('SELECT state, like_count FROM comment')).rows.map((row) => ({
        ...row,
      }))
    const before = await state()
    for (const path of [
      page(),
      page(KEY, `&reply=${fields['id']}`),
      answer.location,
      '/p/bao/share?article=x',
    ])
      for (const method of ['GET', 'HEAD'])
        await app.request(`${PUBLIC_URL}${path}&_method=POST`, { method })
    expect(await state()).toEqual(before)
  })

  it('where the service fails, one button sends the same words again', async () => {
    await verify()
    const fields = await fillIn(page(), typed)
    const { db } = t.ports
    t.ports.db = new Proxy(db, {
      get: (target, name) => {
        if (name === 'batch') return () => Promise.reject(new Error('SQLITE: gone'))
        return Reflect.get(target, name) as unknown
      },
    })
    const failed = await post(page(), fields)
    expect(failed.status).toBe(500)
    expect(failed.html).not.toContain('SQLITE')
    expect(t.log.join('\n')).toContain('SQLITE: gone')
    t.ports.db = db
    expect((await post(page(), hiddenOf(failed.html))).status).toBe(303)
    expect(await rows()).toMatchObject([{ id: fields['id'], body: typed.body }])
  })
})

/** The widget's tables live in a program of their own that sees the DOM, so they are loaded without types. */
async function loadWidgetTexts(name: string): Promise<Record<string, string>> {
  const path = new URL(`../widget/${name}.ts`, import.meta.url).href
  // A module of string tables, by its exports' names.
  const module = (await import(/* @vite-ignore */ path)) as Record<string, Record<string, string>>
  return Object.values(module).find((value) => typeof value === 'object') ?? {}
}

/** Names and values of the hidden fields of a page. */
function hiddenOf(html: string): Record<string, string> {
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, decodeEntities(value)],
    ),
  )
}

/** The tag that holds an attribute. */
function tagWith(html: string, attribute: string): string {
  return html.match(/<(?:input|textarea)[^>]*>/g)?.find((tag) => tag.includes(attribute)) ?? ''
}

/** Where the link with this text leads. */
function linkOf(html: string, text: string): string {
  const before = html.slice(0, html.indexOf(text))
  return decodeEntities(/href="([^"]*)"[^>]*>$/.exec(before)?.[1] ?? '')
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

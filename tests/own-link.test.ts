import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestApp, newComment, ORIGIN, PUBLIC_URL, type TestApp } from './support.ts'
import { sendForm } from './people.ts'
import { writeReference } from '../src/comments/reference.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const ADDRESS = 'hoa@thu.example'
const BODY = 'Bài viết rất hữu ích, cảm ơn tòa soạn.'
const STATUS = '/p/bao/status'

describe('an own comment by a mailed link', () => {
  let t: TestApp
  let lastAddress = 0

  const start = async (settings: Record<string, unknown> = {}) => {
    t = await createTestApp({ undoSeconds: 0, ...settings })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Thư viện cập bến',
    })
    // Early in a day and in its hour, so that counts of either begin anew only where a test says so.
    const day = 24 * HOUR
    t.pass(day - (t.ports.now().getTime() % day) + MINUTE)
  }
  beforeEach(() => start())
  afterEach(() => t.close())

  const write = async (changes: Record<string, unknown> = {}) => {
    t.from(`198.51.100.${++lastAddress}`)
    const comment = newComment({ author: { name: 'Nguyễn Thị Hoà', email: ADDRESS }, ...changes })
    expect((await t.send('POST', '/v1/comments', comment)).status).toBe(202)
    const { rows } = await t.client.execute({
      sql: 'SELECT seq FROM comment WHERE id = ?',
      args: [comment.id],
    })
    const code = await writeReference(t.keyring, { seq: Number(rows[0]?.['seq']), id: comment.id })
    return { id: comment.id, code }
  }
  const decide = async (id: string, to: string, more: Record<string, unknown> = {}) => {
    // Decisions of one millisecond have no order.
    t.pass(1000)
    const decision = { items: [{ kind: 'comment', id }], to, ...more }
    expect((await t.admin('POST', '/v1/admin/decisions', decision)).status).toBe(200)
  }
  const open = async (path: string) => {
    const response = await t.request(path)
    return { status: response.status, html: await response.text() }
  }
  const post = async (path: string, fields: Record<string, string>, origin?: string | null) => {
    const response = await sendForm(t, path, fields, origin === undefined ? {} : { origin })
    const location = response.headers.get('Location') ?? ''
    return { status: response.status, location, html: await response.text() }
  }
  const look = (code: string) => open(`${STATUS}?ref=${code}`)
  const ask = (code: string) => post(STATUS, { ref: code })
  const linkIn = (text: string) =>
    new URL(/https:\/\/[^\s>]+\/r\/[^\s>]+/.exec(text)?.[0] ?? '').pathname
  const linkFor = async (code: string) => {
    await ask(code)
    // What is due is judged by the database's own clock, not by the test's.
    await t.runOutbox()
    return linkIn(t.mails.at(-1)?.text ?? '')
  }
  const stored = async (id: string) =>
    (await t.client.execute({ sql: 'SELECT * FROM comment WHERE id = ?', args: [id] })).rows[0]
  const count = async (table: string) =>
    Number((await t.client.execute(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.['n'])

  it('the page of the reference offers the link, one press mails it, and the link opens the comment', async () => {
    const { code } = await write()
    const status = await look(code)
    expect(status.html).toContain('h***@thu.example')
    expect(status.html).toContain('Gửi liên kết sửa hoặc rút ý kiến tới email đã khai')
    expect(status.html).not.toContain(ADDRESS)

    const asked = await ask(code)
    expect([asked.status, asked.location]).toEqual([303, `${STATUS}?ref=${code}&link=asked`])
    const told = await open(asked.location)
    expect(told.html).toContain('Thư có liên kết sẽ đến h***@thu.example')
    expect(told.html).not.toContain('<button')

    await t.runOutbox()
    await t.runOutbox()
    expect(t.mails.map(({ to }) => to.address)).toEqual([ADDRESS])
    expect(t.mails[0]).toMatchObject({
      subject: 'Liên kết sửa hoặc rút phản hồi trên Báo Thử',
      from: { name: 'Báo Thử', address: 'chia-se@bao.example' },
    })
    const page = await open(linkIn(t.mails[0]?.text ?? ''))
    expect(page.status).toBe(200)
    expect(page.html).toContain('Đang chờ duyệt')
    expect(page.html).toMatch(new RegExp(`<textarea[^>]*>${BODY}</textarea>`))
    expect(page.html).toContain('Rút ý kiến là không thể hoàn tác')
    expect(page.html).not.toMatch(/<script|\sstyle=|\son\w+=/i)
  })

  it('the mail says nothing that the comment says, as the address may be a stranger’s (M06)', async () => {
    const { code } = await write({
      author: { name: 'Trúng thưởng lớn', email: 'la@thu.example' },
      body: 'Nhận quà ngay tại quầy số một.',
    })
    await linkFor(code)
    const [mail] = t.mails
    expect(mail?.to.address).toBe('la@thu.example')
    expect(JSON.stringify(mail)).not.toMatch(/Trúng thưởng|Nhận quà/)
    expect(mail?.text).toContain('Bài viết: Thư viện cập bến')
    expect(mail?.text).toContain(`Mã phản hồi: ${code}`)
    expect(mail?.text).toContain('Không nhận thư từ đây nữa:')
  })

  it('a wrong reference shows nothing and sends nothing (C04)', async () => {
    const { code } = await write()
    const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
    const bare = (html: string, typed: string) => html.replaceAll(typed, '')
    const shown = await look(wrong)
    expect(shown.status).toBe(404)
    expect(shown.html).not.toMatch(/thu\.example|method="post"/)
    const nobodys = `ZZZZ-${wrong.slice(-6)}`
    for (const typed of [wrong, nobodys, 'abc', '']) {
      const answer = await ask(typed)
      expect(answer.status, typed).toBe(404)
      expect(bare(answer.html, typed), typed).not.toMatch(/thu\.example|method="post"/)
    }
    expect(bare((await ask(wrong)).html, wrong)).toBe(bare((await ask(nobodys)).html, nobodys))
    await t.admin('POST', '/v1/admin/sites', { key: 'khac', name: 'Khác', origins: [ORIGIN] })
    expect((await post('/p/khac/status', { ref: code })).status).toBe(404)
    expect(await count("outbox WHERE kind = 'mail.own-link'")).toBe(0)
    expect((await post('/p/khong-co/status', { ref: code })).status).toBe(404)
  })

  it('a comment has one mail an hour, however often and however parallel it is asked for', async () => {
    const { code } = await write()
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(code)))
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    await t.runOutbox()
    expect(t.mails).toHaveLength(1)
    t.pass(HOUR)
    await ask(code)
    await t.runOutbox()
    expect(t.mails).toHaveLength(2)
  })

  it('an address has three mails a day over all its comments, and the fourth answer reads the same', async () => {
    const codes: string[] = []
    for (let i = 0; i < 4; i++) codes.push((await write({ body: `Ý kiến thứ ${i}.` })).code)
    const other = await write({
      author: { name: 'Lan', email: 'lan@thu.example' },
      body: 'Khác hẳn.',
    })
    const answers: Awaited<ReturnType<typeof ask>>[] = []
    for (const code of [...codes, other.code]) answers.push(await ask(code))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
    const pages = await Promise.all(
      codes.slice(2).map(async (code, i) => {
        const { html } = await open(answers[i + 2]?.location ?? '')
        return html.replaceAll(code, '')
      }),
    )
    expect(pages[0]).toBe(pages[1])
    await t.runOutbox()
    expect(t.mails.map(({ to }) => to.address).sort()).toEqual([
      ADDRESS,
      ADDRESS,
      ADDRESS,
      'lan@thu.example',
    ])
    t.pass(24 * HOUR)
    await ask(codes[3] ?? '')
    await t.runOutbox()
    expect(t.mails).toHaveLength(5)
  })

  it('an address that asked for no more mail gets none, and the answer is the same (M07)', async () => {
    const first = await write()
    await linkFor(first.code)
    const ways = t.mails[0]?.text.split('Không nhận thư từ đây nữa:')[1] ?? ''
    const stop = await t.request(linkIn(ways), {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(stop.status).toBe(200)
    const multipart = new FormData()
    multipart.set('List-Unsubscribe', 'One-Click')
    const again = await t.request(linkIn(ways), { method: 'POST', body: multipart })
    expect(again.status).toBe(200)
    const second = await write({ body: 'Một ý kiến khác nữa.' })
    const asked = await ask(second.code)
    expect([asked.status, asked.location]).toEqual([303, `${STATUS}?ref=${second.code}&link=asked`])
    expect((await open(asked.location)).html).toContain('Thư có liên kết sẽ đến h***@thu.example')
    await t.runOutbox()
    expect(t.mails).toHaveLength(1)
    expect(await count("outbox WHERE kind = 'mail.own-link' AND state = 'done'")).toBe(2)
  })

  it('nothing is offered without an address, nor for what was refused or withdrawn', async () => {
    const silent = await write({ author: { name: 'Hoà' }, body: 'Không có email.' })
    const refused = await write({ body: 'Sẽ bị từ chối.' })
    await decide(refused.id, 'rejected')
    for (const { code } of [silent, refused]) {
      expect((await look(code)).html).not.toMatch(/method="post"|thu\.example/)
      expect((await ask(code)).status).toBe(303)
    }
    expect(await count("outbox WHERE kind = 'mail.own-link'")).toBe(0)
    const waiting = await write({ body: 'Được hỏi trước khi bị từ chối.' })
    await ask(waiting.code)
    await decide(waiting.id, 'spam')
    await t.runOutbox()
    expect(t.mails).toEqual([])
  })

  it('an edit sends an approved comment back to the queue, and sending it twice changes nothing more', async () => {
    await t.close()
    await start({ moderation: { mode: 'none' }, comments: { fields: { subject: 'optional' } } })
    const { id, code } = await write({ subject: 'Đôi lời' })
    await decide(id, 'approved')
    const link = await linkFor(code)
    const edit = { act: 'edit', body: 'Tôi xin nói lại\r\ncho rõ hơn.' }
    for (let i = 0; i < 2; i++) {
      const saved = await post(link, edit, null)
      expect(saved.status).toBe(200)
      expect(saved.html).toContain('Đã lưu ý kiến của bạn.')
      expect(saved.html).toContain('Đang chờ duyệt')
      expect(saved.html).toContain('Tôi xin nói lại\ncho rõ hơn.')
    }
    expect(await stored(id)).toMatchObject({
      state: 'pending',
      subject: 'Đôi lời',
      body: 'Tôi xin nói lại\ncho rõ hơn.',
      author_email: ADDRESS,
    })
    expect(await count('revision')).toBe(1)
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(body.comments).toEqual([])
  })

  it('the same edit twice at once is saved once', async () => {
    const { id, code } = await write()
    const link = await linkFor(code)
    const edit = { act: 'edit', body: 'Bấm nút hai lần liền.' }
    const answers = await Promise.all([post(link, edit), post(link, edit)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await stored(id))?.['body']).toBe('Bấm nút hai lần liền.')
    expect(await count('revision')).toBe(1)
  })

  it('a refused edit stands beside its field with what was typed, and the comment stays', async () => {
    await t.close()
    await start({ words: [{ entry: 'cá độ', level: 'refuse' }] })
    const { id, code } = await write()
    const link = await linkFor(code)
    const refusals: [string, string][] = [
      ['ơi', 'Cần ít nhất 5 ký tự'],
      ['', 'Cần ít nhất 5 ký tự'],
      ['Mời bạn vào cá độ nhé.', 'Nội dung có từ ngữ không phù hợp, vui lòng viết lại'],
      [`Dài quá ${'a'.repeat(1000)}`, 'Không vượt quá 1000 ký tự'],
    ]
    for (const [typed, sentence] of refusals) {
      const { status, html } = await post(link, { act: 'edit', body: typed })
      expect(status, typed).toBe(422)
      expect(html).toContain(`<p class="error" id="f-body-error">${sentence}</p>`)
      expect(html).toMatch(/<textarea[^>]*aria-invalid="true"/)
      expect(html).toContain(`>${typed}</textarea>`)
      expect(html).toContain('role="alert"')
    }
    expect(await stored(id)).toMatchObject({ body: BODY, state: 'pending' })
    expect(await count('revision')).toBe(0)
  })

  it('after the time for editing the page says so, keeps what was typed, and withdrawing still works', async () => {
    const { id, code } = await write()
    const link = await linkFor(code)
    t.pass(16 * MINUTE)
    const late = await open(link)
    expect(late.html).toContain('Đã hết thời gian cho phép sửa ý kiến này.')
    expect(late.html).toContain(BODY)
    expect(late.html).not.toContain('<textarea')
    const tried = await post(link, { act: 'edit', body: 'Sửa muộn mất rồi.' })
    expect(tried.status).toBe(409)
    expect(tried.html).toContain('Sửa muộn mất rồi.')
    expect((await stored(id))?.['body']).toBe(BODY)
    expect((await post(link, { act: 'withdraw' })).status).toBe(200)
    expect((await stored(id))?.['state']).toBe('withdrawn')
  })

  it('what the newsroom refused in the meantime is told with its reason and cannot be edited', async () => {
    const { id, code } = await write()
    const link = await linkFor(code)
    await decide(id, 'rejected', { reason: 'off-topic', message: 'Ý kiến hơi lạc đề.' })
    const { html } = await open(link)
    expect(html).toContain('Không được đăng')
    expect(html).toContain('Ý kiến hơi lạc đề.')
    expect(html).not.toContain('<textarea')
    expect((await post(link, { act: 'edit', body: 'Tôi sửa lại.' })).status).toBe(409)
    expect(await stored(id)).toMatchObject({ body: BODY, state: 'rejected' })
  })

  it('withdrawing erases words and address for good, and pressing twice is harmless', async () => {
    const { id, code } = await write()
    await decide(id, 'approved')
    const link = await linkFor(code)
    for (let i = 0; i < 2; i++) {
      const answer = await post(link, { act: 'withdraw' }, null)
      expect(answer.status).toBe(200)
      expect(answer.html).toContain('Đã rút lại')
      expect(answer.html).not.toContain('<form')
      expect(answer.html).not.toContain(BODY)
    }
    expect(await stored(id)).toMatchObject({
      state: 'withdrawn',
      body: '',
      author_name: '',
      author_email: null,
      author_hash: '',
    })
    expect(await count("decision WHERE to_state = 'withdrawn'")).toBe(1)
    expect((await open(link)).html).toContain('Đã rút lại')
    expect((await post(link, { act: 'edit', body: 'Thôi đăng lại nhé.' })).status).toBe(409)
    t.pass(HOUR)
    expect((await look(code)).html).not.toContain('method="post"')
    await ask(code)
    await t.runOutbox()
    expect(t.mails).toHaveLength(1)
  })

  it('looking at the link changes nothing, and a form that asks for nothing does nothing (C04)', async () => {
    const { id, code } = await write()
    const link = await linkFor(code)
    const before = { ...(await stored(id)) }
    for (const method of ['GET', 'HEAD'])
      await t.request(`${link}?act=withdraw&_method=POST`, { method })
    for (const fields of [{}, { act: 'delete' }, { 'List-Unsubscribe': 'One-Click' }])
      expect((await post(link, fields)).status).toBe(422)
    const json = await t.send('POST', link, { act: 'withdraw' })
    expect(json.status).toBe(415)
    expect({ ...(await stored(id)) }).toEqual(before)
  })

  it('a link that expired, was changed or belongs to another action does nothing', async () => {
    const { id, code } = await write()
    const link = await linkFor(code)
    expect((await post(`${link.slice(0, -1)}x`, { act: 'withdraw' })).status).toBe(404)
    const payload = JSON.stringify(['own-comment', id, 0])
    const forged = await t.keyring.seal('another-purpose', payload)
    expect((await post(`/r/${forged}`, { act: 'withdraw' })).status).toBe(404)
    t.pass(24 * HOUR)
    expect((await open(link)).status).toBe(410)
    expect((await post(link, { act: 'withdraw' })).status).toBe(410)
    expect((await stored(id))?.['state']).toBe('pending')
  })

  it('hostile text stays text on the page of the link, as stored and as typed (X01, X02)', async () => {
    const hostile = [
      `x' onmouseover='alert(1)`,
      '</textarea><svg onload=alert(1)>',
      '<details open ontoggle=alert(1)>',
      `<img src="1'onerror=alert(1)">`,
      'http://a"onfocus=alert(1)// javascript:alert(1)',
    ].join('\n')
    const { code } = await write({ body: hostile })
    const link = await linkFor(code)
    const edited = `${hostile}\n</p><script>alert(2)</script>`
    const saved = await post(link, { act: 'edit', body: edited })
    expect(saved.status).toBe(200)
    const long = await post(link, { act: 'edit', body: `${edited}${'!'.repeat(1000)}` })
    expect(long.status).toBe(422)
    t.pass(16 * MINUTE)
    const late = await open(link)
    const tooLate = await post(link, { act: 'edit', body: `${edited} muộn` })
    const lookup = await look(encodeURIComponent(`"><svg onload=alert(1)>`))
    const asked = await ask(`"><svg onload=alert(1)>`)
    for (const { html } of [saved, long, late, tooLate, lookup, asked]) {
      expect(html).not.toMatch(/<(?:script|iframe|img|svg|details)/i)
      expect(html.replace(/="[^"]*"/g, '').match(/<[a-z][^>]*\son\w+/gi)).toBeNull()
      expect(html.match(/href="(?!https:\/\/(?:bao|phanhoi)\.example|\/p\/|#)[^"]*"/g)).toBeNull()
    }
    for (const { html } of [saved, long, late, tooLate])
      expect(html).toContain('&lt;details open ontoggle=alert(1)&gt;')
  })

  it('only our own page may ask for the mail (C01)', async () => {
    const { code } = await write()
    for (const origin of ['https://evil.test', ORIGIN, `${PUBLIC_URL}.evil.test`])
      expect((await post(STATUS, { ref: code }, origin)).status, origin).toBe(403)
    const cross = await t.request(STATUS, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'cross-site',
      },
      body: `ref=${code}`,
    })
    expect(cross.status).toBe(403)
    expect(await count("outbox WHERE kind = 'mail.own-link'")).toBe(0)
  })

  it('asking and pressing end at the limit of links', async () => {
    const { code } = await write()
    const statuses = []
    for (let i = 0; i < 31; i++) statuses.push((await ask(code)).status)
    expect(statuses[29]).toBe(303)
    expect(statuses[30]).toBe(429)
    t.pass(MINUTE)
    const link = await linkFor(code)
    const pressed = []
    for (let i = 0; i < 31; i++) pressed.push((await post(link, { act: '' })).status)
    expect(pressed[0]).toBe(422)
    expect(pressed.at(-1)).toBe(429)
    const refused = await post(link, { act: 'edit', body: 'Chữ tôi vừa sửa.' })
    expect(refused.status).toBe(429)
    expect(refused.html).toContain('name="body" value="Chữ tôi vừa sửa."')
    expect(refused.html).toContain('Vui lòng đợi 1 phút')
  })

  it('asking, editing and withdrawing take two database requests each', async () => {
    const { code } = await write()
    const link = await linkFor(code)
    const spies = [vi.spyOn(t.client, 'batch'), vi.spyOn(t.client, 'execute')]
    const requests = async (work: () => Promise<unknown>) => {
      spies.forEach((spy) => spy.mockClear())
      await work()
      return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
    }
    expect(await requests(() => ask(code))).toBe(2)
    expect(await requests(() => post(link, { act: 'edit', body: 'Hai lần là đủ.' }))).toBe(2)
    expect(await requests(() => post(link, { act: 'withdraw' }))).toBe(2)
    expect(await requests(() => open(link))).toBe(1)
  })

  it('speaks English and formally where the site does, in page and mail', async () => {
    await t.close()
    await start({ addressForm: 'quy-doc-gia' })
    const { code } = await write()
    const formal = await open(await linkFor(code))
    expect(formal.html).toContain('thông tin của Quý độc giả bị xóa hẳn')
    expect(t.mails[0]?.text).toContain('Kính gửi quý độc giả,')
    await t.close()
    await start({ language: 'en' })
    const english = await write()
    expect((await look(english.code)).html).toContain('Send a link to edit or withdraw')
    const page = await open(await linkFor(english.code))
    expect(page.html).toContain('<html lang="en">')
    expect(page.html).toContain('Withdrawing is final')
    expect(t.mails[0]?.subject).toBe('Link to edit or withdraw your response on Báo Thử')
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, json, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

describe('shares', () => {
  let t: TestApp

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0 })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Thư viện cập bến',
      excerpt: 'Con thuyền chở sách.',
    })
  })
  afterEach(() => t.close())

  const share = async (changes: Record<string, unknown> = {}) => {
    const body = newShare(changes)
    return { body, response: await t.send('POST', '/v1/shares', body) }
  }
  const mailTo = (address: string) => t.mails.filter(({ to }) => to.address === address)
  const linkIn = (text: string) =>
    new URL(/https:\/\/[^\s>]+\/r\/[^\s>]+/.exec(text)?.[0] ?? '').pathname
  const confirm = async () => {
    await t.runOutbox()
    const path = linkIn(mailTo('binh@thu.example').at(-1)?.text ?? '')
    return { path, response: await t.request(path, { method: 'POST' }) }
  }
  /** A form that has been open long enough. */
  const formToken = async () => {
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    t.pass(5000)
    return body.form.token
  }

  it('a friend gets one mail after the sender has confirmed, and only then', async () => {
    const { body, response } = await share({ formToken: await formToken() })
    expect(response.status).toBe(202)
    expect(await json(response)).toEqual({ id: body.id, state: 'unconfirmed' })
    await t.runOutbox()
    expect(t.mails.map(({ to }) => to.address)).toEqual(['binh@thu.example'])
    const path = linkIn(t.mails[0]?.text ?? '')
    const shown = await t.request(path)
    expect(await shown.text()).toContain('lan@ban.example')
    await t.runOutbox()
    expect(t.mails).toHaveLength(1)
    expect((await t.request(path, { method: 'POST' })).status).toBe(200)
    expect((await t.request(path, { method: 'POST' })).status).toBe(200)
    await t.runOutbox()
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toHaveLength(1)
    expect(mailTo('lan@ban.example')[0]).toMatchObject({
      subject: 'Trần Văn Bình gửi bạn bài viết: Thư viện cập bến',
      from: { address: 'chia-se@bao.example' },
      replyTo: { address: 'binh@thu.example' },
    })
  })

  it('what a stranger claims about title and url reaches no mail and no list (M02)', async () => {
    const article = { key: '/bai/la', url: `${ORIGIN}/bai/la`, title: 'MUA NGAY GIẢM GIÁ' }
    await share({ article, formToken: await formToken() })
    await confirm()
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toEqual([])
    expect(JSON.stringify(t.mails)).not.toContain('MUA NGAY')
    const { body } = await t.get('/v1/articles?site=bao')
    expect(body.articles.map(({ key }: { key: string }) => key)).toEqual(['/bai/mot'])
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/la',
      url: `${ORIGIN}/bai/la`,
      title: 'Tiêu đề thật',
    })
    await t.runOutbox()
    expect(mailTo('lan@ban.example')[0]?.subject).toContain('Tiêu đề thật')
  })

  it('a message brings the share before a moderator; approval sends it, undo takes it back', async () => {
    await t.close()
    t = await createTestApp({ undoSeconds: 30 })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Thư viện cập bến',
    })
    const { body } = await share({ message: 'Bạn đọc thử nhé!', formToken: await formToken() })
    await confirm()
    const queue = await json(await t.admin('GET', '/v1/admin/shares?state=pending'))
    expect(queue.items).toMatchObject([
      { id: body.id, message: 'Bạn đọc thử nhé!', recipients: [{ state: 'waiting' }] },
    ])
    const approval = { items: [{ kind: 'share', id: body.id }], to: 'approved' }
    const { id } = await json(await t.admin('POST', '/v1/admin/decisions', approval))
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toEqual([])
    const undone = await json(await t.admin('DELETE', `/v1/admin/decisions/${id}`))
    expect(undone.results).toMatchObject([{ ok: true, state: 'pending' }])
    const left = await t.client.execute(
      `SELECT count(*) AS n FROM outbox WHERE kind = 'mail.share'`,
    )
    expect(left.rows[0]?.['n']).toBe(0)
  })

  it('undo answers 409 once a mail has been leased', async () => {
    const { body } = await share({ message: 'Bạn đọc thử nhé!', formToken: await formToken() })
    await confirm()
    const approval = { items: [{ kind: 'share', id: body.id }], to: 'approved' }
    const { id } = await json(await t.admin('POST', '/v1/admin/decisions', approval))
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toHaveLength(1)
    expect((await t.admin('DELETE', `/v1/admin/decisions/${id}`)).status).toBe(409)
  })

  it('the answer is the same whether the friend is known, suppressed or new (M07)', async () => {
    await share({ formToken: await formToken() })
    await confirm()
    await t.runOutbox()
    const stop = linkIn(mailTo('lan@ban.example')[0]?.headers?.['List-Unsubscribe'] ?? '')
    expect((await t.request(stop)).status).toBe(200)
    const oneClick = await t.request(stop, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(oneClick.status).toBe(200)
    t.pass(40 * 24 * 3600 * 1000)
    const again = await share({ formToken: await formToken() })
    const fresh = await share({ recipients: ['moi@ban.example'], formToken: await formToken() })
    const [a, b] = [await json(again.response), await json(fresh.response)]
    expect(again.response.status).toBe(fresh.response.status)
    expect({ ...a, id: '' }).toEqual({ ...b, id: '' })
    await confirm()
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toHaveLength(1)
  })

  it('friends are limited and counted once in every spelling (M01)', async () => {
    const many = await share({
      recipients: Array.from({ length: 6 }, (_, i) => `b${i}@ban.example`),
    })
    expect(many.response.status).toBe(422)
    const four = await share({
      recipients: Array.from({ length: 4 }, (_, i) => `b${i}@ban.example`),
    })
    expect((await json(four.response)).errors[0].pointer).toBe('/recipients')
    await share({
      recipients: ['Lan@Ban.Example', 'lan@ban.example', 'lan+tin@ban.example'],
      formToken: await formToken(),
    })
    const rows = await t.client.execute('SELECT count(*) AS n FROM recipient')
    expect(rows.rows[0]?.['n']).toBe(1)
  })

  it('addresses, names and messages that could carry an offer or a header are refused (M03, M04, M06, X07)', async () => {
    const bad: [Record<string, unknown>, string][] = [
      [{ recipients: ['a@ban.example, b@ban.example'] }, '/recipients/0'],
      [{ recipients: ['"a@evil x"@ban.example'] }, '/recipients/0'],
      [{ recipients: ['a@ban.example\r\nBcc: b@ban.example'] }, '/recipients/0'],
      [{ sender: { name: 'Xem evil.test ngay', email: 'a@thu.example' } }, '/sender/name'],
      [{ sender: { name: 'A\r\nBcc: x', email: 'a@thu.example' } }, '/sender/name'],
      [{ message: 'Vào www.mua-ngay.vn nhé' }, '/message'],
      [{ message: 'Gọi 0912 345 678 nhé' }, '/message'],
      [{ article: { key: 'x', url: 'https://evil.test/x', title: 'x' } }, '/article/url'],
      [
        { article: { key: 'x', url: 'https://bao.example@evil.test/', title: 'x' } },
        '/article/url',
      ],
      [{ article: { key: 'x', url: 'javascript:alert(1)', title: 'x' } }, '/article/url'],
    ]
    for (const [changes, pointer] of bad) {
      const { response } = await share(changes)
      expect(response.status, JSON.stringify(changes)).toBe(422)
      expect((await json(response)).errors[0].pointer).toBe(pointer)
    }
    const rows = await t.client.execute('SELECT count(*) AS n FROM share')
    expect(rows.rows[0]?.['n']).toBe(0)
  })

  it('a sender has five shares an hour, attempts counted, however many arrive at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, i) => share({ recipients: [`b${i}@ban.example`] })),
    )
    const accepted = answers.filter(({ response }) => response.status === 202)
    expect(accepted).toHaveLength(5)
    const refused = answers.find(({ response }) => response.status === 429)
    expect(refused?.response.headers.get('Retry-After')).toMatch(/^\d+$/)
  })

  it.each([
    ['email', 'spam'],
    ['address', 'pending'],
  ])('a sender banned by %s before confirming reaches nobody', async (kind, state) => {
    const { body } = await share({ formToken: await formToken() })
    await t.admin('POST', '/v1/admin/bans', { kind, share: body.id, days: 7 })
    await confirm()
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toEqual([])
    const found = await json(await t.admin('GET', `/v1/admin/shares/${body.id}`))
    expect([found.share.state, found.share.reasons.at(-1).detail]).toEqual([
      state,
      expect.stringContaining('bị chặn: Trần Văn Bình'),
    ])
  })

  it('a confirmed sender need not confirm again on the same device', async () => {
    const { body } = await share({ formToken: await formToken() })
    const own = async () =>
      json(
        await t.request(`/v1/shares/${body.id}/own`, {
          headers: { Authorization: `Bearer ${body.token}` },
        }),
      )
    expect(await own()).toEqual({ state: 'unconfirmed' })
    await confirm()
    const { senderToken } = await own()
    const next = await share({
      senderToken,
      recipients: ['hoa@ban.example'],
      formToken: await formToken(),
    })
    expect((await json(next.response)).state).toBe('approved')
    const stranger = await share({
      senderToken,
      sender: { name: 'Kẻ Lạ', email: 'la@thu.example' },
      formToken: await formToken(),
    })
    expect((await json(stranger.response)).state).toBe('unconfirmed')
  })

  it('a forged, changed or expired link does nothing', async () => {
    await share({ formToken: await formToken() })
    await t.runOutbox()
    const path = linkIn(mailTo('binh@thu.example')[0]?.text ?? '')
    // Not the last letter, some of whose bits mean nothing.
    const forged = path.replace(/.(?=.{9}$)/, (letter) => (letter === 'x' ? 'y' : 'x'))
    expect((await t.request(forged, { method: 'POST' })).status).toBe(404)
    expect((await t.request('/r/abc', { method: 'POST' })).status).toBe(404)
    t.pass(49 * 3600 * 1000)
    expect((await t.request(path, { method: 'POST' })).status).toBe(410)
    await t.runOutbox()
    expect(mailTo('lan@ban.example')).toEqual([])
  })

  it('a site that switched sharing off takes none', async () => {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings: { share: { isEnabled: false } } },
      { 'If-Match': `"${version}"` },
    )
    expect((await share()).response.status).toBe(409)
    const page = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(page.body.form.share).toBeNull()
    expect((await t.send('POST', '/v1/comments', newComment())).status).toBe(202)
  })
})

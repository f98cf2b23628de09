import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runSchedule } from '../src/schedule.ts'
import { createTestApp, json, newComment, ORIGIN, type TestApp } from './support.ts'

const HOUR = 3_600_000
const READER = 'hoa@thu.example'

describe('news of answers', () => {
  let t: TestApp
  let address = 0

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0 })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Thư viện cập bến',
    })
  })
  afterEach(() => t.close())

  const schedule = () => runSchedule({ ports: t.ports, keyring: t.keyring })
  const mailsTo = (to: string) => t.mails.filter((mail) => mail.to.address === to)
  const linksIn = (text: string) =>
    Array.from(text.matchAll(/https:\/\/[^\s>]+(\/r\/[^\s>]+)/g), ([, path]) => path ?? '')
  const press = async (path: string | undefined) =>
    (await t.request(path ?? '', { method: 'POST' })).status
  const decide = async (id: string, to = 'approved') => {
    t.pass(1000)
    const decision = { items: [{ kind: 'comment', id }], to }
    return json(await t.admin('POST', '/v1/admin/decisions', decision))
  }
  const write = async (changes: Record<string, unknown> = {}) => {
    t.from(`198.51.100.${++address}`)
    const comment = newComment({ body: `Ý kiến thứ ${address} về bài này.`, ...changes })
    const response = await t.send('POST', '/v1/comments', comment)
    return { id: comment.id, status: response.status, body: await json(response) }
  }
  const mine = { author: { name: 'Nguyễn Thị Hoà', email: READER }, notify: true }
  /** A public comment whose author has said yes; `pace` as the mail offers it. */
  const subscribed = async (pace: 'each' | 'daily' = 'each', changes = {}) => {
    const root = await write({ ...mine, ...changes })
    await schedule()
    expect(await press(linksIn(mailsTo(READER).at(-1)?.text ?? '')[pace === 'each' ? 0 : 1])).toBe(
      200,
    )
    await decide(root.id)
    t.mails.length = 0
    return root
  }
  const answer = async (parentId: string, changes: Record<string, unknown> = {}) => {
    const reply = await write({ parentId, ...changes })
    await decide(reply.id)
    return reply
  }

  it('nothing is told before the owner of the address has said yes, on a page that is pressed', async () => {
    const root = await write(mine)
    expect(root.status).toBe(202)
    await schedule()
    const [mail] = mailsTo(READER)
    expect(mail?.subject).toBe('Xác nhận nhận tin khi có trả lời trên Báo Thử')
    expect(mail?.text).not.toContain('Ý kiến thứ')
    expect(mail?.text).not.toContain('Hoà')
    await decide(root.id)
    const [confirm] = linksIn(mail?.text ?? '')
    expect(await (await t.request(confirm ?? '')).text()).toContain('Nhận tin')
    await answer(root.id)
    await schedule()
    expect(mailsTo(READER)).toHaveLength(1)
    expect([await press(confirm), await press(confirm)]).toEqual([200, 200])
    await answer(root.id)
    await schedule()
    await schedule()
    expect(mailsTo(READER)).toHaveLength(2)
    expect(mailsTo(READER)[1]).toMatchObject({
      subject: 'Có trả lời mới cho ý kiến của bạn: Thư viện cập bến',
      headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    })
    expect(mailsTo(READER)[1]?.text).toContain(`${ORIGIN}/bai/mot#ph-`)
  })

  it('news needs an address', async () => {
    const refused = await write({ notify: true })
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0].pointer).toBe('/author/email')
  })

  it('only approved answers by others are told, each once, even when they are decided again', async () => {
    const root = await subscribed()
    const waiting = await write({ parentId: root.id, body: 'Câu trả lời chưa duyệt.' })
    await answer(root.id, { ...mine, notify: false, body: 'Tôi tự trả lời mình.' })
    const told = await answer(root.id, { body: 'Câu trả lời đã duyệt.' })
    await schedule()
    expect(mailsTo(READER)).toHaveLength(1)
    expect(mailsTo(READER)[0]?.text).toContain('> Câu trả lời đã duyệt.')
    expect(mailsTo(READER)[0]?.text).not.toMatch(/chưa duyệt|tự trả lời/)
    await decide(told.id, 'rejected')
    await decide(told.id)
    await decide(waiting.id, 'spam')
    t.pass(2 * HOUR)
    await schedule()
    expect(mailsTo(READER)).toHaveLength(1)
  })

  it('an approval that is taken back in time is never told', async () => {
    const root = await subscribed()
    const reply = await write({ parentId: root.id })
    const { id } = await decide(reply.id)
    t.pass(1000)
    await t.admin('DELETE', `/v1/admin/decisions/${id}`)
    await schedule()
    expect(mailsTo(READER)).toEqual([])
  })

  it('a thread is told once an hour at most, and then with all that is new', async () => {
    const root = await subscribed()
    await answer(root.id)
    await schedule()
    await answer(root.id)
    await answer(root.id)
    await schedule()
    t.pass(HOUR / 2)
    await schedule()
    expect(mailsTo(READER)).toHaveLength(1)
    t.pass(HOUR / 2)
    await schedule()
    expect(mailsTo(READER)).toHaveLength(2)
    expect(mailsTo(READER)[1]?.text).toContain('có 2 trả lời mới')
  })

  it('whoever prefers it gets one mail a day about all threads', async () => {
    const first = await subscribed('daily')
    const second = await subscribed('daily', { body: 'Một chuyện khác hẳn.' })
    for (const { id } of [first, second, first]) await answer(id)
    await schedule()
    expect(mailsTo(READER)).toEqual([])
    t.pass(24 * HOUR)
    await schedule()
    await schedule()
    expect(mailsTo(READER)).toHaveLength(1)
    expect(mailsTo(READER)[0]?.subject).toBe('Trả lời mới cho ý kiến của bạn trên Báo Thử')
    expect(mailsTo(READER)[0]?.text).toContain('có 3 trả lời mới')
  })

  it('one click ends a thread, another all of them; the address is forgotten with it', async () => {
    const root = await subscribed()
    await subscribed('each', { body: 'Một chuyện khác hẳn.' })
    await answer(root.id)
    await schedule()
    const header = mailsTo(READER)[0]?.headers?.['List-Unsubscribe'] ?? ''
    const [oneClick = ''] = linksIn(header)
    expect((await t.request(oneClick)).status).toBe(200)
    const count = async () =>
      (await t.client.execute('SELECT count(*) AS n FROM notice')).rows[0]?.['n']
    expect(await count()).toBe(2)
    const pressed = await t.request(oneClick, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect([pressed.status, await count()]).toEqual([200, 1])
    expect(await press(oneClick)).toBe(200)
    expect(await press(linksIn(mailsTo(READER)[0]?.text ?? '').at(-2))).toBe(200)
    expect(await count()).toBe(0)
    await answer(root.id)
    t.pass(2 * HOUR)
    await schedule()
    expect(mailsTo(READER)).toHaveLength(1)
  })

  it('a question that nobody answers is forgotten after 48 hours, and a stranger asked three times a day at most', async () => {
    for (let i = 0; i < 5; i++) await write({ ...mine, body: `Chuyện số ${i} của riêng tôi.` })
    await schedule()
    expect(mailsTo(READER)).toHaveLength(3)
    t.pass(49 * HOUR)
    await schedule()
    const { rows } = await t.client.execute('SELECT * FROM notice')
    expect(rows).toEqual([])
    const [confirm] = linksIn(mailsTo(READER)[0]?.text ?? '')
    expect(await press(confirm)).toBe(410)
  })
})

import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit, comment, decision, moderator, outbox } from '../src/schema.ts'
import { runSchedule } from '../src/schedule.ts'
import { addModerator, sendForm, signIn } from './people.ts'
import { createTestApp, newComment, newShare, type TestApp } from './support.ts'

const HOUR = 3_600_000

describe('the mail about what has waited for too long', () => {
  let t: TestApp
  let id: string
  let waiting: string

  beforeEach(async () => {
    t = await createTestApp({ moderation: { digestAfterMinutes: 60, digestEveryMinutes: 120 } })
    id = await addModerator(t, 'ha@bao.example')
    const sent = newComment({
      body: 'Xem tại quang-cao.example nhé <b>đậm</b>.',
      author: { name: 'Trần <i>Bình</i>' },
    })
    await t.send('POST', '/v1/comments', sent)
    waiting = sent.id
  })
  afterEach(() => t.close())

  const schedule = () => runSchedule({ ports: t.ports, keyring: t.keyring })
  const reminders = () => t.mails.filter(({ subject }) => subject.includes('đang chờ duyệt'))
  const linksIn = (text: string | undefined) =>
    [...(text ?? '').matchAll(/https:\/\/phanhoi\.example(\/r\/\S+)/g)].map(
      ([, path]) => path ?? '',
    )
  const mailed = async () => {
    t.pass(2 * HOUR)
    await schedule()
    const [mail] = reminders()
    const links = linksIn(mail?.text)
    return { mail, link: links[0] ?? '', stop: links.at(-1) ?? '' }
  }
  const press = (link: string, to: string) =>
    t.request(link, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `to=${to}`,
    })
  const stateOf = async () =>
    (await t.ports.db.select().from(comment).where(eq(comment.id, waiting)))[0]?.state

  it('goes once per interval to each moderator, and only when something is late', async () => {
    await addModerator(t, 'nam@bao.example', { name: 'Nam' })
    await schedule()
    expect(reminders()).toHaveLength(0)
    t.pass(2 * HOUR)
    await schedule()
    await Promise.all([schedule(), schedule()])
    expect(reminders().map(({ to }) => to.address)).toEqual(['ha@bao.example', 'nam@bao.example'])
    t.pass(2 * HOUR)
    await schedule()
    expect(reminders()).toHaveLength(4)
  })

  it('shows the words as text without links of their own, and what to open', async () => {
    const { mail, link } = await mailed()
    expect(mail?.subject).toBe('Có 1 mục đang chờ duyệt trên Báo Thử')
    expect(mail?.text).toContain('quá 1 giờ')
    expect(mail?.text).toContain('quang-cao. example')
    expect(mail?.html).not.toContain('<b>đậm</b>')
    expect(mail?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
    expect(link).toMatch(/^\/r\//)
  })

  it('asks those alone who may decide there and want it', async () => {
    const { db } = t.ports
    await db.update(moderator).set({ wantsDigest: false }).where(eq(moderator.id, id))
    await addModerator(t, 'xem@bao.example', { role: 'viewer' })
    await addModerator(t, 'kia@bao.example', { sites: ['kia'] })
    await addModerator(t, 'nghi@bao.example', { isDisabled: true })
    await addModerator(t, 'day@bao.example', { sites: ['bao'] })
    await mailed()
    expect(reminders().map(({ to }) => to.address)).toEqual(['day@bao.example'])
  })

  it('is not sent where the site does not want it, or when colleagues were faster', async () => {
    t.pass(2 * HOUR)
    await t.ports.db.run('SELECT 1')
    const { queueDigests } = await import('../src/digest/queue.ts')
    await queueDigests(t.ports)
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: waiting }],
      to: 'approved',
    })
    await schedule()
    expect(reminders()).toHaveLength(0)
    expect(await t.ports.db.select().from(outbox).where(eq(outbox.state, 'done'))).toHaveLength(1)
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings: { moderation: { digestAfterMinutes: 0 } } },
      { 'If-Match': '"1"' },
    )
    t.from('192.0.2.9')
    await t.send('POST', '/v1/comments', newComment({ body: 'Ý kiến đến sau.' }))
    t.pass(30 * HOUR)
    await schedule()
    expect(reminders()).toHaveLength(0)
  })

  it('opening, prefetching or asking for its head changes nothing (C04)', async () => {
    const { link } = await mailed()
    for (const path of [link, `${link}?to=approved`, `${link}?_method=POST&to=approved`]) {
      const page = await t.request(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('&lt;b&gt;đậm&lt;/b&gt;')
      expect((await t.request(path, { method: 'HEAD' })).status).toBe(200)
    }
    expect(await stateOf()).toBe('pending')
    expect(await t.ports.db.select().from(decision)).toEqual([])
  })

  it('the button approves in the name of the one who got the mail, once', async () => {
    const { link } = await mailed()
    expect(await (await press(link, 'approved')).text()).toContain('Đã duyệt.')
    expect(await stateOf()).toBe('approved')
    const [made] = await t.ports.db.select().from(decision)
    expect(made).toMatchObject({ actor: id, to: 'approved' })
    await t.admin('DELETE', `/v1/admin/decisions/${made?.id}`)
    expect(await stateOf()).toBe('pending')
    expect(await (await press(link, 'rejected')).text()).toContain('đã được dùng')
    expect(await (await t.request(link)).text()).toContain('đã được dùng')
    expect(await stateOf()).toBe('pending')
  })

  it('of two presses at once one counts', async () => {
    const { link } = await mailed()
    await Promise.all([press(link, 'approved'), press(link, 'rejected')])
    expect(await t.ports.db.select().from(decision)).toHaveLength(1)
  })

  it('does nothing for what a colleague has decided, and says so', async () => {
    const { link } = await mailed()
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: waiting }],
      to: 'spam',
    })
    expect(await (await press(link, 'approved')).text()).toContain('người khác xử lý')
    expect(await stateOf()).toBe('spam')
  })

  it('opens nothing for somebody who was disabled, lost the site or the role, or came late', async () => {
    const { link } = await mailed()
    const { db } = t.ports
    for (const change of [{ isDisabled: true }, { sites: ['kia'] }, { role: 'viewer' as const }]) {
      await db.update(moderator).set(change).where(eq(moderator.id, id))
      expect((await t.request(link)).status).toBe(404)
      expect((await press(link, 'approved')).status).toBe(404)
      await db
        .update(moderator)
        .set({ isDisabled: false, sites: null, role: 'moderator' })
        .where(eq(moderator.id, id))
    }
    expect((await press(`${link.slice(0, -1)}x`, 'approved')).status).toBe(404)
    t.pass(49 * HOUR)
    expect((await press(link, 'approved')).status).toBe(410)
    expect(await stateOf()).toBe('pending')
  })

  it('ends by its own link, which is recorded', async () => {
    const { stop } = await mailed()
    expect(await (await t.request(stop)).text()).toContain('Không nhận thư nhắc nữa')
    expect((await t.request(stop, { method: 'POST', body: 'x' })).status).toBe(200)
    t.pass(2 * HOUR)
    await schedule()
    expect(reminders()).toHaveLength(1)
    expect(await t.ports.db.select().from(audit).where(eq(audit.actor, id))).toMatchObject([
      { action: 'digest.changed', detail: { wants: false } },
    ])
  })

  it('tells of shares as well', async () => {
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: waiting }],
      to: 'rejected',
    })
    const share = newShare({ message: 'Bài hay lắm.' })
    await t.send('POST', '/v1/shares', share)
    await t.client.execute("UPDATE share SET state = 'pending'")
    const { link } = await mailed()
    expect(await (await t.request(link)).text()).toContain('Bài hay lắm.')
    expect(await (await press(link, 'rejected')).text()).toContain('Đã từ chối.')
  })
})

describe('the page about reminders', () => {
  it('switches them off and on for oneself', async () => {
    const t = await createTestApp()
    const id = await addModerator(t, 'ha@bao.example')
    const cookie = await signIn(t, 'ha@bao.example')
    const wants = async () =>
      (await t.ports.db.select().from(moderator).where(eq(moderator.id, id)))[0]?.wantsDigest
    for (const choice of ['no', 'yes']) {
      const answer = await sendForm(t, '/admin/reminders', { wants: choice }, { cookie })
      expect(answer.headers.get('Location')).toBe('/admin/reminders')
      expect(await wants()).toBe(choice === 'yes')
    }
    const page = await t.request('/admin/reminders', { headers: { Cookie: cookie } })
    expect(await page.text()).toContain('Bạn đang nhận thư nhắc.')
    await t.close()
  })
})

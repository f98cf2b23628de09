import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BACKOFF_MINUTES } from '../src/outbox/lease.ts'
import { type Mail, MailFailure } from '../src/ports.ts'
import { runSchedule } from '../src/schedule.ts'
import { addModerator, sendForm, signIn } from './people.ts'
import { createTestApp, json, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

const MINUTE = 60_000

describe('the outbox', () => {
  let t: TestApp
  let answer: (mail: Mail) => Promise<void>
  let attempts: Mail[]

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0, share: { confirm: false, moderate: 'none' } })
    attempts = []
    answer = () => Promise.resolve()
    t.ports.mailer = () =>
      Promise.resolve({
        send: async (mail) => {
          attempts.push(mail)
          await answer(mail)
        },
      })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Một bài báo',
    })
  })
  afterEach(() => t.close())

  const fail = (kind: 'temporary' | 'permanent', seconds?: number, scope?: 'item' | 'provider') => {
    answer = () => Promise.reject(new MailFailure(kind, '450 later', seconds, scope))
  }
  let friends = 0
  /** A mail to a friend that is due. */
  async function queueMail() {
    const share = newShare({
      recipients: [`ban${friends++}@ban.example`],
      sender: { name: 'Bình', email: `binh${friends}@thu.example` },
    })
    t.from(`192.0.2.${friends % 250}`)
    await t.send('POST', '/v1/shares', share)
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'share', id: share.id }],
      to: 'approved',
    })
    return share
  }
  const rows = async () =>
    (
      await t.client.execute(
        `SELECT id, kind, state, attempts, due_at - CAST(unixepoch('subsec') * 1000 AS INTEGER) AS wait,
          lease_until, last_error FROM outbox WHERE kind = 'mail.share' ORDER BY seq`,
      )
    ).rows
  const makeDue = () =>
    t.client.batch(['UPDATE outbox SET due_at = 0', 'DELETE FROM outbox_hold'], 'write')
  const recipientStates = async () =>
    (await t.client.execute('SELECT state FROM recipient ORDER BY seq')).rows.map(
      ({ state }) => state,
    )

  it('tries again after 1 m, 5 m, 30 m, 2 h and 8 h with jitter, then the row is dead (F13)', async () => {
    await queueMail()
    fail('temporary')
    for (const minutes of BACKOFF_MINUTES) {
      await t.runOutbox()
      const [row] = await rows()
      expect(row).toMatchObject({ state: 'waiting', lease_until: null })
      expect(Number(row?.['wait'])).toBeGreaterThan(minutes * 0.89 * MINUTE)
      expect(Number(row?.['wait'])).toBeLessThan(minutes * 1.11 * MINUTE)
      await makeDue()
    }
    await t.runOutbox()
    expect(await rows()).toMatchObject([{ state: 'dead', attempts: 6, last_error: '450 later' }])
    expect(await recipientStates()).toEqual(['failed'])
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1)
  })

  it('a permanent refusal is never tried again and suppresses the address (F15)', async () => {
    await queueMail()
    fail('permanent')
    await t.runOutbox()
    expect(await rows()).toMatchObject([{ state: 'dead', attempts: 1 }])
    expect(await recipientStates()).toEqual(['bounced'])
    const { rows: suppressed } = await t.client.execute('SELECT reason FROM suppression')
    expect(suppressed).toMatchObject([{ reason: 'bounce' }])
  })

  it('waits as long as the server asks for, and all mail with it (F15)', async () => {
    for (let i = 0; i < 6; i++) await queueMail()
    fail('temporary', 600, 'provider')
    await t.runOutbox()
    // Three were under way when the first answer came; the others were never begun.
    expect(attempts.length).toBeLessThanOrEqual(3)
    const tried = (await rows()).filter((row) => row['attempts'] === 1)
    expect(tried).toHaveLength(attempts.length)
    for (const row of tried) expect(Number(row['wait'])).toBeGreaterThan(9.9 * MINUTE)
    answer = () => Promise.resolve()
    const before = attempts.length
    await t.client.execute('UPDATE outbox SET due_at = 0')
    await t.runOutbox()
    expect(attempts).toHaveLength(before)
    await makeDue()
    await t.runOutbox()
    expect((await rows()).every(({ state }) => state === 'done')).toBe(true)
  })

  it('one friend’s own refusal holds nobody else up (F15)', async () => {
    await queueMail()
    await queueMail()
    answer = ({ id }) =>
      id === attempts[0]?.id
        ? Promise.reject(new MailFailure('temporary', '450 greylisted', 300))
        : Promise.resolve()
    await t.runOutbox()
    const states = (await rows()).map(({ state }) => state).toSorted()
    expect(states).toEqual(['done', 'waiting'])
  })

  it('no provider’s word keeps a mail longer than our own last wait (F15)', async () => {
    await queueMail()
    fail('temporary', 10 ** 9, 'provider')
    await t.runOutbox()
    expect(Number((await rows())[0]?.['wait'])).toBeLessThanOrEqual(8 * 60 * MINUTE)
  })

  it('two runs at once send every mail once (F17)', async () => {
    for (let i = 0; i < 12; i++) await queueMail()
    await Promise.all(Array.from({ length: 8 }, () => t.runOutbox()))
    expect(attempts).toHaveLength(12)
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(12)
  })

  it('a row whose runner died is sent after its lease, once (F18)', async () => {
    await queueMail()
    await t.client.execute(
      `UPDATE outbox SET lease_owner = 'dead', lease_until = unixepoch() * 1000 + 60000, attempts = 1`,
    )
    await t.runOutbox()
    expect(attempts).toHaveLength(0)
    await t.client.execute('UPDATE outbox SET lease_until = unixepoch() * 1000 - 1000')
    await t.runOutbox()
    await t.runOutbox()
    expect(attempts).toHaveLength(1)
  })

  it.each([-86_400_000, -3_600_000, 3_600_000, 86_400_000])(
    'a clock that is %i ms off sends nothing twice and loses nothing (F19)',
    async (ms) => {
      await queueMail()
      t.pass(ms)
      await t.runOutbox()
      await t.runOutbox()
      expect(attempts).toHaveLength(1)
      expect(await rows()).toMatchObject([{ state: 'done' }])
    },
  )

  it('a backlog is worked off in bounded runs, the oldest first (F20)', async () => {
    for (let i = 0; i < 25; i++) await queueMail()
    await t.runOutbox()
    expect(attempts).toHaveLength(20)
    await t.runOutbox()
    expect(attempts).toHaveLength(25)
  })

  it('what is done is forgotten after 30 days, what is dead never', async () => {
    await queueMail()
    await queueMail()
    answer = ({ id }) =>
      id === attempts[0]?.id
        ? Promise.reject(new MailFailure('permanent', '550'))
        : Promise.resolve()
    await t.runOutbox()
    const left = async () => (await rows()).map(({ state }) => state)
    t.pass(29 * 24 * 60 * MINUTE)
    await runSchedule({ ports: t.ports, keyring: t.keyring })
    expect(await left()).toHaveLength(2)
    t.pass(2 * 24 * 60 * MINUTE)
    await runSchedule({ ports: t.ports, keyring: t.keyring })
    expect(await left()).toEqual(['dead'])
  })

  describe('for administrators', () => {
    async function deadMail() {
      await queueMail()
      fail('permanent')
      await t.runOutbox()
      answer = () => Promise.resolve()
      const { items } = await json(await t.admin('GET', '/v1/admin/outbox?state=dead'))
      return items[0].id as string
    }
    const audits = async () =>
      (
        await t.client.execute(
          `SELECT action, subject, actor FROM audit WHERE action LIKE 'outbox.%'`,
        )
      ).rows

    it('lists what waits and what is dead, without a word about whom', async () => {
      const id = await deadMail()
      await queueMail()
      const dead = await json(await t.admin('GET', '/v1/admin/outbox?state=dead'))
      expect(dead.items).toMatchObject([
        { id, kind: 'mail.share', site: 'bao', attempts: 1, error: '450 later', isRunning: false },
      ])
      const waiting = await json(
        await t.admin('GET', '/v1/admin/outbox?state=waiting&kind=mail.share&site=bao'),
      )
      expect(waiting.items).toHaveLength(1)
      expect(JSON.stringify([dead, waiting])).not.toContain('@')
    })

    it('goes on where the page before ended', async () => {
      for (let i = 0; i < 3; i++) await queueMail()
      const path = '/v1/admin/outbox?state=waiting&kind=mail.share&limit=2'
      const first = await json(await t.admin('GET', path))
      const second = await json(await t.admin('GET', `${path}&after=${first.next}`))
      expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null])
      const foreign = `/v1/admin/outbox?state=dead&after=${first.next}`
      expect((await t.admin('GET', foreign)).status).toBe(422)
    })

    it('sends a dead mail again, and the record says who asked for it', async () => {
      const id = await deadMail()
      await t.client.execute('DELETE FROM suppression')
      expect((await t.admin('POST', `/v1/admin/outbox/${id}/retry`)).status).toBe(204)
      await t.runOutbox()
      expect(await recipientStates()).toEqual(['sent'])
      expect(attempts).toHaveLength(2)
      expect(await audits()).toMatchObject([
        { action: 'outbox.retried', subject: id, actor: 'admin-token' },
      ])
      expect((await t.admin('POST', `/v1/admin/outbox/${id}/retry`)).status).toBe(409)
    })

    it('drops a row for good: it is not sent, not queued anew, and its friend counts as failed', async () => {
      const share = await queueMail()
      const { items } = await json(await t.admin('GET', '/v1/admin/outbox?kind=mail.share'))
      const path = `/v1/admin/outbox/${items[0].id}`
      expect((await t.admin('DELETE', path)).status).toBe(204)
      for (const to of ['pending', 'approved'])
        await t.admin('POST', '/v1/admin/decisions', {
          items: [{ kind: 'share', id: share.id }],
          to,
        })
      await t.runOutbox()
      expect(attempts).toHaveLength(0)
      expect(await recipientStates()).toEqual(['failed'])
      expect(await audits()).toMatchObject([{ action: 'outbox.dropped' }])
      expect((await t.admin('DELETE', path)).status).toBe(409)
    })

    it('leaves alone what is being worked on', async () => {
      await queueMail()
      let status = 0
      answer = async () => {
        const { items } = await json(await t.admin('GET', '/v1/admin/outbox?kind=mail.share'))
        expect(items[0].isRunning).toBe(true)
        status = (await t.admin('DELETE', `/v1/admin/outbox/${items[0].id}`)).status
      }
      await t.runOutbox()
      expect(status).toBe(409)
      expect(await recipientStates()).toEqual(['sent'])
      expect(await audits()).toEqual([])
    })

    it('shows other sites nothing and lets them do nothing (Z01)', async () => {
      const id = await deadMail()
      await t.admin('POST', '/v1/admin/sites', {
        key: 'la',
        name: 'Lạ',
        origins: ['https://la.example'],
      })
      const { secret } = await json(
        await t.admin('POST', '/v1/admin/tokens', { name: 'x', role: 'admin', sites: ['la'] }),
      )
      const foreign = { Authorization: `Bearer ${secret}` }
      const list = await json(await t.send('GET', '/v1/admin/outbox', undefined, foreign))
      expect(list.items).toEqual([])
      for (const [method, path] of [
        ['POST', `/v1/admin/outbox/${id}/retry`],
        ['DELETE', `/v1/admin/outbox/${id}`],
        ['GET', '/v1/admin/outbox?site=bao'],
      ] as const)
        expect((await t.send(method, path, undefined, foreign)).status).toBe(404)
    })

    it('the console lists the dead with their age and error, and its buttons act', async () => {
      const id = await deadMail()
      await addModerator(t, 'quan@bao.example', { role: 'admin' })
      const cookie = await signIn(t, 'quan@bao.example')
      const open = async (path: string) =>
        (await t.request(path, { headers: { Cookie: cookie } })).text()
      const page = await open('/admin/outbox?state=dead')
      expect(page).toContain('Thư gửi bạn bè')
      expect(page).toContain('450 later')
      expect(page).not.toContain('@')
      const done = await sendForm(
        t,
        `/admin/outbox/${id}/retry`,
        { back: '/admin/outbox?state=dead' },
        { cookie },
      )
      expect(done.headers.get('Location')).toBe('/admin/outbox?state=dead&told=retried')
      expect(await open('/admin/outbox?state=dead&told=retried')).toContain('lượt gửi kế tiếp')
      await sendForm(t, `/admin/outbox/${id}/drop`, {}, { cookie })
      expect(await open('/admin/outbox?state=dropped')).toContain('Thư gửi bạn bè')
    })
  })

  it('an article’s page that cannot be read holds no mail up', async () => {
    const article = { key: '/bai/hai', url: `${ORIGIN}/bai/hai`, title: 'Hai' }
    await t.send('POST', '/v1/comments', newComment({ article }))
    await queueMail()
    await t.runOutbox()
    expect(await recipientStates()).toEqual(['sent'])
  })
})

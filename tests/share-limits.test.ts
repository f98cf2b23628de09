import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFormToken } from '../src/defence/form-token.ts'
import { runSchedule } from '../src/schedule.ts'
import { addModerator } from './people.ts'
import { createTestApp, json, newShare, ORIGIN, type TestApp } from './support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Limits = Record<string, number>

/** One site that sends without confirmation or moderation, unless told otherwise. */
async function start(limits: Limits = {}, share: Record<string, unknown> = {}) {
  const t = await createTestApp({
    undoSeconds: 0,
    share: { confirm: false, moderate: 'none', ...share, limits },
  })
  // Early in a day, so that counts of a day begin anew only where a test says so.
  t.pass(DAY - (t.ports.now().getTime() % DAY) + MINUTE)
  return t
}

async function publish(t: TestApp, ...keys: string[]) {
  for (const key of keys)
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key,
      url: ORIGIN + key,
      title: `Bài ${key}`,
    })
}

/** A share by a page that has been open for a minute. */
async function send(t: TestApp, changes: Record<string, unknown> = {}) {
  const openedAt = new Date(t.ports.now().getTime() - MINUTE)
  const formToken = await writeFormToken(t.keyring, 'bao', openedAt)
  const body = newShare({ formToken, ...changes })
  const response = await t.send('POST', '/v1/shares', body)
  return { id: body.id, token: body.token, status: response.status, body: await json(response) }
}

const by = (name: string) => ({ sender: { name: 'Trần Văn Bình', email: `${name}@thu.example` } })
const at = (key: string) => ({ article: { key, url: ORIGIN + key, title: 'Một bài báo' } })

describe('limits of sharing', () => {
  let t: TestApp
  const begin = async (limits: Limits = {}, share: Record<string, unknown> = {}) => {
    t = await start(limits, share)
    await publish(t, '/bai/mot', '/bai/hai', '/bai/ba', '/bai/bon')
  }
  beforeEach(() => begin())
  afterEach(() => t.close())

  const mailsTo = (address: string) => t.mails.filter(({ to }) => to.address === address)
  const states = async () =>
    (await t.client.execute('SELECT state FROM recipient ORDER BY seq')).rows.map(
      (row) => row['state'],
    )

  it('a friend gets an article once, whoever sends it, and every sender the same answer (M06, M07)', async () => {
    const answers = [await send(t, by('mot')), await send(t, by('hai'))]
    expect(answers.map(({ status, body }) => [status, { ...body, id: '' }])).toEqual([
      [202, { id: '', state: 'approved' }],
      [202, { id: '', state: 'approved' }],
    ])
    await t.runOutbox()
    expect(mailsTo('lan@ban.example')).toHaveLength(1)
    expect(await states()).toEqual(['sent', 'suppressed'])
  })

  it('a friend gets one mail in 24 hours and three in 30 days, however many send at once (M06)', async () => {
    const articles = ['/bai/mot', '/bai/hai', '/bai/ba', '/bai/bon']
    await Promise.all(articles.map((key) => send(t, { ...by(key.slice(5)), ...at(key) })))
    expect((await states()).filter((state) => state !== 'suppressed')).toHaveLength(1)
    for (const [day, key] of ['/bai/x', '/bai/y', '/bai/z'].entries()) {
      t.pass(DAY + MINUTE)
      await publish(t, key)
      await send(t, { ...by(`ngay${day}`), ...at(key) })
    }
    await t.runOutbox()
    expect(mailsTo('lan@ban.example')).toHaveLength(3)
    t.pass(30 * DAY)
    await publish(t, '/bai/sau')
    await send(t, { ...by('sau'), ...at('/bai/sau') })
    await t.runOutbox()
    expect(mailsTo('lan@ban.example')).toHaveLength(4)
  })

  it('a first try that was never confirmed does not keep its sender from trying again', async () => {
    await t.close()
    await begin({}, { confirm: true })
    await send(t, by('mot'))
    await send(t, by('mot'))
    await send(t, by('hai'))
    expect(await states()).toEqual(['waiting', 'waiting', 'suppressed'])
  })

  it('what a moderator has refused gives the friend free again', async () => {
    await t.close()
    await begin({}, { moderate: 'all' })
    const { id } = await send(t, by('mot'))
    await t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'share', id }], to: 'rejected' })
    await send(t, by('hai'))
    expect(await states()).toEqual(['waiting', 'waiting'])
  })

  it('many senders behind one address share a wider limit of their own', async () => {
    await t.close()
    await begin({ addressPerHour: 3 })
    const burst = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        send(t, { ...by(`m${i}`), recipients: [`b${i}@ban.example`] }),
      ),
    )
    expect(burst.filter(({ status }) => status === 202)).toHaveLength(3)
    t.from('198.51.100.9')
    expect((await send(t, { ...by('khac'), recipients: ['c@ban.example'] })).status).toBe(202)
  })

  it('beyond the limit of an article everything waits with a reason, and the moderators are told once', async () => {
    await t.close()
    await begin({ articlePerDay: 2 })
    await addModerator(t, 'ha@bao.example')
    await addModerator(t, 'xem@bao.example', { role: 'viewer' })
    await addModerator(t, 'khac@bao.example', { sites: ['la'] })
    await addModerator(t, 'nghi@bao.example', { isDisabled: true })
    const shares = []
    for (let i = 0; i < 4; i++)
      shares.push(await send(t, { ...by(`m${i}`), recipients: [`b${i}@ban.example`] }))
    const other = await send(t, { ...by('m9'), ...at('/bai/hai'), recipients: ['b9@ban.example'] })
    expect(shares.map(({ body }) => body.state)).toEqual([
      'approved',
      'approved',
      'pending',
      'pending',
    ])
    expect(other.body.state).toBe('approved')
    const held = await json(await t.admin('GET', '/v1/admin/shares?state=pending'))
    expect(held.items[0].reasons).toMatchObject([
      { check: 'breaker', detail: 'Bài viết đã có hơn 2 lượt gửi cho bạn bè trong ngày' },
    ])
    for (let i = 0; i < 3; i++) await t.runOutbox()
    expect(t.mails.filter(({ subject }) => subject.includes('chờ duyệt'))).toMatchObject([
      { to: { address: 'ha@bao.example' } },
    ])
    expect(mailsTo('ha@bao.example')[0]?.text).toContain('/admin/shares?site=bao')
    expect(mailsTo('b2@ban.example')).toEqual([])
    expect(mailsTo('b9@ban.example')).toHaveLength(1)
    const { rows } = await t.client.execute(
      `SELECT actor, subject, detail FROM audit WHERE action = 'share.held'`,
    )
    expect(rows).toMatchObject([{ actor: 'rules', subject: '/bai/mot', detail: '{"limit":2}' }])
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'share', id: shares[2]?.id }],
      to: 'approved',
    })
    await t.runOutbox()
    expect(mailsTo('b2@ban.example')).toHaveLength(1)
    t.pass(DAY)
    const next = await send(t, { ...by('moi'), recipients: ['moi@ban.example'] })
    expect(next.body.state).toBe('approved')
  })

  it('a tripped breaker also holds what was let through and has not left', async () => {
    await t.close()
    await begin({ sitePerDay: 2 })
    const early = await send(t, { ...at('/bai/la'), recipients: ['som@ban.example'] })
    expect(early.body.state).toBe('approved')
    for (const i of [1, 2]) await send(t, { ...by(`m${i}`), recipients: [`b${i}@ban.example`] })
    await t.client.execute(`UPDATE outbox SET due_at = due_at + 60000 WHERE kind = 'mail.share'`)
    await t.runOutbox()
    const held = await json(await t.admin('GET', '/v1/admin/shares?state=pending'))
    expect(held.items).toHaveLength(3)
    expect(held.items[0].reasons.at(-1).check).toBe('breaker')
    await publish(t, '/bai/la')
    await t.runOutbox()
    expect(t.mails).toEqual([])
  })

  it('a share that is held before its sender was asked asks once a moderator agrees', async () => {
    await t.close()
    await begin({ articlePerDay: 1 }, { confirm: true })
    await send(t, { ...by('mot'), recipients: ['b1@ban.example'] })
    const held = await send(t, { ...by('hai'), recipients: ['b2@ban.example'] })
    expect(held.body.state).toBe('pending')
    await t.runOutbox()
    expect(mailsTo('hai@thu.example')).toEqual([])
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'share', id: held.id }],
      to: 'approved',
    })
    await t.runOutbox()
    expect(mailsTo('b2@ban.example')).toEqual([])
    const path = linkIn(mailsTo('hai@thu.example')[0]?.text ?? '')
    expect(await (await t.request(path)).text()).toContain('b2@ban.example')
    expect((await t.request(path, { method: 'POST' })).status).toBe(200)
    await t.runOutbox()
    expect(mailsTo('b2@ban.example')[0]?.replyTo).toMatchObject({ address: 'hai@thu.example' })
  })

  it('a share confirmed while the breaker is open waits too', async () => {
    await t.close()
    await begin({ articlePerDay: 1 }, { confirm: true })
    const first = await send(t, { ...by('mot'), recipients: ['b1@ban.example'] })
    await t.runOutbox()
    await send(t, { ...by('hai'), recipients: ['b2@ban.example'] })
    const path = linkIn(mailsTo('mot@thu.example')[0]?.text ?? '')
    await t.request(path, { method: 'POST' })
    const { items } = await json(await t.admin('GET', '/v1/admin/shares?state=pending'))
    const found = items.find(({ id }: { id: string }) => id === first.id)
    expect(found.reasons.map(({ check }: { check: string }) => check)).toEqual(['breaker'])
  })

  it('of a share that nobody confirms in 48 hours only a count and a line without addresses stay', async () => {
    await t.close()
    await begin({ senderPerDay: 5 }, { confirm: true })
    const { id } = await send(t, { recipients: ['b1@ban.example', 'b2@ban.example'] })
    t.pass(47 * HOUR)
    await runSchedule({ ports: t.ports, keyring: t.keyring })
    const count = async (table: string) =>
      Number((await t.client.execute(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.['n'])
    expect(await count('share')).toBe(1)
    t.pass(2 * HOUR)
    await runSchedule({ ports: t.ports, keyring: t.keyring })
    await runSchedule({ ports: t.ports, keyring: t.keyring })
    expect([await count('share'), await count('recipient')]).toEqual([0, 0])
    const { rows } = await t.client.execute(`SELECT * FROM audit WHERE action = 'share.expired'`)
    expect(rows).toMatchObject([{ actor: 'rules', subject: id, detail: '{"recipients":2}' }])
    const dump = JSON.stringify((await t.client.execute('SELECT * FROM outbox')).rows.concat(rows))
    expect(dump).not.toMatch(/@(?:ban|thu)\.example|Trần/)
  })

  describe('a confirmed device', () => {
    const FRIENDS = { recipients: ['b1@ban.example'] }
    /** A sender who has confirmed, with the token and the mail that asked. */
    const confirmed = async () => {
      await t.close()
      await begin({}, { confirm: true })
      const { id, token } = await send(t, FRIENDS)
      await t.runOutbox()
      const mail = mailsTo('binh@thu.example')[0]?.text ?? ''
      await t.request(linkIn(mail), { method: 'POST' })
      const own = async () =>
        json(
          await t.request(`/v1/shares/${id}/own`, {
            headers: { Authorization: `Bearer ${token}` },
          }),
        )
      t.pass(MINUTE)
      return { id, own, mail, senderToken: (await own()).senderToken as string }
    }
    const next = async (senderToken: string) =>
      (await send(t, { senderToken, ...at('/bai/hai'), recipients: ['b7@ban.example'] })).body.state

    it('is forgotten by the link in the mail, opened and then pressed', async () => {
      const { own, mail, senderToken } = await confirmed()
      const paths = Array.from(mail.matchAll(/https:\/\/\S+(\/r\/\S+)/g), ([, path]) => path ?? '')
      const forget = paths.at(-1) ?? ''
      expect(await (await t.request(forget)).text()).toContain('Quên các thiết bị')
      expect(await next(senderToken)).toBe('approved')
      expect((await t.request(forget, { method: 'POST' })).status).toBe(200)
      expect(await own()).not.toHaveProperty('senderToken')
      expect(await next(senderToken)).toBe('unconfirmed')
    })

    it('is forgotten when a moderator says so, which stays on record', async () => {
      const { id, senderToken } = await confirmed()
      expect((await t.admin('DELETE', `/v1/admin/shares/${id}/sender-token`)).status).toBe(204)
      expect(await next(senderToken)).toBe('unconfirmed')
      const { rows } = await t.client.execute(
        `SELECT actor, subject FROM audit WHERE action = 'sender.revoked'`,
      )
      expect(rows).toMatchObject([{ actor: 'admin-token', subject: id }])
    })

    it('is forgotten when its owner wants no more mail', async () => {
      const { mail, senderToken } = await confirmed()
      const paths = Array.from(mail.matchAll(/https:\/\/\S+(\/r\/\S+)/g), ([, path]) => path ?? '')
      await t.request(paths.at(-2) ?? '', { method: 'POST' })
      expect(await next(senderToken)).toBe('unconfirmed')
    })

    it('is forgotten after 30 days', async () => {
      const { senderToken } = await confirmed()
      t.pass(30 * DAY)
      expect(await next(senderToken)).toBe('unconfirmed')
    })
  })
})

function linkIn(text: string): string {
  return new URL(/https:\/\/[^\s>]+\/r\/[^\s>]+/.exec(text)?.[0] ?? '').pathname
}

/** Shares that arrive together, all by one sender from one address, of one article, to one friend. */
interface Burst {
  sender: number
  address: number
  article: number
  friend: number
  size: number
}

const LIMITS = {
  senderPerHour: 3,
  senderPerDay: 5,
  addressPerHour: 5,
  addressPerDay: 6,
  recipientPerDay: 1,
  recipientPer30Days: 2,
  articlePerDay: 4,
  sitePerDay: 7,
}

/** What the rules say, in plain counting. */
class Model {
  readonly counts = new Map<string, number>()
  readonly claims: { friend: number; article: number; at: number }[] = []

  /** How many of the burst are taken, sent at once, and to how many the friend is claimed. */
  take({ sender, address, article, friend, size }: Burst, now: number) {
    const window = (name: string, ms: number) => `${name}:${ms}:${Math.floor(now / ms)}`
    const taken = this.claim(size, size, [
      [window(`s${sender}`, HOUR), LIMITS.senderPerHour],
      [window(`s${sender}`, DAY), LIMITS.senderPerDay],
      [window(`a${address}`, HOUR), LIMITS.addressPerHour],
      [window(`a${address}`, DAY), LIMITS.addressPerDay],
    ])
    const approved = this.claim(taken, taken, [
      [window(`p${article}`, DAY), LIMITS.articlePerDay],
      [window('site', DAY), LIMITS.sitePerDay],
    ])
    const of = this.claims.filter((claim) => claim.friend === friend)
    const within = (ms: number) => of.filter((claim) => claim.at > now - ms).length
    const isNew = of.every((claim) => claim.article !== article)
    const isFree =
      within(DAY) < LIMITS.recipientPerDay && within(30 * DAY) < LIMITS.recipientPer30Days
    const claimed = taken > 0 && isNew && isFree ? 1 : 0
    if (claimed === 1) this.claims.push({ friend, article, at: now })
    return { taken, approved, claimed }
  }

  private claim(size: number, attempts: number, keys: [string, number][]): number {
    const free = Math.min(...keys.map(([key, limit]) => limit - (this.counts.get(key) ?? 0)))
    for (const [key] of keys) this.counts.set(key, (this.counts.get(key) ?? 0) + attempts)
    return Math.max(0, Math.min(size, free))
  }
}

describe('limits of sharing, against a model', () => {
  const burst = fc.record({
    sender: fc.nat(2),
    address: fc.constantFrom(0, 0, 0, 1),
    article: fc.nat(2),
    friend: fc.constantFrom(0, 0, 0, 1),
    size: fc.integer({ min: 1, max: 5 }),
  })
  const wait = fc.constantFrom(20 * MINUTE, HOUR, 5 * HOUR, DAY, DAY, 9 * DAY)
  const steps = fc.array(fc.oneof({ weight: 2, arbitrary: burst }, wait), {
    minLength: 6,
    maxLength: 18,
    size: 'max',
  })

  it('whatever arrives at once, no limit is exceeded or missed by one', async () => {
    const t = await start(LIMITS)
    const articles = [0, 1, 2].map((article) => `/mau/${article}`)
    let run = 0
    try {
      await fc.assert(
        fc.asyncProperty(steps, async (given) => {
          run += 1
          // Nothing of an earlier run counts any more; addresses and people are new.
          await t.client.executeMultiple(
            'DELETE FROM recipient; DELETE FROM share; DELETE FROM counter;',
          )
          await publish(t, ...articles)
          const model = new Model()
          for (const step of given) {
            if (typeof step === 'number') {
              t.pass(step)
              continue
            }
            t.from(`10.${run % 250}.0.${step.address}`)
            const before = await waiting(t)
            const answers = await Promise.all(
              Array.from({ length: step.size }, () =>
                send(t, {
                  ...by(`s${step.sender}`),
                  ...at(articles[step.article] ?? ''),
                  recipients: [`f${step.friend}@ban.example`],
                }),
              ),
            )
            const taken = answers.filter(({ status }) => status === 202)
            const approved = taken.filter(({ body }) => body.state === 'approved')
            expect({
              taken: taken.length,
              approved: approved.length,
              claimed: (await waiting(t)) - before,
            }).toEqual(model.take(step, t.ports.now().getTime()))
          }
        }),
        { numRuns: 30 },
      )
    } finally {
      await t.close()
    }
  }, 30_000)
})

async function waiting({ client }: TestApp): Promise<number> {
  const { rows } = await client.execute(
    `SELECT count(*) AS n FROM recipient WHERE state <> 'suppressed'`,
  )
  return Number(rows[0]?.['n'])
}

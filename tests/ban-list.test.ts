import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answers } from '../src/reference/answers.ts'
import { audit } from '../src/schema.ts'
import { addModerator, sendForm, signIn } from './people.ts'
import { createTestApp, json, newComment, newShare, type TestApp } from './support.ts'

const DAY = 86_400_000

describe('the list of bans', () => {
  let t: TestApp
  beforeEach(async () => {
    t = await createTestApp()
  })
  afterEach(() => t.close())

  async function call(method: string, path: string, body?: unknown, status = 200) {
    const response = await t.admin(method, path, body)
    const answer = await json(response)
    expect(response.status, JSON.stringify(answer)).toBe(status)
    return answer
  }
  async function send(changes: Record<string, unknown> = {}) {
    const comment = newComment({
      author: { name: 'Kẻ Phá', email: 'pha@thu.example' },
      ...changes,
    })
    await t.send('POST', '/v1/comments', comment)
    return comment
  }
  const stateOf = async (id: string) =>
    (await call('GET', `/v1/admin/comments/${id}`)).comment.state

  it('a ban by a comment names its author without the whole address', async () => {
    const { id } = await send()
    const made = await call('POST', '/v1/admin/bans', { kind: 'email', comment: id, days: 7 }, 201)
    expect(v.safeParse(answers.BanReceipt, made).issues).toBeUndefined()
    expect(made.ban).toMatchObject({
      site: 'bao',
      label: 'Kẻ Phá · p…@thu.example',
      isActive: true,
    })
    expect(new Date(made.ban.expiresAt).getTime()).toBe(t.ports.now().getTime() + 7 * DAY)
    const rows = await t.ports.db.select().from(audit)
    expect(rows.map(({ action }) => action)).toContain('ban.added')
    expect(JSON.stringify([made, rows])).not.toContain('pha@thu.example')
  })

  it('rejects what waits of the same sender, and one undo brings it back', async () => {
    const mine = []
    for (let i = 0; i < 3; i++) mine.push(await send({ body: `Lời phá thứ ${i} đây nhé.` }))
    t.from('198.51.100.9')
    const other = await send({ author: { name: 'Người Hiền', email: 'hien@thu.example' } })
    const body = { kind: 'email', comment: mine[0]?.id, rejectPending: true }
    const { decision } = await call('POST', '/v1/admin/bans', body, 201)
    expect(decision.results).toHaveLength(3)
    expect(await Promise.all(mine.map(({ id }) => stateOf(id)))).toEqual(Array(3).fill('rejected'))
    expect(await stateOf(other.id)).toBe('pending')
    await call('DELETE', `/v1/admin/decisions/${decision.id}`)
    expect(await Promise.all(mine.map(({ id }) => stateOf(id)))).toEqual(Array(3).fill('pending'))
  })

  it('the sender of a share is banned by it, with every share and comment of theirs that waits', async () => {
    const sender = { name: 'Kẻ Phá', email: 'pha@thu.example' }
    const shares = [newShare({ sender }), newShare({ sender, recipients: ['mai@ban.example'] })]
    const other = newShare({ recipients: ['cuc@ban.example'] })
    for (const one of [...shares, other]) {
      expect((await t.send('POST', '/v1/shares', one)).status).toBe(202)
      t.pass(60_000)
    }
    const comment = await send()
    await t.client.execute("UPDATE share SET state = 'pending'")
    const path = `/v1/admin/shares/${shares[0]?.id}`
    const asked = { kind: 'email', share: shares[0]?.id, rejectPending: true }
    const { ban, decision } = await call('POST', '/v1/admin/bans', asked, 201)
    expect(ban).toMatchObject({ site: 'bao', label: 'Kẻ Phá · p…@thu.example' })
    const { rows } = await t.client.execute('SELECT id, state FROM share ORDER BY seq')
    expect(rows.map((row) => row['state'])).toEqual(['rejected', 'rejected', 'pending'])
    expect(await stateOf(comment.id)).toBe('rejected')
    await call('DELETE', `/v1/admin/decisions/${decision.id}`)
    expect([(await call('GET', path)).share.state, await stateOf(comment.id)]).toEqual([
      'pending',
      'pending',
    ])
  })

  it('a viewer learns that a sender is banned, and not who that is', async () => {
    const first = newShare({ sender: { name: 'Kẻ Phá', email: 'pha@thu.example' } })
    await t.send('POST', '/v1/shares', first)
    for (const kind of ['email', 'address'])
      await call('POST', '/v1/admin/bans', { kind, share: first.id }, 201)
    const second = newShare({ sender: { name: 'Tên Khác', email: 'pha@thu.example' } })
    await t.send('POST', '/v1/shares', second)
    const comment = await send()
    const { secret } = await call('POST', '/v1/admin/tokens', { name: 'Xem', role: 'viewer' }, 201)
    const headers = { Authorization: `Bearer ${secret}` }

    for (const [path, kind] of [
      [`/v1/admin/shares/${second.id}`, 'share'],
      [`/v1/admin/comments/${comment.id}`, 'comment'],
    ] as const) {
      const seen = await json(await t.request(path, { headers }))
      const details = seen[kind].reasons.map(({ detail }: { detail: string }) => detail)
      expect(details).toEqual(expect.arrayContaining(['Email bị chặn', 'Địa chỉ mạng bị chặn']))
      expect(JSON.stringify(seen)).not.toContain('p…@thu.example')
      expect((await call('GET', path))[kind].reasons).toContainEqual(
        expect.objectContaining({ detail: 'Email bị chặn: Kẻ Phá · p…@thu.example' }),
      )
    }
  })

  it('the page of a share bans its sender and offers to take the rejections back', async () => {
    const share = newShare()
    await t.send('POST', '/v1/shares', share)
    await t.client.execute("UPDATE share SET state = 'pending'")
    await addModerator(t, 'kd@bao.example', { sites: ['bao'] })
    const cookie = await signIn(t, 'kd@bao.example')
    const open = async (path: string) =>
      (await t.request(path, { headers: { Cookie: cookie } })).text()
    expect(await open('/admin/shares')).toContain(`/admin/shares/${share.id}?do=ban`)
    const page = `/admin/shares/${share.id}`
    expect(await open(`${page}?do=ban`)).toContain('Từ chối luôn mọi mục đang chờ')
    const fields = { kind: 'email', days: '7', customDays: '', reason: '', rejectPending: 'on' }
    const done = await sendForm(t, `${page}/ban`, fields, { cookie })
    const told = await open(done.headers.get('Location') ?? '')
    expect(told).toContain('Đã cấm và từ chối 1 mục đang chờ.')
    const undo = /action="(\/admin\/decisions\/[\da-f-]+\/undo)"/.exec(told)?.[1] ?? ''
    await sendForm(t, undo, { back: page }, { cookie })
    expect((await call('GET', `/v1${page}`)).share.state).toBe('pending')
    expect(await open('/admin/bans')).toContain('Trần Văn Bình · b…@thu.example')
  })

  it('an address that is typed bans its owner, rejecting what waits where that is ticked', async () => {
    const { id } = await send()
    await addModerator(t, 'kd@bao.example', { sites: ['bao'] })
    const cookie = await signIn(t, 'kd@bao.example')
    const fields = {
      value: ' Pha@Thu.example ',
      site: 'bao',
      days: '',
      customDays: '3',
      reason: '',
    }
    const ban = (more: Record<string, string>) =>
      sendForm(t, '/admin/bans', { ...fields, ...more }, { cookie })
    expect((await ban({})).headers.get('Location')).toBe('/admin/bans?told=done')
    expect(await stateOf(id)).toBe('pending')
    const done = await ban({ rejectPending: 'on' })
    const page = await t.request(done.headers.get('Location') ?? '', {
      headers: { Cookie: cookie },
    })
    const told = await page.text()
    expect([await stateOf(id), told.includes('Đã cấm và từ chối 1 mục đang chờ.')]).toEqual([
      'rejected',
      true,
    ])
    const undo = /action="(\/admin\/decisions\/[\da-f-]+\/undo)"/.exec(told)?.[1] ?? ''
    await sendForm(t, undo, { back: '/admin/bans' }, { cookie })
    expect(await stateOf(id)).toBe('pending')
  })

  it('a network can be banned by a comment that came without any address', async () => {
    const mine = [
      await send({ author: { name: 'A' } }),
      await send({ author: { name: 'B' }, body: 'Câu khác đây.' }),
    ]
    const body = { kind: 'address', comment: mine[0]?.id, rejectPending: true }
    const { decision } = await call('POST', '/v1/admin/bans', body, 201)
    expect(decision.results).toHaveLength(2)
    await call('POST', '/v1/admin/bans', { kind: 'email', comment: mine[0]?.id }, 422)
  })

  it('banning anew renews the ban; lifting ends it and leaves it on record', async () => {
    const word = { site: 'bao', kind: 'word', word: 'Đa cấp' }
    const first = await call('POST', '/v1/admin/bans', { ...word, days: 1 }, 201)
    const again = await call('POST', '/v1/admin/bans', { ...word, word: 'đa  CẤP' }, 201)
    expect(again.ban).toMatchObject({ id: first.ban.id, expiresAt: null })
    await call('DELETE', `/v1/admin/bans/${first.ban.id}`, undefined, 204)
    await call('DELETE', `/v1/admin/bans/${first.ban.id}`, undefined, 409)
    const { items } = await call('GET', '/v1/admin/bans')
    expect(items).toMatchObject([{ isActive: false, liftedBy: 'ADMIN_TOKEN' }])
    const next = await call('POST', '/v1/admin/bans', word, 201)
    expect(next.ban.id).not.toBe(first.ban.id)
  })

  it('a ban that has run out is no longer active', async () => {
    await call('POST', '/v1/admin/bans', { site: 'bao', kind: 'word', word: 'lừa', days: 1 }, 201)
    t.pass(DAY + 1)
    expect((await call('GET', '/v1/admin/bans')).items).toMatchObject([{ isActive: false }])
  })

  it('the list goes on where it ended, and knows its filters', async () => {
    for (const word of ['một', 'hai', 'ba'])
      await call('POST', '/v1/admin/bans', { site: 'bao', kind: 'word', word }, 201)
    const labels: string[] = []
    let after = ''
    for (let i = 0; i < 3; i++) {
      const page = await call('GET', `/v1/admin/bans?limit=1${after && `&after=${after}`}`)
      labels.push(page.items[0].label)
      after = page.next ?? ''
    }
    expect([labels, after]).toEqual([['ba', 'hai', 'một'], ''])
    expect((await call('GET', '/v1/admin/bans?kind=email&site=bao')).items).toEqual([])
    await call('GET', '/v1/admin/bans?after=x', undefined, 422)
  })

  it('people of one site neither see nor make bans elsewhere (Z01)', async () => {
    await call('POST', '/v1/admin/bans', { site: null, kind: 'word', word: 'mọi nơi' }, 201)
    const made = await call(
      'POST',
      '/v1/admin/tokens',
      { name: 'm', role: 'moderator', sites: ['la'] },
      201,
    )
    const headers = { Authorization: `Bearer ${made.secret}` }
    const { id } = await send()
    const list = await json(await t.request('/v1/admin/bans', { headers }))
    expect(list.items).toEqual([])
    const by = (body: object) => t.send('POST', '/v1/admin/bans', body, headers)
    const share = newShare()
    await t.send('POST', '/v1/shares', share)
    expect((await by({ kind: 'email', share: share.id })).status).toBe(404)
    expect((await by({ kind: 'email', comment: id })).status).toBe(404)
    expect((await by({ site: null, kind: 'word', word: 'x y' })).status).toBe(403)
    expect((await by({ site: 'bao', kind: 'word', word: 'x y' })).status).toBe(404)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { banValue } from '../src/defence/bans.ts'
import type { BanKind } from '../src/defence/bans.ts'
import { createTestApp, inWords, json, newComment, type TestApp } from './support.ts'

let t: TestApp
let sent = 0

/** Counts of a quiet small paper; everything else would be published at once. */
const open = {
  moderation: { mode: 'none' },
  defence: { articlePerMinute: 6, sitePerMinute: 20, readerPer10Minutes: 3, holdMinutes: 15 },
}

beforeEach(async () => {
  t = await createTestApp(open)
  // On a whole minute, so that a burst falls into one window.
  t.pass(60_000 - (t.ports.now().getTime() % 60_000))
})
afterEach(() => t.close())

const at = (path: string) => ({
  key: path,
  url: `https://bao.example${path}`,
  title: 'Bài',
})

/** A reader's own words from an address of their own, from a form that was open for a while. */
async function post(changes: Record<string, unknown> = {}, address?: string) {
  sent += 1
  t.from(address ?? `198.51.${Math.floor(sent / 250) % 250}.${(sent % 250) + 1}`)
  const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
  t.pass(4000)
  const comment = newComment({
    body: `Ý kiến của tôi, số ${inWords(sent)}.`,
    formToken: page.form.token,
    ...changes,
  })
  const response = await t.send('POST', '/v1/comments', comment)
  t.pass(-4000)
  const { rows } = await t.client.execute({
    sql: 'SELECT state, reasons FROM comment WHERE id = ?',
    args: [comment.id],
  })
  const body = await json(response)
  const reasons = JSON.parse(String(rows[0]?.['reasons'] ?? '[]')) as { check: string }[]
  return {
    id: comment.id,
    status: response.status,
    code: body.code as string | undefined,
    state: rows[0]?.['state'],
    checks: reasons.map(({ check }) => check),
    reasons,
  }
}

describe('the same again', () => {
  const body = 'Tôi đề nghị các cơ quan chức năng vào cuộc làm rõ việc này.'

  it('the same words by the same reader under another article wait', async () => {
    expect((await post({ body }, '203.0.113.1')).state).toBe('approved')
    const second = await post({ body, article: at('/bai/hai') }, '203.0.113.1')
    expect(second).toMatchObject({ state: 'pending', checks: ['duplicate'] })
  })

  it('a wave of the same words in other marks and case waits from the fourth reader on', async () => {
    const written = [body, body.toUpperCase(), body.normalize('NFD'), body.replace(/ /g, '  ')]
    const states = []
    for (const [i, text] of written.entries())
      states.push((await post({ body: text, article: at(`/bai/${i}`) })).state)
    expect(states).toEqual(['approved', 'approved', 'approved', 'pending'])
  })

  it('short thanks are nobody’s property', async () => {
    const states = []
    for (let i = 0; i < 5; i++) states.push((await post({ body: 'Cảm ơn tòa soạn!' })).state)
    expect(states).toEqual(Array(5).fill('approved'))
  })

  it('twice within a minute under one article is a slip (F12)', async () => {
    await post({ body }, '203.0.113.1')
    expect(await post({ body }, '203.0.113.1')).toMatchObject({ status: 409, code: 'duplicate' })
  })

  it('a link that comes a sixth time in a day is said to be flooding', async () => {
    const found = []
    for (let i = 0; i < 6; i++)
      found.push(
        await post({ body: `Xem thêm số ${i} https://la.example/x`, article: at(`/bai/${i}`) }),
      )
    expect(found[4]?.checks).toEqual(['links'])
    expect(found[5]?.checks).toEqual(['flood', 'links'])
  })
})

describe('bursts', () => {
  it('a reader’s fourth comment in ten minutes waits, wherever it comes from', async () => {
    const author = { name: 'Hoà', email: 'hoa@thu.example' }
    const states = []
    for (let i = 0; i < 4; i++)
      states.push((await post({ author, article: at(`/bai/${i}`) })).state)
    expect(states).toEqual(['approved', 'approved', 'approved', 'pending'])
    t.pass(10 * 60_000)
    expect((await post({ author })).state).toBe('approved')
  })

  it('an address that sends six a minute waits, and other readers do not', async () => {
    const states = []
    for (let i = 0; i < 6; i++)
      states.push((await post({ article: at(`/bai/${i}`) }, '203.0.113.9')).state)
    expect(states).toEqual([...Array<string>(5).fill('approved'), 'pending'])
    expect((await post()).state).toBe('approved')
  })

  it('a flood under one article from many addresses holds that article for a while, on record', async () => {
    // Which would otherwise ask the next one for a proof of work.
    const off = { settings: { comments: { proof: 'off' } } }
    await t.admin('PATCH', '/v1/admin/sites/bao', off, { 'If-Match': '"1"' })
    const states = []
    for (let i = 0; i < 8; i++) states.push((await post()).state)
    expect(states).toEqual([...Array<string>(6).fill('approved'), 'pending', 'pending'])
    expect((await post({ article: at('/bai/hai') })).state).toBe('approved')
    t.pass(5 * 60_000)
    const later = await post()
    expect(later).toMatchObject({ state: 'pending', checks: ['flood'] })
    expect(JSON.stringify(later.reasons)).toContain('Bài viết đang bị gửi dồn dập')
    const { rows } = await t.client.execute(
      `SELECT actor, action, subject FROM audit WHERE actor = 'rules'`,
    )
    expect(rows).toEqual([{ actor: 'rules', action: 'article.held-all', subject: '/bai/mot' }])
    t.pass(16 * 60_000)
    expect((await post()).state).toBe('approved')
  })

  it('a flood over many articles asks for proof of work first and then holds the site', async () => {
    const states = []
    for (let i = 0; i < 11; i++) states.push((await post({ article: at(`/bai/${i}`) })).state)
    expect(states).toEqual(Array(11).fill('approved'))
    expect(await post()).toMatchObject({ status: 428 })
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/khac')
    expect(body.form.proof).toBe('required')
    t.pass(16 * 60_000)
    expect((await post()).state).toBe('approved')
  })

  it('LIMIT_FACTOR multiplies the thresholds', async () => {
    t.ports.config.limitFactor = 2
    const states = []
    for (let i = 0; i < 13; i++) states.push((await post()).state)
    expect(states).toEqual([...Array<string>(12).fill('approved'), 'pending'])
  })

  it('an accepted comment costs two database requests, whatever is counted', async () => {
    await post()
    let batches = 0
    const { client } = t
    const count = client.batch.bind(client)
    client.batch = (...given) => ((batches += 1), count(...given))
    await post({ author: { name: 'Lan', email: 'lan@thu.example' } })
    // One of the three is the page of the form.
    expect(batches).toBeLessThanOrEqual(3)
  })
})

describe('bans', () => {
  const ban = async (kind: BanKind, typed: string, changes: Record<string, number> = {}) => {
    const row: Record<string, string | number | null> = {
      id: crypto.randomUUID(),
      site_seq: 1,
      kind,
      value: await banValue(t.keyring, kind, typed),
      label: kind === 'word' ? typed : 'k***',
      created_by: 'test',
      created_at: t.ports.now().getTime(),
      expires_at: null,
      lifted_at: null,
      ...changes,
    }
    await t.client.execute({
      sql: `INSERT INTO ban (${Object.keys(row).join()}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join()})`,
      args: Object.values(row),
    })
  }

  it('a banned e-mail address is spam in every spelling, and its sender learns nothing', async () => {
    await ban('email', 'k.e.xau@gmail.com')
    const author = { name: 'Kẻ xấu', email: 'KeXau+2@googlemail.com' }
    expect(await post({ author })).toMatchObject({ status: 202, state: 'spam', checks: ['ban'] })
    expect((await post({ author: { name: 'Lan', email: 'lan@thu.example' } })).state).toBe(
      'approved',
    )
  })

  it('a banned network address waits: others share it', async () => {
    await ban('address', '203.0.113.77')
    expect((await post({}, '203.0.113.77')).state).toBe('pending')
    expect((await post({}, '203.0.113.78')).state).toBe('approved')
  })

  it('a banned word is found in disguise and marked where it stands', async () => {
    await ban('word', 'quán ma', { site_seq: 0 })
    const body = 'Ghé q.u.á.n m4 đi mọi người'
    const found = await post({ body })
    expect(found).toMatchObject({ state: 'pending', reasons: [{ check: 'ban' }] })
    const [reason] = found.reasons as unknown as { spans: [number, number][] }[]
    expect(body.slice(...(reason?.spans[0] ?? [0, 0]))).toBe('q.u.á.n m4')
  })

  it('a ban of another site, a lifted one and one that has ended do nothing', async () => {
    await ban('word', 'thuyền', { site_seq: 99 })
    await ban('word', 'thư viện', { lifted_at: 1 })
    await ban('word', 'bến sông', { expires_at: t.ports.now().getTime() - 1 })
    const { state } = await post({ body: 'Thư viện trên thuyền ghé bến sông mỗi sáng.' })
    expect(state).toBe('approved')
  })
})

describe('names', () => {
  it('nobody signs with a moderator’s name in any disguise, and a bare given name is free (Z03, F31)', async () => {
    const now = Date.now()
    for (const name of ['Trần Minh Hải', 'Lan'])
      await t.client.execute({
        sql: `INSERT INTO moderator (id, name, email, role, created_at, updated_at)
          VALUES (?, ?, ?, 'moderator', ?, ?)`,
        args: [name, name, `${name.length}@bao.example`, now, now],
      })
    for (const name of ['Trần Minh Hải', 'TRẦN  MINH HẢI', 'Trần.Minh.Hải', 'Тrần Мinh Нải'])
      expect((await post({ author: { name } })).status, name).toBe(422)
    expect((await post({ author: { name: 'Lan' } })).state).toBe('approved')
    expect((await post({ author: { name: 'Trần Minh Hà' } })).state).toBe('approved')
  })
})

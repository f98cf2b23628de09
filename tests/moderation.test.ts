import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../src/signing.ts'
import { token } from '../src/schema.ts'
import { uuidv7 } from '../src/uuid.ts'
import { indexPending } from '../src/search.ts'
import { createTestApp, json, newComment, ORIGIN, type TestApp } from './support.ts'

describe('moderation', () => {
  let t: TestApp
  let lastAddress = 0

  beforeAll(async () => {
    t = await createTestApp()
  })
  afterAll(() => t.close())

  const post = async (changes: Record<string, unknown> = {}) => {
    t.from(`198.51.100.${++lastAddress}`)
    const comment = newComment({ body: `Ý kiến riêng số ${lastAddress}.`, ...changes })
    const response = await t.send('POST', '/v1/comments', comment)
    expect([201, 202]).toContain(response.status)
    return comment
  }
  const decide = async (items: object[], to: string, more: object = {}) =>
    json(await t.admin('POST', '/v1/admin/decisions', { items, to, ...more }))
  const queue = async (query: string) => json(await t.admin('GET', `/v1/admin/comments?${query}`))

  it('the queue shows the oldest pending first, with reasons, sender and sizes', async () => {
    const first = await post({
      author: { name: 'Một', email: 'mot@thu.example' },
      body: 'Mời xem https://quang-cao.example/khuyen-mai nhé.',
    })
    t.pass(1000)
    const second = await post()
    const page = await queue('site=bao&state=pending')
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id])
    expect(page.counts).toMatchObject({ pending: 2, approved: 0 })
    expect(page.items[0].sender.email).toBe('mot@thu.example')
    const links = page.items[0].reasons.find(({ check }: { check: string }) => check === 'links')
    const [start, end] = links.spans[0]
    expect(first.body.slice(start, end)).toBe('https://quang-cao.example/khuyen-mai')
  })

  it('each item of a decision succeeds or fails alone (F46)', async () => {
    const a = await post()
    const b = await post()
    await decide([{ kind: 'comment', id: b.id }], 'spam')
    const receipt = await decide(
      [
        { kind: 'comment', id: a.id, from: 'pending' },
        { kind: 'comment', id: b.id, from: 'pending' },
        { kind: 'comment', id: uuidv7(new Date()) },
      ],
      'approved',
    )
    expect(receipt.results).toMatchObject([
      { id: a.id, ok: true, state: 'approved' },
      { id: b.id, ok: false, state: 'spam', problem: { code: 'invalid-transition' } },
      { ok: false, state: null, problem: { code: 'not-found' } },
    ])
  })

  it('who came too late stays on record beside who was first', async () => {
    const { id } = await post()
    await decide([{ kind: 'comment', id, from: 'pending' }], 'approved')
    const late = await decide([{ kind: 'comment', id, from: 'pending' }], 'rejected')
    expect(late.results).toMatchObject([{ ok: false, state: 'approved' }])
    const made = await t.client.execute({
      sql: 'SELECT to_state FROM decision d JOIN comment c ON c.seq = d.item_seq WHERE c.id = ?',
      args: [id],
    })
    expect(made.rows.map((row) => row['to_state'])).toEqual(['approved'])
    const refused = await t.client.execute({
      sql: "SELECT actor, detail FROM audit WHERE action = 'decision.refused' AND subject = ?",
      args: [id],
    })
    expect(refused.rows.map((row) => row['actor'])).toEqual(['admin-token'])
    expect(JSON.parse(String(refused.rows[0]?.['detail']))).toEqual({
      decision: late.id,
      from: 'pending',
      to: 'rejected',
      found: 'approved',
    })
  })

  it('decides about everything that matches and had been there, and takes it back', async () => {
    const [a, b] = [
      await post({ body: 'Vào https://mua-ngay.example nhé' }),
      await post({ body: 'Ghé https://mua-ngay.example/x đi' }),
    ]
    const other = await post()
    const before = t.ports.now().toISOString()
    t.pass(1000)
    const later = await post({ body: 'Lại https://mua-ngay.example đây' })
    const filters = { site: 'bao', state: 'pending', link: 'Mua-Ngay.example' }
    const receipt = await json(
      await t.admin('POST', '/v1/admin/decisions/matching', {
        kind: 'comment',
        filters,
        before,
        to: 'spam',
      }),
    )
    expect(
      receipt.results.map(({ id, state }: { id: string; state: string }) => [id, state]),
    ).toEqual([a, b].map(({ id }) => [id, 'spam']))
    expect(receipt.next).toBeNull()
    const pending = (await queue('state=pending&site=bao&limit=100')).items
    const ids = pending.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining([other.id, later.id]))
    await t.admin('DELETE', `/v1/admin/decisions/${receipt.id}`)
    expect((await queue('link=mua-ngay&state=pending')).items).toHaveLength(3)
  })

  it('puts what was reported most first, then the oldest', async () => {
    const [a, b, c] = [await post(), await post(), await post()]
    await t.client.execute({
      sql: 'UPDATE comment SET report_count = 2 WHERE id = ?',
      args: [c.id],
    })
    await t.client.execute({
      sql: 'UPDATE comment SET report_count = 1 WHERE id = ?',
      args: [b.id],
    })
    const seen: string[] = []
    let after = ''
    do {
      const page = await queue(`state=pending&sort=priority&limit=2${after}`)
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`
    } while (after !== '')
    expect(seen.slice(0, 2)).toEqual([c.id, b.id])
    expect(seen).toContain(a.id)
    expect(new Set(seen).size).toBe(seen.length)
    const reported = await queue('reported=true&sort=priority')
    expect(reported.items.map(({ id }: { id: string }) => id)).toEqual([c.id, b.id])
    await t.client.execute('UPDATE comment SET report_count = 0')
  })

  it('filters for an author, a network, a text, a section and an assignee combine', async () => {
    const email = 'cung-nguoi@thu.example'
    const first = await post({ author: { name: 'Cùng', email }, body: 'Nói một lần cho rõ.' })
    const second = await post({
      author: { name: 'Cùng', email },
      body: 'Nói thêm lần nữa cho rõ.',
      article: { key: '/the-thao/tran-dau', url: `${ORIGIN}/the-thao/tran-dau`, title: 'x' },
    })
    const ids = async (query: string) =>
      (await queue(query)).items.map(({ id }: { id: string }) => id)
    expect(await ids(`author=${first.id}`)).toEqual([first.id, second.id])
    expect(await ids(`author=${first.id}&section=/the-thao/`)).toEqual([second.id])
    expect(await ids(`network=${first.id}`)).toEqual([first.id])
    expect(await ids(`sameText=${second.id}&state=pending`)).toEqual([second.id])
    expect(await ids('assignee=desk:Bạn đọc')).toEqual([])
    expect((await t.admin('GET', '/v1/admin/comments?assignee=x')).status).toBe(422)
  })

  it('what no index knows is looked for in 1,000 rows at a time, and the cursor goes on', async () => {
    const { id } = await post({ body: 'Một câu đứng sau cả nghìn câu khác.' })
    await t.client.execute({
      sql: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
        INSERT INTO comment (id, site_seq, article_seq, audience, state, first_state, author_name,
          author_hash, address_hash, body, text_hash, fingerprint, reasons, consent_version,
          created_at, editable_until)
        SELECT 'x' || i, site_seq, article_seq, audience, 'spam', 'spam', 'Ai đó', '', 'h', 'Quảng cáo',
          'h', 'f', '[]', '1', 1000 + i, 0 FROM n, comment WHERE id = ?`,
      args: [id],
    })
    await t.client.execute({ sql: "UPDATE comment SET state = 'spam' WHERE id = ?", args: [id] })
    const first = await queue('state=spam&link=cả nghìn câu')
    expect(first.items).toEqual([])
    const second = await queue(
      `state=spam&link=cả nghìn câu&after=${encodeURIComponent(first.next)}`,
    )
    expect(second.items.map((item: { id: string }) => item.id)).toEqual([id])
    expect(second.next).toBeNull()
  })

  it('undo restores every item to which nothing newer happened', async () => {
    const a = await post()
    const b = await post()
    const { id } = await decide(
      [
        { kind: 'comment', id: a.id },
        { kind: 'comment', id: b.id },
      ],
      'approved',
    )
    await decide([{ kind: 'comment', id: b.id }], 'rejected')
    const undone = await json(await t.admin('DELETE', `/v1/admin/decisions/${id}`))
    expect(undone.results).toMatchObject([
      { id: a.id, ok: true, state: 'pending' },
      { id: b.id, ok: false, state: 'rejected' },
    ])
    expect((await t.admin('DELETE', `/v1/admin/decisions/${id}`)).status).toBe(409)
    expect((await t.admin('DELETE', `/v1/admin/decisions/${uuidv7(new Date())}`)).status).toBe(404)
  })

  it('a letter that is refused leaves the letters, and undo brings it back', async () => {
    const letter = await post({ audience: 'editors', consent: { version: '1', process: true } })
    const open = async () => (await queue('ticket=open&site=bao')).items.length
    expect(await open()).toBe(1)
    const { id } = await decide([{ kind: 'comment', id: letter.id }], 'spam')
    expect(await open()).toBe(0)
    expect((await queue('limit=1')).counts.tickets).toBe(0)
    await t.admin('DELETE', `/v1/admin/decisions/${id}`)
    expect(await open()).toBe(1)
  })

  it('counters follow every move of roots and replies', async () => {
    const article = { key: '/bai/dem', url: `${ORIGIN}/bai/dem`, title: 'x' }
    const root = await post({ article })
    await decide([{ kind: 'comment', id: root.id }], 'approved')
    const reply = await post({ article, parentId: root.id })
    await decide([{ kind: 'comment', id: reply.id }], 'approved')
    const count = async () =>
      (await t.get('/v1/counts?site=bao&article=/bai/dem')).body.counts['/bai/dem']
    expect(await count()).toBe(2)
    await decide([{ kind: 'comment', id: root.id }], 'rejected')
    expect(await count()).toBe(0)
    await decide([{ kind: 'comment', id: reply.id }], 'rejected')
    await decide([{ kind: 'comment', id: root.id }], 'approved')
    expect(await count()).toBe(1)
    await decide([{ kind: 'comment', id: reply.id }], 'approved')
    expect(await count()).toBe(2)
    const sizes = await t.client.execute(`SELECT
      (SELECT json_group_object(queue, size) FROM tally WHERE kind = 'comment' AND queue IN ('pending','approved','rejected','spam')) AS kept,
      (SELECT json_group_object(state, n) FROM (SELECT state, count(*) AS n FROM comment GROUP BY state)) AS counted`)
    const kept = JSON.parse(String(sizes.rows[0]?.['kept']))
    const counted = JSON.parse(String(sizes.rows[0]?.['counted']))
    expect(kept).toMatchObject(counted)
  })

  it('search finds Vietnamese with and without marks', async () => {
    const comment = await post({
      body: 'Điều hoà của thư viện chạy rất êm, khuyến khích mọi người.',
    })
    await indexPending(t.ports.db)
    for (const q of ['dieu hoa', 'Điều', 'hòa', 'KHUYEN', 'đieu']) {
      const page = await queue(`q=${encodeURIComponent(q)}`)
      expect(
        page.items.map(({ id }: { id: string }) => id),
        q,
      ).toContain(comment.id)
    }
    await t.client.execute("UPDATE article SET title = 'Mưa lớn ở Cần Thơ' WHERE key = '/bai/mot'")
    await indexPending(t.ports.db)
    const byTitle = await queue('q=can tho thu vien')
    expect(byTitle.items.map(({ id }: { id: string }) => id)).toEqual([comment.id])
    for (const q of ['" OR *', 'NEAR(', '%', 'khongcotunay'])
      expect((await queue(`q=${encodeURIComponent(q)}`)).items, q).toEqual([])
  })

  it('queue pages follow each other by the signed cursor', async () => {
    const seen: string[] = []
    let after = ''
    do {
      const page = await queue(`state=pending&limit=2${after}`)
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`
    } while (after !== '')
    const { counts } = await queue('limit=1')
    expect(new Set(seen).size).toBe(counts.pending)
  })

  it('a token sees and decides only what its role and its sites allow (Z01, Z04)', async () => {
    await t.admin('POST', '/v1/admin/sites', {
      key: 'khac',
      name: 'Báo Khác',
      origins: ['https://khac.example'],
    })
    const bearer = async (
      role: 'viewer' | 'moderator',
      sites: string[],
      expiresAt: Date | null,
    ) => {
      const secret = `token-${role}-${sites.join()}-${uuidv7(new Date())}`
      const now = new Date()
      await t.ports.db.insert(token).values({
        id: uuidv7(now),
        hash: await sha256(secret),
        name: role,
        role,
        sites,
        createdAt: now,
        expiresAt,
      })
      return { Authorization: `Bearer ${secret}` }
    }
    const comment = await post({ author: { name: 'Kín', email: 'kin@thu.example' } })
    const item = { items: [{ kind: 'comment', id: comment.id }], to: 'approved' }
    const viewer = await bearer('viewer', ['bao'], null)
    const foreign = await bearer('moderator', ['khac'], null)
    const expired = await bearer('moderator', ['bao'], new Date(t.ports.now().getTime() - 1000))
    const ours = await bearer('moderator', ['bao'], null)
    const asViewer = await json(await t.send('GET', '/v1/admin/comments', undefined, viewer))
    expect(asViewer.items.length).toBeGreaterThan(0)
    expect(JSON.stringify(asViewer)).not.toContain('kin@thu.example')
    expect((await t.send('POST', '/v1/admin/decisions', item, viewer)).status).toBe(403)
    const fromElsewhere = await json(await t.send('POST', '/v1/admin/decisions', item, foreign))
    expect(fromElsewhere.results).toMatchObject([{ ok: false, state: null }])
    expect(
      (await json(await t.send('GET', '/v1/admin/comments', undefined, foreign))).items,
    ).toEqual([])
    expect((await t.send('GET', '/v1/admin/comments?site=bao', undefined, foreign)).status).toBe(
      404,
    )
    expect((await t.send('GET', '/v1/admin/sites/bao', undefined, foreign)).status).toBe(404)
    expect((await t.send('POST', '/v1/admin/decisions', item, expired)).status).toBe(401)
    expect((await t.send('POST', '/v1/admin/decisions', item)).status).toBe(401)
    const done = await json(await t.send('POST', '/v1/admin/decisions', item, ours))
    expect(done.results).toMatchObject([{ ok: true, state: 'approved' }])
  })

  it('a token is shown once, stored hashed, and opens nothing once revoked', async () => {
    const made = await json(
      await t.admin('POST', '/v1/admin/tokens', { name: 'CMS', role: 'editor', sites: ['bao'] }),
    )
    const call = () =>
      t.send('GET', '/v1/admin/sites/bao', undefined, { Authorization: `Bearer ${made.secret}` })
    expect((await call()).status).toBe(200)
    const listed = await json(await t.admin('GET', '/v1/admin/tokens?limit=100'))
    expect(JSON.stringify(listed)).not.toContain(made.secret)
    const stored = await t.client.execute('SELECT * FROM token')
    expect(JSON.stringify(stored.rows)).not.toContain(made.secret)
    expect((await t.admin('DELETE', `/v1/admin/tokens/${made.id}`)).status).toBe(204)
    expect((await call()).status).toBe(401)
  })

  it('decisions can neither be changed nor deleted', async () => {
    await expect(t.client.execute('DELETE FROM decision')).rejects.toThrow('never deleted')
    await expect(t.client.execute(`UPDATE decision SET actor = 'x'`)).rejects.toThrow(
      'never changed',
    )
  })
})

describe('sites', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp()
  })
  afterAll(() => t.close())

  const patch = (body: object, version: number) =>
    t.admin('PATCH', '/v1/admin/sites/bao', body, { 'If-Match': `"${version}"` })

  it('a patch merges by group, needs the current version and takes effect at once', async () => {
    const before = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    const changed = await json(
      await patch({ settings: { comments: { maxLength: 200 }, undoSeconds: 0 } }, before.version),
    )
    expect(changed.version).toBe(before.version + 1)
    expect(changed.settings.comments).toMatchObject({ maxLength: 200, minLength: 5 })
    expect(changed.settings.undoSeconds).toBe(0)
    expect((await patch({ name: 'Trễ' }, before.version)).status).toBe(409)
    const page = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(page.body.form.maxLength).toBe(200)
  })

  it('null restores a default; unknown and bad settings are refused with a pointer', async () => {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    const restored = await json(await patch({ settings: { undoSeconds: null } }, version))
    expect(restored.settings.undoSeconds).toBe(10)
    const bad = await patch({ settings: { comments: { maxLength: 'x' } } }, version + 1)
    expect((await json(bad)).errors[0].pointer).toBe('/settings/comments/maxLength')
    const unknown = await patch({ settings: { nhac: true } }, version + 1)
    expect((await json(unknown)).errors[0].pointer).toBe('/settings/nhac')
  })

  it('the same key twice is a conflict', async () => {
    const again = { key: 'bao', name: 'Lần hai', origins: [ORIGIN] }
    expect((await t.admin('POST', '/v1/admin/sites', again)).status).toBe(409)
  })

  it('an aggregator offers no public comments', async () => {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    await patch({ settings: { kind: 'aggregator' } }, version)
    const response = await t.send('POST', '/v1/comments', newComment())
    expect((await json(response)).errors[0].pointer).toBe('/audience')
  })
})

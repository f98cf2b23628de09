import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '../src/audit.ts'
import { readAudit, AUDIT_START } from '../src/audits/read.ts'
import { audit, decision } from '../src/schema.ts'
import { createTestApp, json, newComment, ORIGIN, type TestApp } from './support.ts'

let t: TestApp
let ids: string[]

beforeAll(async () => {
  t = await createTestApp()
  const comments = Array.from({ length: 4 }, (_, i) => newComment({ body: `Ý kiến thứ ${i}.` }))
  ids = comments.map(({ id }) => id)
  for (const [i, comment] of comments.entries()) {
    t.from(`192.0.2.${i}`)
    await t.send('POST', '/v1/comments', comment)
  }
  await t.admin('POST', '/v1/admin/sites', {
    key: 'kia',
    name: 'Báo Kia',
    origins: ['https://kia.example'],
  })
})
afterAll(() => t.close())

const decide = async (id: string | undefined, to: string) => {
  t.pass(1000)
  return json(
    await t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to }),
  )
}
const read = async (query = '', headers: Record<string, string> = {}) => {
  const response = await t.admin('GET', `/v1/admin/audit${query}`, undefined, headers)
  expect(response.status).toBe(200)
  return json(response)
}
const makeToken = async (role: string, sites: string[]) => {
  const made = await json(await t.admin('POST', '/v1/admin/tokens', { name: 'Máy', role, sites }))
  return { Authorization: `Bearer ${made.secret ?? made.token}` }
}

describe('the audit', () => {
  it('tells decisions and everything else in the order of time', async () => {
    const { id } = await decide(ids[0], 'approved')
    t.pass(1000)
    const found = await t.admin('GET', '/v1/admin/sites/bao')
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings: { words: [{ entry: 'mật khẩu kín', level: 'hold' }], undoSeconds: 30 } },
      { 'If-Match': found.headers.get('ETag') ?? '' },
    )
    t.pass(1000)
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Một bài',
      isOpen: false,
    })
    t.pass(1000)
    await t.admin('DELETE', `/v1/admin/decisions/${id}`)
    const { items, next } = await read()
    expect(items.slice(0, 4)).toMatchObject([
      { action: 'comment.undone', subject: ids[0], site: 'bao', detail: { undoes: id } },
      { action: 'article.saved', subject: '/bai/mot', detail: { isOpen: false } },
      { action: 'site.changed', subject: 'bao', actor: { name: 'ADMIN_TOKEN' } },
      { action: 'comment.approved', subject: ids[0], detail: { from: 'pending', to: 'approved' } },
    ])
    expect(items[2].detail).toEqual({ changed: 'undoSeconds, words', version: 2 })
    expect(JSON.stringify(items)).not.toContain('mật khẩu kín')
    expect(next).toBeNull()
  })

  it('a change that came too late is not told as one', async () => {
    const before = (await read('?action=site.changed')).items.length
    const late = await t.admin('PATCH', '/v1/admin/sites/bao', {}, { 'If-Match': '"1"' })
    expect(late.status).toBe(409)
    expect((await read('?action=site.changed')).items).toHaveLength(before)
  })

  it('narrows by site, actor, action, kind of action, subject and time', async () => {
    await decide(ids[1], 'rejected')
    const actions = async (query: string) =>
      (await read(query)).items.map(({ action }: { action: string }) => action)
    expect(await actions('?site=kia')).toEqual(['site.added'])
    expect(await actions(`?subject=${ids[1]}`)).toEqual(['comment.rejected'])
    expect(await actions('?action=article.')).toEqual(['article.saved'])
    expect(await actions('?actor=reader')).toEqual([])
    expect(await actions('?action=comment.rejected&actor=admin-token')).toEqual([
      'comment.rejected',
    ])
    const at = (await read()).items[0].at
    expect(await actions(`?from=${at}`)).toEqual(['comment.rejected'])
    expect(await actions(`?to=${at}`)).not.toContain('comment.rejected')
    expect((await t.admin('GET', '/v1/admin/audit?from=hom-qua')).status).toBe(422)
  })

  it('page by page nothing is lost and nothing comes twice', async () => {
    for (const to of ['spam', 'approved', 'rejected']) await decide(ids[2], to)
    const whole = (await read('?limit=100')).items
    const paged: unknown[] = []
    let after = ''
    for (let i = 0; i < 100; i++) {
      const { items, next } = await read(`?limit=2${after}`)
      paged.push(...items)
      if (next === null) break
      after = `&after=${encodeURIComponent(next)}`
    }
    expect(paged).toEqual(whole)
    expect(whole.length).toBeGreaterThan(7)
  })

  it('finds what is rare behind more rows than one page looks at', async () => {
    const now = t.ports.now()
    const times = Array.from({ length: 2300 }, (_, i) => new Date(now.getTime() + i))
    const entry = { actor: 'may', siteSeq: 1, subject: 'x' }
    const rows = times.map((at, i) =>
      recordAudit(t.ports.db, { ...entry, action: i === 0 ? 'desk.added' : 'desk.seen' }, at),
    )
    for (let i = 0; i < rows.length; i += 100)
      await t.ports.db.batch([
        recordAudit(t.ports.db, { ...entry, action: 'desk.seen' }, now),
        ...rows.slice(i, i + 100),
      ])
    t.pass(5000)
    const caller = { id: 'x', name: 'x', role: 'admin' as const, sites: null }
    const found: string[] = []
    let pages = 0
    for (let place: typeof AUDIT_START | null = AUDIT_START; place !== null; pages++) {
      const page = await readAudit(
        t.ports.db,
        caller,
        { action: 'desk.', actor: 'may' },
        place,
        1000,
      )
      found.push(...page.items.map(({ action }) => action))
      place = page.next
    }
    expect(pages).toBeGreaterThan(2)
    expect(found.filter((action) => action === 'desk.added')).toHaveLength(1)
  })

  it('callers see only their sites, and nothing of the deployment (Z01)', async () => {
    await t.ports.db.insert(audit).values({
      id: '0197a2e1-0a44-7d13-b0c9-91e2f7a65d30',
      actor: 'setup',
      action: 'deployment.made',
      siteSeq: 0,
      subject: '*',
      detail: {},
      at: t.ports.now(),
    })
    const kia = await makeToken('moderator', ['kia'])
    const sites = (await read('', kia)).items.map(({ site }: { site: string }) => site)
    expect(new Set(sites)).toEqual(new Set(['kia']))
    expect((await t.admin('GET', '/v1/admin/audit?site=bao', undefined, kia)).status).toBe(404)
    expect((await read('?action=deployment.made')).items).toHaveLength(1)
    expect((await read('?action=deployment.made', kia)).items).toHaveLength(0)
    expect((await read('?site=bao&action=deployment.made')).items).toHaveLength(0)
    const viewer = await makeToken('viewer', ['bao'])
    expect((await t.admin('GET', '/v1/admin/audit', undefined, viewer)).status).toBe(403)
  })

  it('nobody can change or delete it, by SQL or by any call', async () => {
    const { db } = t.ports
    await expect(db.update(audit).set({ actor: 'x' })).rejects.toThrow()
    await expect(db.delete(audit)).rejects.toThrow()
    await expect(db.update(decision).set({ actor: 'x' })).rejects.toThrow()
    await expect(db.delete(decision)).rejects.toThrow()
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
      expect((await t.admin(method, '/v1/admin/audit', {})).status).toBe(404)
  })
})

describe('the audit as a file', () => {
  const take = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    t.admin('POST', '/v1/admin/audit/exports', body, headers)

  it('holds every row, and taking it is recorded', async () => {
    const response = await take({ format: 'ndjson', site: 'bao' })
    expect(response.headers.get('Content-Type')).toBe('application/x-ndjson; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toMatch(/attachment; filename="[\w.-]+"/)
    const rows = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows[0]).toMatchObject({ action: 'audit.exported', detail: { format: 'ndjson' } })
    expect(rows.length).toBeGreaterThan(2300)
    expect(new Set(rows.map(({ site }) => site))).toEqual(new Set(['bao']))
  })

  it('a cell that a spreadsheet would run becomes text (X10)', async () => {
    for (const name of ['=HYPERLINK("https://la.example")', '+1', '-1', '@SUM(A1)', '\t=1'])
      await t.ports.db.insert(audit).values({
        id: crypto.randomUUID(),
        actor: name,
        action: 'test.seen',
        siteSeq: 1,
        subject: name,
        detail: {},
        at: t.ports.now(),
      })
    const file = await (await take({ format: 'csv', action: 'test.seen' })).arrayBuffer()
    expect([...new Uint8Array(file.slice(0, 3))]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(file)
    expect(text).toContain(`"'=HYPERLINK(""https://la.example"")"`)
    const cells = [...text.matchAll(/(?:^|[,\n])"((?:[^"]|"")*)"/g)].map(([, cell]) => cell)
    expect(cells.length).toBeGreaterThan(30)
    for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/)
  })

  it('is for editors, of their own sites', async () => {
    const editor = await makeToken('editor', ['kia'])
    expect((await take({ format: 'csv', site: 'bao' }, editor)).status).toBe(404)
    expect(await (await take({ format: 'csv' }, editor)).text()).not.toContain('"bao"')
    expect((await take({ format: 'csv' }, await makeToken('moderator', ['kia']))).status).toBe(403)
  })
})

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addModerator, signIn } from './people.ts'
import { createTestApp, json, newComment, type TestApp } from './support.ts'

const rude = (message: string) => ({ key: 'tho-tuc', label: 'Lời lẽ thô tục', message })
const OFF_TOPIC = { key: 'lac-de', label: 'Không liên quan đến bài' }

let t: TestApp
let cookie: string
const here = newComment()
const there = newComment({
  site: 'la',
  article: { key: '/la', url: 'https://la.example/la', title: 'Bài lạ' },
})

beforeAll(async () => {
  t = await createTestApp({
    comments: { proof: 'off' },
    reasons: [rude('Báo Thử không đăng lời này.'), OFF_TOPIC],
  })
  await t.admin('POST', '/v1/admin/sites', {
    key: 'la',
    name: 'Báo Lạ',
    origins: ['https://la.example'],
    settings: { comments: { proof: 'off' }, reasons: [rude('Báo Lạ không đăng lời này.')] },
  })
  await t.send('POST', '/v1/comments', here)
  await t.send('POST', '/v1/comments', there, { Origin: 'https://la.example' })
  await addModerator(t, 'ha@bao.example')
  cookie = await signIn(t, 'ha@bao.example')
})
afterAll(() => t.close())
beforeEach(() => t.pass(1000))

const page = async (path: string, as = cookie) =>
  (await t.request(path, { headers: { Cookie: as } })).text()

/** The reasons offered for what is ticked. */
async function offered(path: string): Promise<string[]> {
  const [, form = ''] = /<form[^>]*id="bulk"[^>]*>(.*?)<\/form>/s.exec(await page(path)) ?? []
  return [...form.matchAll(/<option value="([a-z-]+)" data-message="([^"]*)"/g)]
    .filter(([, key]) => key !== undefined)
    .map(([, key = '', message = '']) => `${key}: ${message}`)
}

it('for items of one site its own reasons are offered, for those of several what all of them know', async () => {
  expect(await offered('/admin/pending?site=bao')).toEqual([
    'tho-tuc: Báo Thử không đăng lời này.',
    'lac-de: ',
  ])
  expect(await offered('/admin/pending?site=la')).toEqual(['tho-tuc: Báo Lạ không đăng lời này.'])
  expect(await offered('/admin/pending')).toEqual(['tho-tuc: '])
})

it('one reason given to readers of two sites tells each the sentence of its own', async () => {
  const body = new URLSearchParams([
    ['item', `comment:${here.id}:pending`],
    ['item', `comment:${there.id}:pending`],
    ['to', 'rejected'],
    ['reason', 'tho-tuc'],
  ])
  await t.request('/admin/decisions', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: t.ports.config.publicUrl,
      Cookie: cookie,
    },
    body: body.toString(),
  })
  const { rows } = await t.client.execute('SELECT told_reason FROM comment ORDER BY site_seq, seq')
  expect(rows.map((row) => row['told_reason'])).toEqual([
    'Báo Thử không đăng lời này.',
    'Báo Lạ không đăng lời này.',
  ])
})

it('a decision’s note is hidden from those who only look, on the page and by API (Z01)', async () => {
  const note = 'Gọi chị Lan theo số 0912 345 678.'
  const items = [{ kind: 'comment', id: here.id }]
  await t.admin('POST', '/v1/admin/decisions', { items, to: 'spam', note })
  await addModerator(t, 'xem@bao.example', { role: 'viewer' })
  const looking = await signIn(t, 'xem@bao.example')
  const path = `/admin/comments/${here.id}`
  expect(await page(path)).toContain(note)
  expect(await page(path, looking)).not.toContain('0912')
  const answer = await t.request(`/v1${path}`, { headers: { Cookie: looking } })
  const { history } = await json(answer)
  expect(history[0]).toMatchObject({ to: 'spam', note: null })
})

it('what asks for a correction is marked in its queue, and found there by a filter of its own', async () => {
  const flagged = newComment({ body: 'Số liệu trong bài chưa đúng.' })
  await t.send('POST', '/v1/comments', flagged)
  expect(await page('/admin/pending')).not.toContain('<span class="tag">Yêu cầu cải chính</span>')
  await t.admin('PATCH', `/v1/admin/comments/${flagged.id}`, { asksCorrection: true })
  expect(await page('/admin/pending')).toContain('<span class="tag">Yêu cầu cải chính</span>')
  const found = await page('/admin/all?correction=true')
  expect([...found.matchAll(/data-id="([\da-f-]+)"/g)].map(([, id]) => id)).toEqual([flagged.id])
  expect(found).toContain('yêu cầu cải chính')
  expect(await page('/admin/spam?correction=true')).not.toContain('data-id=')
})

it('an item’s page shows what is invisible in its subject, and in what it answers', async () => {
  const hidden = '\u202Etxt'
  const item = newComment({ body: 'Cầu cần được sửa.' })
  const reply = newComment({ body: 'Đúng vậy.', author: { name: 'Trần Bình' } })
  for (const one of [item, reply]) await t.send('POST', '/v1/comments', one)
  await t.client.execute({
    sql: `UPDATE comment SET subject = ?, body = ? WHERE id = ?`,
    args: [`Về ${hidden}`, `Cầu ${hidden}`, item.id],
  })
  await t.client.execute({
    sql: 'UPDATE comment SET parent_seq = (SELECT seq FROM comment WHERE id = ?) WHERE id = ?',
    args: [item.id, reply.id],
  })
  for (const { id } of [item, reply]) {
    const text = await page(`/admin/comments/${id}`)
    expect(text).toContain('U+202E')
    expect(text).not.toContain('\u202E')
  }
})

it('who comes too late learns who was faster', async () => {
  const item = newComment({ body: 'Hai người cùng duyệt ý kiến này.' })
  await t.send('POST', '/v1/comments', item)
  const items = [{ kind: 'comment', id: item.id, from: 'pending' }]
  const by = async (headers: Record<string, string>) => {
    const body = { items, to: 'approved' }
    const own = { ...headers, Origin: t.ports.config.publicUrl }
    return json(await t.send('POST', '/v1/admin/decisions', body, own))
  }
  expect((await by({ Cookie: cookie })).results[0]).not.toHaveProperty('by')
  await addModerator(t, 'lan@bao.example', { name: 'Trần Lan' })
  const late = await by({ Cookie: await signIn(t, 'lan@bao.example') })
  expect(late.results[0]).toMatchObject({ ok: false, state: 'approved', by: 'Lê Thu Hà' })
})

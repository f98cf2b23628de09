import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../src/uuid.ts'
import { access } from './access-table.ts'
import { addModerator, signIn } from './people.ts'
import { createTestApp, newComment, newShare, type TestApp } from './support.ts'

const queues = ['pending', 'letters', 'shares', 'approved', 'rejected', 'spam', 'all', 'reported']
const comment = newComment({
  author: {
    name: 'Nguyễn Thị Hoà',
    email: 'hoa-rieng@thu.example',
    phone: '0912345678',
    address: '12 phố Kín Đáo',
  },
})
const letter = newComment({
  ...{ audience: 'editors', consent: { version: '1', process: true } },
  author: { name: 'Lê An', email: 'an-rieng@thu.example' },
})
const share = newShare({
  sender: { name: 'Phạm Giấu Tên', email: 'giau-rieng@thu.example' },
  recipients: ['ban-rieng@thu.example'],
})
/** What nobody without the role of a moderator may learn. */
const secrets = [
  ...['rieng@thu.example', '912345678', 'Kín Đáo', 'Giấu Tên', 'Ghi chú kín'],
  ...['Thư trả lời kín', 'Sở Kín'],
]

let t: TestApp
const cookies: Record<string, string> = {}

beforeAll(async () => {
  t = await createTestApp({
    comments: { proof: 'off', fields: { phone: 'optional', address: 'optional' } },
  })
  for (const one of [comment, letter]) {
    expect((await t.send('POST', '/v1/comments', one)).status).toBe(202)
    t.pass(60_000)
  }
  expect((await t.send('POST', '/v1/shares', share)).status).toBe(202)
  await t.client.execute("UPDATE share SET state = 'pending'")
  const call = async (path: string, body: unknown) => {
    const { status } = await t.admin('POST', path, body)
    expect(status, path).toBeLessThan(300)
  }
  const path = `/v1/admin/comments/${comment.id}`
  await call(`${path}/notes`, { text: 'Ghi chú kín về chị Hoà.' })
  await call(`/v1/admin/shares/${share.id}/notes`, { text: 'Ghi chú kín về lượt gửi.' })
  const items = [{ kind: 'comment', id: comment.id }]
  await call('/v1/admin/decisions', { items, to: 'approved', note: 'Ghi chú kín khi duyệt.' })
  await call('/v1/admin/bans', { comment: comment.id, kind: 'email' })
  await call('/v1/admin/takedowns', { comment: comment.id, kind: 'urgent', askedBy: 'Sở Kín' })
  const answer = { id: uuidv7(new Date()), body: 'Thư trả lời kín.' }
  await call(`/v1/admin/comments/${letter.id}/answers`, answer)
  await t.runOutbox()
  for (const role of ['viewer', 'admin'] as const) {
    await addModerator(t, `${role}@bao.example`, { role })
    cookies[role] = await signIn(t, `${role}@bao.example`)
  }
})
afterAll(() => t.close())

/** Every page and every call that only reads and that viewers may open, for every item there is. */
function readable(): string[] {
  const paths = Object.entries(access)
    .filter(([route, { role }]) => route.startsWith('GET ') && role === 'viewer')
    .map(([route, { query = '' }]) => route.slice('GET '.length) + query)
  return paths.flatMap((path) => {
    if (path.includes(':queue')) return queues.map((queue) => path.replace(':queue', queue))
    if (path.includes('/comments/:id'))
      return [comment.id, letter.id].map((id) => path.replace(':id', id))
    return [path.replace('/shares/:id', `/shares/${share.id}`).replace(':key', 'bao')]
  })
}

async function told(role: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const path of readable()) {
    const headers = { Cookie: cookies[role] ?? '' }
    const text = await (await t.request(path, { headers })).text()
    const known = secrets.filter((secret) => text.includes(secret))
    if (known.length > 0) found[path] = known
  }
  return found
}

it('who only looks reads no personal data on any page and by no call (Z01)', async () => {
  expect(await told('viewer')).toEqual({})
  // The same pages show it to those who work with it, so the search is not for nothing.
  const known = new Set(Object.values(await told('admin')).flat())
  expect([...known].toSorted()).toEqual(secrets.toSorted())
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readdir, readFile } from 'node:fs/promises'
import { actionNames } from '../src/console/audit/texts.ts'
import { groups } from '../src/sites/settings.ts'
import { labelOf } from '../src/console/settings/labels.ts'
import { type Shape, shapeOf } from '../src/console/settings/shape.ts'
import { addModerator, signIn } from './people.ts'
import { createTestApp, newComment, newShare, type TestApp } from './support.ts'

const address = 'hoa@thu.example'

describe('what the console calls things', () => {
  let t: TestApp
  let cookie: string
  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0, comments: { tellEdits: true } })
    await addModerator(t, 'qt@bao.example', { role: 'admin' })
    cookie = await signIn(t, 'qt@bao.example')
  })
  afterEach(() => t.close())

  const open = async (path: string) =>
    (await t.request(path, { headers: { Cookie: cookie } })).text()
  const decide = (kind: string, id: string, to: string, reason?: string) =>
    t.admin('POST', '/v1/admin/decisions', {
      ...{ items: [{ kind, id }], to },
      ...(reason !== undefined && { reason }),
    })

  it('mails, reasons and states of an item stand in words', async () => {
    const letter = newComment({
      ...{ audience: 'editors', consent: { version: '1', process: true } },
      author: { name: 'Nguyễn Thị Hoà', email: address },
    })
    await t.send('POST', '/v1/comments', letter)
    await decide('comment', letter.id, 'rejected', 'off-topic')
    await decide('comment', letter.id, 'approved')
    await t.admin('PATCH', `/v1/admin/comments/${letter.id}`, { body: 'Lời đã biên tập.' })
    await t.runOutbox()
    const page = await open(`/admin/comments/${letter.id}`)
    expect(page).toContain('Không liên quan bài viết')
    expect(page).toContain('Đã tiếp nhận')
    expect(page).toMatch(/Thư báo ý kiến được biên tập · đã gửi/)
    expect(page).toContain('<bdi>ADMIN_TOKEN</bdi>')
    expect(page).not.toContain('off-topic</p>')
    expect(page).not.toContain('Đã đăng</span>')
  })

  it('facts of the audit stand in words', async () => {
    const comment = newComment()
    await t.send('POST', '/v1/comments', comment)
    await decide('comment', comment.id, 'rejected', 'off-topic')
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings: { undoSeconds: 5 } },
      { 'If-Match': '"1"' },
    )
    await t.admin('POST', '/v1/admin/tokens', { name: 'Máy', role: 'editor', sites: ['bao'] })
    const page = (await open('/admin/audit')).replaceAll(/<[^<>]*>/g, '')
    for (const words of [
      ...['từ: Chờ duyệt', 'thành: Từ chối', 'lý do: Không liên quan bài viết'],
      ...['đã đổi: Thời gian hoàn tác (giây)', 'vai trò: Biên tập viên', 'trang: Báo Thử'],
      'bằng: mật khẩu',
    ])
      expect(page).toContain(words)
    expect(page).not.toMatch(/: (?:pending|rejected|editor|undoSeconds|off-topic|password)\b/)
  })

  it('whoever may not open a page is told that the role is why', async () => {
    await addModerator(t, 'xem@bao.example', { role: 'viewer' })
    const headers = { Cookie: await signIn(t, 'xem@bao.example') }
    const page = await t.request('/admin/audit', { headers })
    expect([page.status, (await page.text()).includes('Vai trò của bạn không mở được')]).toEqual([
      403,
      true,
    ])
  })

  it('every act that the service records can be asked for by its name', async () => {
    const files = await readdir('src', { recursive: true })
    const sources = await Promise.all(
      files
        .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('reference'))
        .map((file) => readFile(`src/${file}`, 'utf8')),
    )
    const acts = sources.flatMap((text) =>
      [...text.matchAll(/recordAudit|insertWhere\([^)]*audit|INTO audit/g)].length === 0
        ? []
        : [...text.matchAll(/'([a-z]+\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, name]) => name),
    )
    const isWork = /^(?:phanhoi|mail|article\.verify|share\.breaker|comment\.(?:created|updated))/
    expect(acts.length).toBeGreaterThan(30)
    expect(acts.filter((name = '') => !isWork.test(name) && !actionNames.includes(name))).toEqual(
      [],
    )
  })

  it('every setting has a name of its own in both languages', () => {
    const paths = Object.entries(groups).flatMap(([name, schema]) => pathsOf(name, shapeOf(schema)))
    expect(paths.length).toBeGreaterThan(60)
    expect(paths.filter((path) => labelOf(path, 'vi').label === path.split('.').at(-1))).toEqual([])
  })

  it('a share that the site has switched off is refused in words of its own', async () => {
    await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings: { share: { isEnabled: false } } },
      { 'If-Match': '"1"' },
    )
    const response = await t.send('POST', '/v1/shares', newShare(), { 'Accept-Language': 'vi' })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({
      code: 'closed',
      detail: 'Trang này không nhận gửi bài cho bạn bè',
    })
  })
})

function pathsOf(path: string, shape: Shape | null): string[] {
  if (shape === null || path === 'words') return []
  if (shape.kind === 'group')
    return [path, ...shape.members.flatMap(([name, member]) => pathsOf(`${path}.${name}`, member))]
  if (shape.kind === 'rows') return [path, ...shape.columns.map(([name]) => `${path}[].${name}`)]
  return [path]
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendForm } from './people.ts'
import type { Reason } from '../src/schema.ts'
import { createTestApp, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

const READER = 'hoa@thu.example'
const FRIEND = 'lan@ban.example'

describe('my data', () => {
  let t: TestApp

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0, share: { confirm: false, moderate: 'none' } })
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Thư viện cập bến',
    })
  })
  afterEach(() => t.close())

  const ask = (email: string) => sendForm(t, '/p/bao/my-data', { email })
  const linkFor = async (email: string) => {
    await ask(email)
    await t.runOutbox()
    const mail = t.mails.findLast(({ subject }) => subject.includes('Dữ liệu của'))
    return new URL(/https:\/\/[^\s>]+\/r\/[^\s>]+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
  }
  const open = async (path: string) => (await t.request(path)).text()
  const author = { name: 'Nguyễn Thị Hoà', email: READER }
  const write = async () => {
    const comment = newComment({ author, notify: true })
    await t.send('POST', '/v1/comments', comment)
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: comment.id }],
      to: 'approved',
    })
    return comment
  }
  const give = () => t.send('POST', '/v1/shares', newShare({ sender: author, message: 'Đọc nhé!' }))
  const dump = async () => {
    const tables = ['comment', 'share', 'recipient', 'notice', 'revision', 'outbox', 'audit']
    const rows = await Promise.all(
      tables.map((table) => t.client.execute(`SELECT * FROM ${table}`)),
    )
    return JSON.stringify(rows.map((result) => result.rows))
  }

  it('the page answers the same for every address, and only an address with data gets a mail (M07)', async () => {
    expect(await open('/p/bao/my-data')).toContain('Dữ liệu của tôi')
    await write()
    t.mails.length = 0
    const answers = [await ask(READER), await ask('khong-ai@thu.example')]
    expect(answers.map(({ status, headers }) => [status, headers.get('Location')])).toEqual([
      [303, '/p/bao/my-data?asked=yes'],
      [303, '/p/bao/my-data?asked=yes'],
    ])
    await t.runOutbox()
    const data = t.mails.filter(({ subject }) => subject.startsWith('Dữ liệu'))
    expect(data.map(({ to }) => to.address)).toEqual([READER])
    expect(await open('/p/bao/my-data?asked=yes')).toContain('Đã nhận yêu cầu')
    expect((await ask('khong phai')).status).toBe(422)
    expect(
      (await sendForm(t, '/p/bao/my-data', { email: READER }, { origin: ORIGIN })).status,
    ).toBe(403)
  })

  it('an address is mailed once an hour and three times a day at most', async () => {
    await write()
    await t.runOutbox()
    t.mails.length = 0
    const day = 24 * 3_600_000
    t.pass(day - (t.ports.now().getTime() % day) + 60_000)
    await ask(READER)
    await ask(READER)
    await t.runOutbox()
    expect(t.mails).toHaveLength(1)
    for (let hour = 0; hour < 5; hour++) {
      t.pass(3_600_000)
      await ask(READER)
    }
    await t.runOutbox()
    expect(t.mails).toHaveLength(3)
  })

  it('the link shows what is stored about sender and friend alike, and nothing of others', async () => {
    await write()
    await give()
    await t.send('POST', '/v1/comments', newComment({ body: 'Của người khác hẳn.' }))
    const mine = await open(await linkFor(READER))
    for (const part of [READER, 'Nguyễn Thị Hoà', 'Thư viện cập bến', 'Đọc nhé!', FRIEND])
      expect(mine).toContain(part)
    expect(mine).not.toContain('Của người khác hẳn')
    const theirs = await open(await linkFor(FRIEND))
    expect(theirs).toContain('Thư chia sẻ đã nhận')
    expect(theirs).not.toContain(READER)
  })

  it('erasing leaves nothing readable, nothing unsent leaves, and it is on record without addresses', async () => {
    const comment = await write()
    await give()
    const path = await linkFor(READER)
    expect((await sendForm(t, path, { act: 'other' })).status).toBe(200)
    expect(await dump()).toContain(READER)
    const done = await sendForm(t, path, { act: 'erase' })
    expect(await done.text()).toContain('Không còn dữ liệu nào')
    expect((await sendForm(t, path, { act: 'erase' })).status).toBe(200)
    const left = await dump()
    expect(left).not.toMatch(/hoa@thu\.example|Nguyễn Thị Hoà|Đọc nhé|rất hữu ích/)
    const { rows } = await t.client.execute(
      `SELECT actor, detail FROM audit WHERE action = 'data.erased' ORDER BY seq`,
    )
    expect(rows[0]).toMatchObject({ actor: 'reader', detail: '{"comments":1,"shares":1}' })
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(JSON.stringify(body)).not.toContain(comment.id)
  })

  it('anonymising keeps the published words under no name', async () => {
    await write()
    await sendForm(t, await linkFor(READER), { act: 'anonymise' })
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(body.comments).toMatchObject([
      { author: { name: 'Bạn đọc' }, body: 'Bài viết rất hữu ích, cảm ơn tòa soạn.' },
    ])
    expect(await dump()).not.toMatch(/hoa@thu\.example|Nguyễn Thị Hoà/)
  })

  it.each(['erase', 'anonymise'])(
    '%s: a reason that names a banned reader goes too',
    async (act) => {
      const { id } = await write()
      await give()
      await t.admin('POST', '/v1/admin/bans', { kind: 'email', comment: id })
      const later = newComment({ author: { ...author, name: 'Khác' }, body: 'Viết thêm một lần.' })
      await t.send('POST', '/v1/comments', later)
      await give()
      expect(await dump()).toContain('h…@thu.example')
      await sendForm(t, await linkFor(READER), { act })
      expect(await dump()).not.toMatch(/h…@thu\.example|Nguyễn Thị Hoà/)
      const { rows } = await t.client.execute({
        sql: 'SELECT reasons FROM comment WHERE id = ?',
        args: [later.id],
      })
      const checks = JSON.parse(String(rows[0]?.['reasons'])).map((one: Reason) => one.check)
      expect(checks).not.toContain('ban')
      expect(checks.length > 0).toBe(act === 'anonymise')
    },
  )

  it('what the newsroom must keep stays, and the page says so', async () => {
    const { id } = await write()
    await t.client.execute({
      sql: `UPDATE comment SET held_reason = 'Văn bản 12/2026' WHERE id = ?`,
      args: [id],
    })
    const path = await linkFor(READER)
    const page = await (await sendForm(t, path, { act: 'erase' })).text()
    expect(page).toContain('phải lưu mục này theo quy định')
    expect(await dump()).toContain('rất hữu ích')
  })

  it('a friend who erases gets no mail that is still waiting', async () => {
    await give()
    const path = await linkFor(FRIEND)
    expect(t.mails.filter(({ to }) => to.address === FRIEND).length).toBeGreaterThan(0)
    await t.send(
      'POST',
      '/v1/shares',
      newShare({ article: { key: '/bai/hai', url: `${ORIGIN}/bai/hai`, title: 'x' } }),
    )
    await sendForm(t, path, { act: 'erase' })
    expect(await dump()).not.toContain(FRIEND)
  })
})

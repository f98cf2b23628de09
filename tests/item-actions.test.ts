import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AnswerName, answers } from '../src/reference/answers.ts'
import { audit, suppression } from '../src/schema.ts'
import { emailIdentity } from '../src/text/email.ts'
import { uuidv7 } from '../src/uuid.ts'
import { createTestApp, json, newComment, newShare, type TestApp } from './support.ts'

const desks = [{ name: 'Ban Bạn đọc', email: 'bandoc@bao.example' }]
const settings = {
  desks,
  newsroom: { name: 'Tòa soạn', email: 'toasoan@bao.example' },
  comments: { tellEdits: true },
  undoSeconds: 0,
}

describe('what is done to one item', () => {
  let t: TestApp
  beforeEach(async () => {
    t = await createTestApp(settings)
  })
  afterEach(() => t.close())

  const address = 'hoa@thu.example'
  const withMail = { author: { name: 'Nguyễn Thị Hoà', email: address } }
  async function send(changes: Record<string, unknown> = {}) {
    const comment = newComment(changes)
    const response = await t.send('POST', '/v1/comments', comment)
    expect(response.status).toBeLessThan(300)
    return comment
  }
  const sendLetter = (changes: Record<string, unknown> = {}) =>
    send({
      ...{ audience: 'editors', consent: { version: '1', process: true } },
      ...{ ...withMail, body: 'Bài viết có một số liệu chưa đúng, xin tòa soạn xem lại.' },
      ...changes,
    })
  const approve = (id: string) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to: 'approved' })
  async function call(method: string, path: string, body?: unknown, status = 200) {
    const response = await t.admin(method, path, body)
    const answer = await json(response)
    expect(response.status, JSON.stringify(answer)).toBe(status)
    return answer
  }
  const detail = async (id: string) => {
    const answer = await call('GET', `/v1/admin/comments/${id}`)
    expectAnswer('CommentDetail', answer)
    return answer
  }
  const thread = async () => (await t.get('/v1/comments?site=bao&article=/bai/mot')).body
  const by = (role: string) => tokenOf(t, role)

  it('a viewer reads it without the sender, notes and mails', async () => {
    const { id } = await sendLetter()
    await call('POST', `/v1/admin/comments/${id}/notes`, { text: 'Gọi lại chiều nay.' }, 201)
    const response = await t.request(`/v1/admin/comments/${id}`, { headers: await by('viewer') })
    const seen = await json(response)
    expectAnswer('CommentDetail', seen)
    expect([seen.comment.sender, seen.notes, seen.answers, seen.takedowns]).toEqual(
      Array(4).fill(null),
    )
    expect(JSON.stringify(seen)).not.toContain(address)
    expect((await detail(id)).notes).toMatchObject([{ text: 'Gọi lại chiều nay.' }])
  })

  it('shows who decided what and when, the parent, and the author’s other comments', async () => {
    const parent = await send({ ...withMail })
    await approve(parent.id)
    t.pass(1000)
    const reply = await send({ ...withMail, parentId: parent.id, body: 'Tôi xin nói thêm một ý.' })
    const made = await json(await approve(reply.id))
    await t.admin('DELETE', `/v1/admin/decisions/${made.id}`)
    const seen = await detail(reply.id)
    expect(seen.parent).toMatchObject({ id: parent.id, body: parent.body, state: 'approved' })
    expect(seen.history).toMatchObject([
      { from: 'approved', to: 'pending', undoes: made.id },
      { from: 'pending', to: 'approved', undoes: null, by: 'admin-token' },
    ])
    expect(seen.others).toMatchObject([{ id: parent.id, state: 'approved' }])
  })

  it('an edit keeps the former words, reaches readers and search, and tells the reader', async () => {
    const { id, body } = await send({ ...withMail })
    await approve(id)
    await thread()
    await call('PATCH', `/v1/admin/comments/${id}`, { body: 'Cảm ơn tòa soạn về bài viết.' })
    expect((await thread()).comments[0].body).toBe('Cảm ơn tòa soạn về bài viết.')
    expect((await detail(id)).revisions).toMatchObject([{ body, by: 'admin-token' }])
    await t.runOutbox()
    const [mail] = t.mails
    expect(mail?.to.address).toBe(address)
    expect(mail?.replyTo?.address).toBe('toasoan@bao.example')
    expect(mail?.text).toContain('> Cảm ơn tòa soạn về bài viết.')
    expect((await detail(id)).mails).toMatchObject([{ kind: 'mail.edited', state: 'done' }])
    const { indexPending } = await import('../src/search.ts')
    await indexPending(t.ports.db)
    const found = async (q: string) =>
      (await call('GET', `/v1/admin/comments?q=${encodeURIComponent(q)}`)).items.length
    expect([await found('huu ich'), await found('ve bai viet')]).toEqual([0, 1])
  })

  it('an edit of what somebody else has edited since is a conflict and changes nothing (F46)', async () => {
    const { id } = await send()
    const seen = await detail(id)
    const patch = (body: string) => ({ body, editedAt: seen.comment.editedAt })
    await call('PATCH', `/v1/admin/comments/${id}`, patch('Bản thứ nhất.'))
    await call('PATCH', `/v1/admin/comments/${id}`, patch('Bản thứ hai.'), 409)
    expect((await detail(id)).comment.body).toBe('Bản thứ nhất.')
    expect((await detail(id)).revisions).toHaveLength(1)
  })

  it('words are for editors, marks for moderators, nothing for viewers', async () => {
    const { id } = await send()
    const patch = async (role: string, body: object) => {
      const headers = await by(role)
      return (await t.send('PATCH', `/v1/admin/comments/${id}`, body, headers)).status
    }
    expect(await patch('viewer', { asksCorrection: true })).toBe(403)
    expect(await patch('moderator', { body: 'Lời khác.' })).toBe(403)
    expect(await patch('moderator', { asksCorrection: true })).toBe(200)
    expect(await patch('editor', { body: 'Lời khác.' })).toBe(200)
  })

  it('what is marked as asking for a correction is a queue of its own', async () => {
    const [first, second] = [await send(), await send({ body: 'Một ý kiến khác hẳn nhé.' })]
    await call('PATCH', `/v1/admin/comments/${second.id}`, { asksCorrection: true })
    const ids = async () =>
      (await call('GET', '/v1/admin/comments?correction=true')).items.map(
        ({ id }: { id: string }) => id,
      )
    expect(await ids()).toEqual([second.id])
    await call('PATCH', `/v1/admin/comments/${second.id}`, { asksCorrection: false })
    await call('PATCH', `/v1/admin/comments/${first.id}`, { asksCorrection: true })
    expect(await ids()).toEqual([first.id])
  })

  it('puts at most ten comments of an article forward, and only published ones at the top', async () => {
    const ids: string[] = []
    for (let i = 0; i < 11; i++) {
      t.from(`192.0.2.${i}`)
      const { id } = await send({ body: `Ý kiến thứ ${i} để nêu bật.` })
      ids.push(id)
    }
    const feature = (id: string | undefined, status: number) =>
      call('PATCH', `/v1/admin/comments/${id}`, { isFeatured: true }, status)
    await feature(ids[0], 409)
    for (const id of ids) await approve(id)
    for (const id of ids.slice(0, 10)) await feature(id, 200)
    await feature(ids[10], 409)
    await call('PATCH', `/v1/admin/comments/${ids[0]}`, { isFeatured: false })
    await feature(ids[10], 200)
    expect((await thread()).comments[0]).toMatchObject({ id: ids[10], isFeatured: true })
  })

  it('a reply of the newsroom appears at once, once, with its badge', async () => {
    const { id } = await send()
    const reply = { id: uuidv7(new Date()), body: 'Cảm ơn bạn đọc.', signature: 'Lê Thu Hà' }
    const path = `/v1/admin/comments/${id}/replies`
    await call('POST', path, reply, 409)
    await approve(id)
    await thread()
    expectAnswer('PublishedReply', await call('POST', path, reply, 201))
    await call('POST', path, reply, 201)
    await call('POST', path, { ...reply, body: 'Lời khác.' }, 422)
    const [root] = (await thread()).comments
    expect(root.replies).toMatchObject([
      {
        body: 'Cảm ơn bạn đọc.',
        author: { name: 'Tòa soạn · Lê Thu Hà', badge: 'staff' },
      },
    ])
    expect((await actions(t)).filter((action) => action === 'comment.replied')).toHaveLength(1)
  })

  it('answers a letter by mail once, whatever is repeated, with answers going to the newsroom', async () => {
    const { id, body } = await sendLetter()
    const answer = { id: uuidv7(new Date()), body: 'Tòa soạn đã sửa số liệu.', signature: 'Thu Hà' }
    const path = `/v1/admin/comments/${id}/answers`
    expectAnswer('LetterMail', await call('POST', path, answer, 202))
    await call('POST', path, answer, 202)
    await call('POST', path, { ...answer, body: 'Lời khác.' }, 422)
    expect((await detail(id)).comment.ticket).toBe('answered')
    await t.runOutbox()
    await t.runOutbox()
    expect(t.mails).toHaveLength(1)
    expect(t.mails[0]).toMatchObject({
      to: { address },
      from: { address: 'chia-se@bao.example' },
      replyTo: { address: 'toasoan@bao.example' },
    })
    expect(t.mails[0]?.text).toContain('Tòa soạn đã sửa số liệu.')
    expect(t.mails[0]?.text).toContain(`> ${body}`)
    expect((await detail(id)).answers).toMatchObject([{ state: 'sent', by: 'ADMIN_TOKEN' }])
  })

  it('an answer can be taken back until it leaves, and the letter is open again', async () => {
    await call(
      'POST',
      '/v1/admin/sites',
      {
        key: 'cham',
        name: 'Chậm',
        origins: ['https://cham.example'],
        settings: { undoSeconds: 60 },
      },
      201,
    )
    const article = { key: '/a', url: 'https://cham.example/a', title: 'A' }
    const letter = newComment({ site: 'cham', article, audience: 'editors', ...withMail })
    await t.send('POST', '/v1/comments', letter, { Origin: 'https://cham.example' })
    const id = uuidv7(new Date())
    const path = `/v1/admin/comments/${letter.id}/answers`
    await call('POST', path, { id, body: 'Vội quá.' }, 202)
    await t.runOutbox()
    expect(t.mails).toEqual([])
    expect(await call('DELETE', `/v1/admin/answers/${id}`)).toMatchObject({ state: 'recalled' })
    await call('DELETE', `/v1/admin/answers/${id}`, undefined, 409)
    expect((await detail(letter.id)).comment.ticket).toBe('open')
  })

  it('refuses an answer where no address was left, and to what is no letter', async () => {
    const anonymous = await sendLetter({ author: { name: 'Ẩn danh' } })
    const answer = { id: uuidv7(new Date()), body: 'Cảm ơn bạn.' }
    await call('POST', `/v1/admin/comments/${anonymous.id}/answers`, answer, 422)
    const comment = await send({ ...withMail })
    await call('POST', `/v1/admin/comments/${comment.id}/answers`, answer, 409)
  })

  it('whoever wants no mail gets no answer, and the editor is told (M06)', async () => {
    const { id } = await sendLetter()
    const addressHash = await t.keyring.pseudonym('email', emailIdentity(address))
    await t.ports.db
      .insert(suppression)
      .values({ addressHash, siteSeq: 0, reason: 'unsubscribe', at: t.ports.now() })
    const answer = { id: uuidv7(new Date()), body: 'Cảm ơn bạn.' }
    await call('POST', `/v1/admin/comments/${id}/answers`, answer, 202)
    await t.runOutbox()
    expect(t.mails).toEqual([])
    expect((await detail(id)).answers).toMatchObject([{ state: 'suppressed' }])
  })

  it('passes a letter on to a desk of the site only, with what the reader left', async () => {
    const { id, body } = await sendLetter()
    const path = `/v1/admin/comments/${id}/forwards`
    await call('POST', path, { id: uuidv7(new Date()), desk: 'Ban Lạ' }, 422)
    const forward = { id: uuidv7(new Date()), desk: 'Ban Bạn đọc', note: 'Nhờ xem giúp.' }
    await call('POST', path, forward, 202)
    await t.runOutbox()
    expect(t.mails[0]?.to.address).toBe('bandoc@bao.example')
    for (const part of ['Nhờ xem giúp.', `> ${body}`, 'hoa@thu. example'])
      expect(t.mails[0]?.text.replace(address, 'hoa@thu. example')).toContain(part)
    expect((await detail(id)).comment.ticket).toBe('forwarded')
  })

  it('a letter that its reader withdraws is neither answered nor passed on any more (F48)', async () => {
    const { id, token } = await sendLetter()
    const answer = { id: uuidv7(new Date()), body: 'Cảm ơn bạn.' }
    await call('POST', `/v1/admin/comments/${id}/answers`, answer, 202)
    await t.send('DELETE', `/v1/comments/${id}`, undefined, { Authorization: `Bearer ${token}` })
    await t.runOutbox()
    expect(t.mails).toEqual([])
    expect((await detail(id)).answers).toMatchObject([{ state: 'recalled' }])
  })

  it('closes and opens an article that nobody has confirmed, at once for readers', async () => {
    await send()
    const article = { site: 'bao', key: '/bai/mot' }
    await thread()
    await call('PATCH', '/v1/admin/articles', { ...article, isOpen: false })
    expect((await thread()).article.isOpen).toBe(false)
    const refused = await t.send('POST', '/v1/comments', newComment({ body: 'Ý kiến đến muộn.' }))
    expect(refused.status).toBe(409)
    const closesAt = new Date(t.ports.now().getTime() + 60_000).toISOString()
    await call('PATCH', '/v1/admin/articles', { ...article, isOpen: true, closesAt })
    expect((await thread()).article).toMatchObject({ isOpen: true, closesAt })
    await call('PATCH', '/v1/admin/articles', { site: 'bao', key: '/khong-co', isOpen: true }, 404)
  })

  it('a share shows its recipients’ mails, decisions and notes', async () => {
    const share = newShare()
    await t.send('POST', '/v1/shares', share)
    await call('POST', `/v1/admin/shares/${share.id}/notes`, { text: 'Người quen.' }, 201)
    const seen = await call('GET', `/v1/admin/shares/${share.id}`)
    expectAnswer('ShareDetail', seen)
    expect(seen).toMatchObject({ notes: [{ text: 'Người quen.' }], history: [] })
  })

  it('texts with unreadable characters or line breaks where none may be are refused (F29, M03)', async () => {
    const { id } = await sendLetter()
    const path = `/v1/admin/comments/${id}`
    await call('PATCH', path, { subject: 'a\nb' }, 422)
    await call('PATCH', path, { body: 'a\u0000b' }, 422)
    await call('POST', `${path}/notes`, { text: '\ud800' }, 422)
    const signature = 'Thu Hà\r\nBcc: x@evil.test'
    const answer = { id: uuidv7(new Date()), body: 'x', signature }
    await call('POST', `${path}/answers`, answer, 422)
  })
})

async function tokenOf(t: TestApp, role: string): Promise<Record<string, string>> {
  const made = await json(await t.admin('POST', '/v1/admin/tokens', { name: role, role }))
  return { Authorization: `Bearer ${made.secret}` }
}

async function actions({ ports }: TestApp) {
  const rows = await ports.db.select({ action: audit.action }).from(audit)
  return rows.map(({ action }) => action)
}

function expectAnswer(name: AnswerName, value: unknown) {
  expect(v.safeParse(answers[name], value).issues ?? [], name).toEqual([])
}

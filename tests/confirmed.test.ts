import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeReference } from '../src/comments/reference.ts'
import { sendForm } from './people.ts'
import { createTestApp, json, newComment, type TestApp } from './support.ts'

const author = { name: 'Nguyễn Hoà', email: 'hoa@thu.example' }

describe('an address that is confirmed by a mailed link', () => {
  let t: TestApp
  let sent = 0
  beforeEach(async () => {
    t = await createTestApp({ moderation: { mode: 'first', first: 1 }, undoSeconds: 0 })
  })
  afterEach(() => t.close())

  async function post(changes: Record<string, unknown> = {}) {
    sent += 1
    t.from(`198.51.100.${sent % 250}`)
    t.pass(11 * 60_000)
    const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    t.pass(4000)
    const comment = newComment({
      author,
      body: `Lời thứ ${sent}: ${crypto.randomUUID()}`,
      formToken: page.form.token,
      ...changes,
    })
    const { state } = await json(await t.send('POST', '/v1/comments', comment))
    return { ...comment, state: state as string }
  }
  const approve = (id: string) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to: 'approved' })
  const own = async ({ id, token }: { id: string; token: string }) =>
    json(
      await t.send('GET', `/v1/comments/${id}/own`, undefined, {
        Authorization: `Bearer ${token}`,
      }),
    )
  /** The page that the mail to the comment's address opens. */
  async function linkFor(id: string) {
    const { rows } = await t.client.execute({
      sql: 'SELECT seq FROM comment WHERE id = ?',
      args: [id],
    })
    const ref = await writeReference(t.keyring, { seq: Number(rows[0]?.['seq']), id })
    await sendForm(t, '/p/bao/status', { ref })
    await t.runOutbox()
    const mail = t.mails.at(-1)
    expect(mail?.to.address).toBe(author.email)
    return new URL(/https:\/\/[^\s>]+\/r\/[^\s>]+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
  }
  const press = async (path: string) => (await sendForm(t, path, { act: 'confirm' })).text()

  it('earns the device that wrote it trust, without any share', async () => {
    const first = await post()
    await approve(first.id)
    const link = await linkFor(first.id)
    const page = await (await t.request(link)).text()
    expect(page).toContain('Xác nhận địa chỉ')
    expect(await own(first)).not.toHaveProperty('senderToken')
    expect(await press(link)).toContain('Địa chỉ của bạn đã được xác nhận.')
    const { senderToken } = await own(first)
    expect((await post({ senderToken })).state).toBe('approved')
    expect((await post()).state).toBe('pending')
    expect(await (await t.request(link)).text()).not.toContain('Xác nhận địa chỉ')
  })

  it('is confirmed by the press alone, once, and for this comment only', async () => {
    const [first, second] = [await post(), await post()]
    const link = await linkFor(first.id)
    await t.request(link)
    expect(await own(first)).not.toHaveProperty('senderToken')
    await press(link)
    const { senderToken } = await own(first)
    t.pass(60_000)
    await press(link)
    expect((await own(first)).senderToken).toBe(senderToken)
    expect(await own(second)).not.toHaveProperty('senderToken')
  })

  it('is forgotten with the reader’s other devices, and after 30 days', async () => {
    const first = await post()
    await approve(first.id)
    await press(await linkFor(first.id))
    const { senderToken } = await own(first)
    t.pass(31 * 24 * 3_600_000)
    expect((await post({ senderToken })).state).toBe('pending')
    await t.client.execute({
      sql: `INSERT INTO sender_revocation (site_seq, sender_hash, revoked_at)
        SELECT site_seq, author_hash, ? FROM comment WHERE id = ?`,
      args: [t.ports.now().getTime(), first.id],
    })
    expect(await own(first)).not.toHaveProperty('senderToken')
  })

  it('is not offered for what was refused or taken back', async () => {
    const { id, token } = await post()
    const link = await linkFor(id)
    await t.send('DELETE', `/v1/comments/${id}`, undefined, { Authorization: `Bearer ${token}` })
    expect(await (await t.request(link)).text()).not.toContain('Xác nhận địa chỉ')
    await press(link)
    const { rows } = await t.client.execute('SELECT confirmed_at FROM comment')
    expect(rows).toMatchObject([{ confirmed_at: null }])
  })
})

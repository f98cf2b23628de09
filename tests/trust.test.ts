import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standingOf } from '../src/defence/trust.ts'
import { writeSenderToken } from '../src/shares/sender-token.ts'
import { createTestApp, json, newComment, type TestApp } from './support.ts'

describe('the trust ladder', () => {
  it.each([
    [[], 'new'],
    [['approved', 'approved'], 'new'],
    [['approved', 'approved', 'approved'], 'trusted'],
    [['rejected', 'approved', 'approved', 'approved', 'approved', 'approved'], 'new'],
    [['approved', 'approved', 'approved', 'rejected', 'approved'], 'new'],
    [[...Array<'approved'>(6).fill('approved'), 'rejected'], 'trusted'],
    [[...Array<'approved'>(11).fill('approved'), 'spam'], 'new'],
    [[...Array<'approved'>(12).fill('approved'), 'spam'], 'trusted'],
  ] as const)('%j, the newest first, is %s', (past, kind) => {
    expect(standingOf(past, 3).kind).toBe(kind)
  })
})

describe('a site where only first comments wait', () => {
  let t: TestApp
  let sent = 0
  beforeEach(async () => {
    t = await createTestApp({ moderation: { mode: 'first', first: 2 } })
  })
  afterEach(() => t.close())

  const author = { name: 'Nguyễn Hoà', email: 'hoa@thu.example' }
  const tokenOf = async (email = author.email, siteSeq = 1) =>
    writeSenderToken(t.keyring, siteSeq, await t.keyring.pseudonym('email', email), t.ports.now())
  const post = async (changes: Record<string, unknown>) => {
    sent += 1
    t.from(`198.51.100.${(sent % 250) + 1}`)
    t.pass(11 * 60_000)
    const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    t.pass(4000)
    const comment = newComment({
      author,
      body: `Lời thứ ${sent}: ${crypto.randomUUID()}`,
      formToken: page.form.token,
      ...changes,
    })
    const body = await json(await t.send('POST', '/v1/comments', comment))
    return { id: comment.id, state: body.state as string }
  }
  const decide = (id: string, to: string) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to })
  const climb = async (changes: Record<string, unknown>) => {
    for (let i = 0; i < 2; i++) {
      const { id, state } = await post(changes)
      expect(state).toBe('pending')
      await decide(id, 'approved')
    }
  }

  it('publishes a confirmed reader’s third comment at once, and waits again after a refusal', async () => {
    const senderToken = await tokenOf()
    await climb({ senderToken })
    const third = await post({ senderToken })
    expect(third.state).toBe('approved')
    await decide(third.id, 'rejected')
    expect((await post({ senderToken })).state).toBe('pending')
  })

  it('does not believe who only knows the address, holds another’s token, or one of another site (Z03)', async () => {
    await climb({ senderToken: await tokenOf() })
    expect((await post({})).state).toBe('pending')
    expect((await post({ senderToken: await tokenOf('ke@xau.example') })).state).toBe('pending')
    expect((await post({ senderToken: await tokenOf(author.email, 2) })).state).toBe('pending')
    expect((await post({ senderToken: 'a.b' })).state).toBe('pending')
  })

  it('what strangers send under the address neither earns nor costs its owner trust', async () => {
    for (let i = 0; i < 3; i++) await decide((await post({})).id, i === 0 ? 'rejected' : 'approved')
    const senderToken = await tokenOf()
    await climb({ senderToken })
    expect((await post({ senderToken })).state).toBe('approved')
  })

  it('other checks still hold a trusted reader', async () => {
    const senderToken = await tokenOf()
    await climb({ senderToken })
    const { state } = await post({ senderToken, body: 'Xem https://la.example nhé mọi người' })
    expect(state).toBe('pending')
  })

  it('another site’s judgement counts only where the setting names it', async () => {
    await climb({ senderToken: await tokenOf() })
    await t.admin('POST', '/v1/admin/sites', {
      key: 'khac',
      name: 'Khác',
      origins: ['https://bao.example'],
      settings: { moderation: { mode: 'first', first: 2 } },
    })
    const there = { site: 'khac', senderToken: await tokenOf(author.email, 2) }
    const page = async () =>
      (await t.get('/v1/comments?site=khac&article=/bai/mot')).body.form.token
    const formToken = await page()
    expect((await post({ ...there, formToken })).state).toBe('pending')
    await t.admin(
      'PATCH',
      '/v1/admin/sites/khac',
      { settings: { moderation: { trustFrom: ['bao'] } } },
      { 'If-Match': '"1"' },
    )
    expect((await post({ ...there, formToken: await page() })).state).toBe('approved')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, newComment, type TestApp } from './support.ts'

describe('reports', () => {
  let t: TestApp
  let made = 0
  beforeAll(async () => {
    t = await createTestApp({ moderation: { reportsToRequeue: 2 } })
  })
  afterAll(() => t.close())

  const decide = (id: string, to: string) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to })
  const approved = async () => {
    made += 1
    t.from(`192.0.2.${made}`)
    const comment = newComment({ body: `Ý kiến bị báo cáo số ${made}: ${crypto.randomUUID()}` })
    await t.send('POST', '/v1/comments', comment)
    await decide(comment.id, 'approved')
    t.pass(1000)
    return comment.id
  }
  const report = async (id: string, address: string) => {
    t.from(address)
    t.pass(7000)
    const reader = { 'Phanhoi-Reader': crypto.randomUUID().replaceAll('-', '').slice(0, 22) }
    const answer = await t.send('POST', `/v1/comments/${id}/reports`, { reason: 'spam' }, reader)
    return answer.status
  }
  const stateOf = async (id: string) => {
    const { rows } = await t.client.execute({
      sql: 'SELECT state FROM comment WHERE id = ?',
      args: [id],
    })
    return rows[0]?.['state']
  }

  it('a flood from one address, each time as another reader, brings nothing down', async () => {
    const id = await approved()
    for (let i = 0; i < 8; i++) expect(await report(id, '203.0.113.1')).toBe(202)
    expect(await stateOf(id)).toBe('approved')
    await report(id, '203.0.113.2')
    expect(await stateOf(id)).toBe('pending')
  })

  it('who cried wolf three times is heard no more, and others are', async () => {
    for (let i = 0; i < 3; i++) {
      const id = await approved()
      await report(id, '203.0.113.50')
      await decide(id, 'approved')
    }
    const id = await approved()
    await report(id, '203.0.113.50')
    await report(id, '203.0.113.51')
    expect(await stateOf(id)).toBe('approved')
    await report(id, '203.0.113.52')
    expect(await stateOf(id)).toBe('pending')
  })

  it('whose reports moderators shared counts for more, never for two; whose they did not, for less', async () => {
    const record = async (address: string, outcome: string) => {
      const id = await approved()
      await report(id, address)
      await decide(id, outcome)
    }
    for (let i = 0; i < 4; i++) await record('203.0.113.60', 'rejected')
    await record('203.0.113.61', 'approved')
    const alone = await approved()
    await report(alone, '203.0.113.60')
    expect(await stateOf(alone)).toBe('approved')
    // 2 × 5/6 and 2 × 1/3.
    await report(alone, '203.0.113.61')
    expect(await stateOf(alone)).toBe('pending')
    const doubted = await approved()
    await report(doubted, '203.0.113.61')
    await report(doubted, '203.0.113.62')
    expect(await stateOf(doubted)).toBe('approved')
    await report(doubted, '203.0.113.63')
    expect(await stateOf(doubted)).toBe('pending')
  })

  it('a flood after a moderator has looked starts from none, and what waits is not queued again', async () => {
    const id = await approved()
    for (const last of [70, 71, 72, 73]) await report(id, `203.0.113.${last}`)
    expect(await stateOf(id)).toBe('pending')
    await decide(id, 'approved')
    t.pass(1000)
    for (let i = 0; i < 6; i++) await report(id, '203.0.113.70')
    expect(await stateOf(id)).toBe('approved')
    const { rows } = await t.client.execute({
      sql: `SELECT count(*) AS n FROM decision JOIN comment ON comment.seq = item_seq
        WHERE comment.id = ? AND reason = 'reported'`,
      args: [id],
    })
    expect(rows[0]?.['n']).toBe(1)
  })
})

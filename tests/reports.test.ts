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
})

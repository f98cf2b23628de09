import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, json, newComment, ORIGIN, type TestApp } from './support.ts'

describe('what readers do with comments', () => {
  let t: TestApp
  let lastAddress = 0

  beforeAll(async () => {
    t = await createTestApp()
  })
  afterAll(() => t.close())

  const approve = (id: string) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to: 'approved' })
  const post = async (changes: Record<string, unknown> = {}, isApproved = true) => {
    t.from(`198.51.100.${++lastAddress}`)
    const comment = newComment({ body: `Ý kiến riêng số ${lastAddress}.`, ...changes })
    expect((await t.send('POST', '/v1/comments', comment)).status).toBe(202)
    if (isApproved) await approve(comment.id)
    return comment
  }
  const bearer = (token: unknown) => ({ Authorization: `Bearer ${String(token)}` })
  const reader = (n: number) => ({ 'Phanhoi-Reader': `reader-${n}`.padEnd(22, 'x') })
  const like = (method: string, id: string, n: number) =>
    t.send(method, `/v1/comments/${id}/like`, undefined, reader(n))
  const thread = async () => (await t.get('/v1/comments?site=bao&article=/bai/mot')).body

  it('an edit keeps the former words and sends an approved comment back through the rules', async () => {
    const comment = await post({ body: 'Lời thứ nhất của tôi.' })
    const edited = await t.send(
      'PATCH',
      `/v1/comments/${comment.id}`,
      { body: 'Lời thứ hai của tôi.' },
      bearer(comment.token),
    )
    expect(await json(edited)).toMatchObject({ state: 'pending', body: 'Lời thứ hai của tôi.' })
    expect(JSON.stringify(await thread())).not.toContain('Lời thứ')
    const kept = await t.client.execute('SELECT body FROM revision')
    expect(kept.rows.map((row) => row['body'])).toEqual(['Lời thứ nhất của tôi.'])
    await approve(comment.id)
    const shown = (await thread()).comments.find(({ id }: { id: string }) => id === comment.id)
    expect(shown.editedAt).not.toBeNull()
  })

  it('nobody edits with another token, and nobody after the time is over', async () => {
    const comment = await post({}, false)
    const patch = (token: unknown) =>
      t.send('PATCH', `/v1/comments/${comment.id}`, { body: 'Sửa lại lời này.' }, bearer(token))
    expect((await patch('y'.repeat(43))).status).toBe(404)
    t.pass(16 * 60_000)
    const late = await patch(comment.token)
    expect(late.status).toBe(409)
    expect((await json(late)).code).toBe('closed')
  })

  it('a withdrawn comment loses its words for good and keeps its place above replies', async () => {
    const root = await post({
      author: { name: 'Người Rút', email: 'rut@thu.example' },
      body: 'Tôi sẽ rút lời này.',
    })
    const reply = await post({ parentId: root.id })
    const withdraw = () =>
      t.send('DELETE', `/v1/comments/${root.id}`, undefined, bearer(root.token))
    expect((await withdraw()).status).toBe(204)
    expect((await withdraw()).status).toBe(204)
    const shown = (await thread()).comments.find(({ id }: { id: string }) => id === root.id)
    expect(shown).toMatchObject({ isWithdrawn: true, body: '', author: { name: '' } })
    expect(shown.replies.map(({ id }: { id: string }) => id)).toEqual([reply.id])
    const left = await t.client.execute({
      sql: 'SELECT author_name || coalesce(author_email, ?) || body AS rest FROM comment WHERE id = ?',
      args: ['', root.id],
    })
    expect(left.rows[0]?.['rest']).toBe('')
    expect((await approve(root.id)).status).toBe(200)
    expect(JSON.stringify(await thread())).not.toContain('Tôi sẽ rút')
    const answer = await t.send(
      'POST',
      '/v1/comments',
      newComment({ parentId: root.id, body: 'Trả lời muộn.' }),
    )
    expect(answer.status).toBe(422)
  })

  it('one reader likes once, however often and however parallel', async () => {
    const comment = await post()
    await Promise.all(Array.from({ length: 5 }, () => like('PUT', comment.id, 1)))
    expect(await json(await like('PUT', comment.id, 2))).toEqual({ likeCount: 2 })
    expect(await json(await like('DELETE', comment.id, 1))).toEqual({ likeCount: 1 })
    expect(await json(await like('DELETE', comment.id, 1))).toEqual({ likeCount: 1 })
    const shown = (await thread()).comments.find(({ id }: { id: string }) => id === comment.id)
    expect(shown.likeCount).toBe(1)
  })

  it('a like needs a reader id and a public comment', async () => {
    const pending = await post({}, false)
    expect((await like('PUT', pending.id, 1)).status).toBe(404)
    const response = await t.send('PUT', `/v1/comments/${pending.id}/like`)
    expect(response.status).toBe(422)
  })

  it('likes from one address prefix end at twenty', async () => {
    const comment = await post()
    for (let n = 0; n < 25; n++) await like('PUT', comment.id, n)
    expect(await json(await like('PUT', comment.id, 99))).toEqual({ likeCount: 20 })
  })

  it('reports of different addresses bring a comment back to the queue, once', async () => {
    const comment = await post()
    const report = (n: number, address: string) => {
      t.from(address)
      return t.send('POST', `/v1/comments/${comment.id}/reports`, { reason: 'abuse' }, reader(n))
    }
    t.pass(1000)
    for (let n = 0; n < 5; n++) expect((await report(n, '192.0.2.1')).status).toBe(202)
    expect(JSON.stringify(await thread())).toContain(comment.id)
    t.pass(1000)
    await report(10, '192.0.2.2')
    await report(11, '192.0.2.3')
    expect(JSON.stringify(await thread())).not.toContain(comment.id)
    const queue = await json(await t.admin('GET', '/v1/admin/comments?reported=true'))
    expect(queue.items).toMatchObject([{ id: comment.id, reportCount: 7, state: 'pending' }])
    expect(queue.counts.reported).toBe(1)
    t.pass(1000)
    await approve(comment.id)
    t.pass(1000)
    await report(12, '192.0.2.4')
    expect(JSON.stringify(await thread())).toContain(comment.id)
  })

  it('a page of a foreign origin can do none of it (C05)', async () => {
    const comment = await post()
    const evil = { Origin: 'https://evil.test' }
    const calls = [
      await t.send('PUT', `/v1/comments/${comment.id}/like`, undefined, { ...reader(1), ...evil }),
      await t.send(
        'POST',
        `/v1/comments/${comment.id}/reports`,
        { reason: 'spam' },
        { ...reader(1), ...evil },
      ),
      await t.send('DELETE', `/v1/comments/${comment.id}`, undefined, {
        ...bearer(comment.token),
        ...evil,
      }),
    ]
    for (const response of calls) {
      expect(response.status).toBe(403)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
    const preflight = await t.request('/v1/comments', {
      method: 'OPTIONS',
      headers: { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' },
    })
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN)
  })
})

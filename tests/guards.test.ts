import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../src/problem.ts'
import { indexPending } from '../src/search.ts'
import { createTestApp, json, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

describe('what must not slip through', () => {
  let t: TestApp

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0 })
  })
  afterEach(() => t.close())

  it('a repetition from a foreign page is refused like a first try (C05)', async () => {
    const evil = { Origin: 'https://evil.test' }
    const comment = newComment()
    const share = newShare()
    await t.send('POST', '/v1/comments', comment)
    await t.send('POST', '/v1/shares', share)
    for (const [path, body] of [
      ['/v1/comments', comment],
      ['/v1/shares', share],
    ] as const) {
      const response = await t.send('POST', path, body, evil)
      expect(response.status).toBe(403)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
  })

  it('an admin of one site makes no tokens and no sites (Z01)', async () => {
    const { secret } = await json(
      await t.admin('POST', '/v1/admin/tokens', { name: 'a', role: 'admin', sites: ['bao'] }),
    )
    const bearer = { Authorization: `Bearer ${secret}` }
    const site = { key: 'moi', name: 'Mới', origins: [ORIGIN] }
    expect(
      (await t.send('POST', '/v1/admin/tokens', { name: 'b', role: 'admin' }, bearer)).status,
    ).toBe(403)
    expect((await t.send('GET', '/v1/admin/tokens', undefined, bearer)).status).toBe(403)
    expect((await t.send('POST', '/v1/admin/sites', site, bearer)).status).toBe(403)
  })

  it('an outage is 503 on every kind of query, batched or single (F06)', async () => {
    const away = () => Promise.reject(new Problem('unavailable', { retryAfterSeconds: 2 }))
    const comment = newComment()
    t.client.execute = away
    t.client.batch = away
    const own = { Authorization: `Bearer ${comment.token}` }
    for (const response of [
      await t.request(`/v1/comments/${comment.id}/replies`),
      await t.request(`/v1/comments/${comment.id}/own`, { headers: own }),
      await t.request('/v1/comments?site=bao&article=/x'),
      await t.send('POST', '/v1/comments', comment),
      await t.send('DELETE', `/v1/comments/${comment.id}`, undefined, own),
    ]) {
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('2')
    }
  })

  it('a wrong first address does not keep an article from being verified later', async () => {
    const page = `<meta property="og:title" content="Một"><link rel="canonical" href="${ORIGIN}/bai/mot">`
    t.ports.fetch = (input) =>
      Promise.resolve(
        String(input) === `${ORIGIN}/bai/mot`
          ? new Response(page)
          : new Response('', { status: 404 }),
      )
    const claim = (url: string) => ({ key: '/bai/mot', url, title: 'x' })
    await t.send('POST', '/v1/comments', newComment({ article: claim(`${ORIGIN}/khong-co`) }))
    await t.runOutbox()
    await t.client.execute(`UPDATE outbox SET state = 'dead'`)
    t.from('203.0.113.99')
    const honest = newComment({ article: claim(`${ORIGIN}/bai/mot`), body: 'Một ý kiến khác hẳn.' })
    await t.send('POST', '/v1/comments', honest)
    await t.runOutbox()
    const { body } = await t.get('/v1/articles?site=bao')
    expect(body.articles).toMatchObject([{ title: 'Một' }])
  })

  it('words that were withdrawn while they were being indexed are not found', async () => {
    const comment = newComment({ body: 'Lời này sẽ được rút lại ngay.' })
    await t.send('POST', '/v1/comments', comment)
    const batch = t.client.batch.bind(t.client)
    // The withdrawal lands between the read and the write of the indexing run.
    t.client.batch = async (statements, mode) => {
      t.client.batch = batch
      await t.send('DELETE', `/v1/comments/${comment.id}`, undefined, {
        Authorization: `Bearer ${comment.token}`,
      })
      return batch(statements, mode)
    }
    await indexPending(t.ports.db)
    await indexPending(t.ports.db)
    const found = await json(await t.admin('GET', '/v1/admin/comments?q=rut+lai'))
    expect(found.items).toEqual([])
  })

  it('two shares to one friend at once give one mail a day (M06)', async () => {
    for (const key of ['/bai/mot', '/bai/hai', '/bai/ba']) {
      await t.admin('PUT', '/v1/admin/articles', {
        site: 'bao',
        key,
        url: ORIGIN + key,
        title: `Bài ${key}`,
      })
      const article = { key, url: ORIGIN + key, title: 'x' }
      const share = newShare({
        article,
        sender: { name: 'A', email: `${key.slice(5)}@thu.example` },
      })
      await t.send('POST', '/v1/shares', share)
      await t.admin('POST', '/v1/admin/decisions', {
        items: [{ kind: 'share', id: share.id }],
        to: 'approved',
      })
      const confirmed = await t.client.execute({
        sql: `UPDATE share SET state = 'approved', confirmed_at = 1 WHERE id = ?`,
        args: [share.id],
      })
      expect(confirmed.rowsAffected).toBe(1)
      await t.client.execute({
        sql: `INSERT INTO outbox (id, kind, cause, site_seq, state, due_at, created_at)
          SELECT r.id, 'mail.share', r.id, 1, 'waiting', 0, 0 FROM recipient r JOIN share s ON s.seq = r.share_seq WHERE s.id = ?`,
        args: [share.id],
      })
    }
    await t.client.execute(`UPDATE recipient SET state = 'queued'`)
    await t.runOutbox()
    expect(t.mails.filter(({ to }) => to.address === 'lan@ban.example')).toHaveLength(1)
  })

  it('approving a reported comment again answers its reports', async () => {
    const comment = newComment()
    await t.send('POST', '/v1/comments', comment)
    const decide = () =>
      t.admin('POST', '/v1/admin/decisions', {
        items: [{ kind: 'comment', id: comment.id }],
        to: 'approved',
      })
    await decide()
    await t.send(
      'POST',
      `/v1/comments/${comment.id}/reports`,
      { reason: 'abuse' },
      {
        'Phanhoi-Reader': 'r'.repeat(22),
      },
    )
    const reported = async () =>
      (await json(await t.admin('GET', '/v1/admin/comments?reported=true&site=bao'))).items.length
    expect(await reported()).toBe(1)
    expect((await json(await decide())).results).toMatchObject([{ ok: true, state: 'approved' }])
    expect(await reported()).toBe(0)
  })

  it('a letter that its reader withdraws leaves the letters', async () => {
    const letter = newComment({ audience: 'editors', consent: { version: '1', process: true } })
    await t.send('POST', '/v1/comments', letter)
    const letters = async () => {
      const page = await json(await t.admin('GET', '/v1/admin/comments?ticket=open&site=bao'))
      return [page.items.length, page.counts.tickets]
    }
    expect(await letters()).toEqual([1, 1])
    await t.send('DELETE', `/v1/comments/${letter.id}`, undefined, {
      Authorization: `Bearer ${letter.token}`,
    })
    expect(await letters()).toEqual([0, 0])
  })

  it('a refusal for a reason tells the sentence of the comment’s own site', async () => {
    const comment = newComment()
    await t.send('POST', '/v1/comments', comment)
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: comment.id }],
      to: 'rejected',
      reason: 'abuse',
    })
    const own = await t.request(`/v1/comments/${comment.id}/own`, {
      headers: { Authorization: `Bearer ${comment.token}` },
    })
    expect((await json(own)).reason).toBe('Ý kiến có lời lẽ chưa phù hợp.')
  })
})

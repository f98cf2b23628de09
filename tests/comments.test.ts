import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, json, newComment, ORIGIN, type TestApp } from './support.ts'

describe('comments', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp()
  })
  afterAll(() => t.close())

  const thread = async (article: string, more = '') =>
    (await t.get(`/v1/comments?site=bao&article=${encodeURIComponent(article)}${more}`)).body

  const approve = (id: string) =>
    t.admin('POST', '/v1/admin/decisions', { items: [{ kind: 'comment', id }], to: 'approved' })

  it('a pending comment is accepted and not public', async () => {
    const comment = newComment()
    const response = await t.send('POST', '/v1/comments', comment)
    expect(response.status).toBe(202)
    expect(await json(response)).toMatchObject({ id: comment.id, state: 'pending' })
    const page = await thread('/bai/mot')
    expect(page.comments).toEqual([])
    expect(page.article.commentCount).toBe(0)
  })

  it('an approved comment is public, counted and only holds what readers may see', async () => {
    const comment = newComment({
      author: { name: 'Lê Văn Tám', email: 'tam@thu.example' },
      body: 'Xin góp thêm một ý về thư viện.',
    })
    await t.send('POST', '/v1/comments', comment)
    await approve(comment.id)
    const page = await thread('/bai/mot')
    expect(page.article.commentCount).toBe(1)
    expect(page.comments).toEqual([
      {
        id: comment.id,
        parentId: null,
        rootId: null,
        author: { name: 'Lê Văn Tám', badge: null },
        subject: null,
        body: comment.body,
        createdAt: expect.any(String),
        editedAt: null,
        likeCount: 0,
        isFeatured: false,
        isWithdrawn: false,
        replyCount: 0,
        replies: [],
        repliesNext: null,
      },
    ])
    expect(JSON.stringify(page)).not.toContain('tam@thu.example')
  })

  it('a repeated post with the same id and text is the same comment (F09, F10)', async () => {
    const comment = newComment({ body: 'Gửi một lần, bấm hai mươi lần.' })
    t.from('203.0.113.20')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => t.send('POST', '/v1/comments', comment)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(202))
    const bodies = await Promise.all(answers.map(json))
    expect(new Set(bodies.map(({ reference }) => reference)).size).toBe(1)
    const rows = await t.client.execute({
      sql: 'SELECT count(*) AS n FROM comment WHERE id = ?',
      args: [comment.id],
    })
    expect(rows.rows[0]?.['n']).toBe(1)
  })

  it('the same id with another text is refused (F11)', async () => {
    const comment = newComment({ body: 'Nội dung thứ nhất.' })
    t.from('203.0.113.21')
    await t.send('POST', '/v1/comments', comment)
    const response = await t.send('POST', '/v1/comments', { ...comment, body: 'Nội dung thứ hai.' })
    expect(response.status).toBe(422)
    expect((await json(response)).code).toBe('idempotency-key-reused')
  })

  it('the same words by the same reader within a minute are a duplicate (F12)', async () => {
    t.from('203.0.113.22')
    const body = 'Tôi đã gửi đúng những lời này rồi.'
    await t.send('POST', '/v1/comments', newComment({ body }))
    const response = await t.send('POST', '/v1/comments', newComment({ body: body.toUpperCase() }))
    expect(response.status).toBe(409)
    expect((await json(response)).code).toBe('duplicate')
  })

  it('replies stand below their root, oldest first, three with it and the rest behind a cursor', async () => {
    const article = { key: '/bai/tra-loi', url: `${ORIGIN}/bai/tra-loi`, title: 'x' }
    const root = newComment({ article, body: 'Ý kiến gốc của tôi.' })
    t.from('203.0.113.23')
    await t.send('POST', '/v1/comments', root)
    await approve(root.id)
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      t.pass(1000)
      const reply = newComment({
        article,
        parentId: i === 4 ? ids[0] : root.id,
        body: `Trả lời số ${i}.`,
      })
      expect((await t.send('POST', '/v1/comments', reply)).status).toBe(202)
      await approve(reply.id)
      ids.push(reply.id)
    }
    const page = await thread(article.key)
    expect(page.article.commentCount).toBe(6)
    expect(page.comments).toHaveLength(1)
    expect(page.comments[0].replyCount).toBe(5)
    expect(page.comments[0].replies.map((r: { id: string }) => r.id)).toEqual(ids.slice(0, 3))
    const rest = await t.get(
      `/v1/comments/${root.id}/replies?after=${encodeURIComponent(page.comments[0].repliesNext)}`,
    )
    expect(rest.body.comments.map((r: { id: string }) => r.id)).toEqual(ids.slice(3))
    expect(rest.body.comments[1]).toMatchObject({ parentId: ids[0], rootId: root.id })
    expect(rest.body.next).toBeNull()
    const focused = await thread(article.key, `&focus=${ids[4]}`)
    expect(focused.comments[0].replies.map((r: { id: string }) => r.id)).toEqual(ids)
  })

  it('a featured root comes first and can be focused', async () => {
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/tra-loi')
    const [root] = body.comments
    await t.client.execute({
      sql: 'UPDATE comment SET is_featured = 1 WHERE id = ?',
      args: [root.id],
    })
    t.ports.pages.purge(['s:bao'])
    for (const sort of ['newest', 'oldest', 'top']) {
      const focused = await thread('/bai/tra-loi', `&sort=${sort}&focus=${root.replies[0].id}`)
      expect(
        focused.comments.map(({ id }: { id: string }) => id),
        sort,
      ).toEqual([root.id])
    }
  })

  it('pages of roots follow each other without a gap in every sort', async () => {
    const article = { key: '/bai/trang', url: `${ORIGIN}/bai/trang`, title: 'x' }
    t.from('203.0.113.24')
    const ids: string[] = []
    for (let i = 0; i < 7; i++) {
      // Two of them share one millisecond.
      if (i !== 3) t.pass(30_000)
      const comment = newComment({ article, body: `Ý kiến thứ ${i} dưới bài.` })
      await t.send('POST', '/v1/comments', comment)
      await approve(comment.id)
      ids.push(comment.id)
    }
    for (const [sort, expected] of [
      ['newest', ids.toReversed()],
      ['oldest', ids],
      ['top', ids.toReversed()],
    ] as const) {
      const seen: string[] = []
      let next: string | null = null
      do {
        const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`
        const page = await thread(article.key, `&sort=${sort}&limit=3${after}`)
        seen.push(...page.comments.map(({ id }: { id: string }) => id))
        next = page.next
      } while (next !== null)
      expect(seen, sort).toEqual(expected)
    }
  })

  it('a changed cursor or one of another list is refused (S01)', async () => {
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/trang&limit=3')
    for (const after of [`${body.next}x`, 'abc', body.next.replace(/^./, 'Z')]) {
      const answer = await t.get(
        `/v1/comments?site=bao&article=/bai/trang&after=${encodeURIComponent(after)}`,
      )
      expect(answer.status).toBe(422)
    }
    const elsewhere = await t.get(
      `/v1/comments?site=bao&article=/bai/mot&after=${encodeURIComponent(body.next)}`,
    )
    expect(elsewhere.status).toBe(422)
  })

  it('a reader sees the state of an own comment with its token only (Z04)', async () => {
    t.from('203.0.113.25')
    const comment = newComment({ body: 'Chỉ tôi xem được trạng thái.' })
    await t.send('POST', '/v1/comments', comment)
    const own = (token: string) =>
      t.request(`/v1/comments/${comment.id}/own`, { headers: { Authorization: `Bearer ${token}` } })
    expect(await json(await own(comment.token))).toMatchObject({ state: 'pending', reason: null })
    expect((await own('x'.repeat(43))).status).toBe(404)
    expect((await t.request(`/v1/comments/${comment.id}/own`)).status).toBe(401)
  })

  it('a letter to the editors is never published, even when approved', async () => {
    t.from('203.0.113.26')
    const letter = newComment({
      audience: 'editors',
      body: 'Thư riêng gửi tòa soạn.',
      consent: { version: '1', process: true },
    })
    await t.send('POST', '/v1/comments', letter)
    await approve(letter.id)
    expect(JSON.stringify(await thread('/bai/mot'))).not.toContain('Thư riêng')
  })

  it('a thread page has a validator and answers 304 to it until something changes', async () => {
    const path = '/v1/comments?site=bao&article=/bai/mot'
    const first = await t.request(path)
    const etag = first.headers.get('ETag') ?? ''
    const again = await t.request(path, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    t.from('203.0.113.27')
    const comment = newComment({ body: 'Một ý kiến mới làm trang đổi khác.' })
    await t.send('POST', '/v1/comments', comment)
    await approve(comment.id)
    const changed = await t.request(path, { headers: { 'If-None-Match': etag } })
    expect(changed.status).toBe(200)
  })

  it('counts many articles at once; unknown ones are 0', async () => {
    const { body } = await t.get('/v1/counts?site=bao&article=/bai/trang&article=/khong-co')
    expect(body).toEqual({ counts: { '/bai/trang': 7, '/khong-co': 0 } })
  })

  it('text read back is the text acknowledged', async () => {
    t.from('203.0.113.28')
    const article = { key: '/bai/chu', url: `${ORIGIN}/bai/chu`, title: 'x' }
    const body = `'; DROP TABLE comment;-- "\\ %_ 👨‍👩‍👧 Tiếng Việt\ndòng hai`
    const comment = newComment({ article, body: body.normalize('NFD') })
    await t.send('POST', '/v1/comments', comment)
    await approve(comment.id)
    expect((await thread(article.key)).comments[0].body).toBe(body.normalize('NFC'))
  })
})

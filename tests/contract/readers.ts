import { describe, expect, it } from 'vitest'
import { articleAt, type Client, newComment } from './client.ts'

/** Comments from their first second to the page, and what moderators do in between. */
export function readersAndModerators(client: () => Client) {
  describe('readers and moderators', () => {
    it('is alive, and ready once its database is', async () => {
      expect(await client().get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
      expect(await client().get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    })

    it('a comment waits, is approved, is listed and counted', async () => {
      const article = articleAt('/doc/mot')
      const comment = newComment({
        article,
        author: { name: 'Lê Văn Tám', email: 'tam@thu.example' },
        body: 'Cảm ơn tòa soạn về loạt bài này.',
      })
      const accepted = await client().send('POST', '/v1/comments', comment)
      expect(accepted).toMatchObject({ status: 202, body: { id: comment.id, state: 'pending' } })
      expect((await client().thread(article.key)).body.comments).toEqual([])
      const queue = await client().queue(article.key)
      expect(queue.body.items).toMatchObject([{ id: comment.id, state: 'pending' }])

      const decision = await client().decide('comment', [comment.id], 'approved')
      expect(decision.body.results).toEqual([{ id: comment.id, ok: true, state: 'approved' }])
      const page = await client().thread(article.key)
      expect(page.body).toMatchObject({
        article: { key: article.key, commentCount: 1 },
        comments: [{ id: comment.id, author: { name: 'Lê Văn Tám' }, body: comment.body }],
        next: null,
      })
      expect(page.text).not.toContain('tam@thu.example')
      const counts = await client().get(`/v1/counts?site=bao&article=${article.key}&article=/khong`)
      expect(counts.body).toEqual({ counts: { [article.key]: 1, '/khong': 0 } })
    })

    it('a decision taken back takes the comment from the page', async () => {
      const article = articleAt('/doc/lai')
      const comment = newComment({ article, body: 'Ý kiến được duyệt nhầm.' })
      await client().send('POST', '/v1/comments', comment)
      const { body } = await client().decide('comment', [comment.id], 'approved')
      const undone = await client().admin('DELETE', `/v1/admin/decisions/${body.id}`)
      expect(undone.body.results).toMatchObject([{ ok: true, state: 'pending' }])
      expect((await client().thread(article.key)).body.comments).toEqual([])
    })

    it('replies follow their root, and the rest of them comes by a cursor', async () => {
      const article = articleAt('/doc/tra-loi')
      const root = newComment({ article, body: 'Ý kiến gốc.' })
      await client().send('POST', '/v1/comments', root)
      await client().decide('comment', [root.id], 'approved')
      const replies: string[] = []
      for (let i = 0; i < 4; i++) {
        const reply = newComment({ article, parentId: root.id, body: `Trả lời thứ ${i} cho bạn.` })
        expect((await client().send('POST', '/v1/comments', reply)).status).toBe(202)
        replies.push(reply.id)
      }
      await client().decide('comment', replies, 'approved')
      const { body } = await client().thread(article.key)
      const [shown] = body.comments
      expect(shown).toMatchObject({ id: root.id, replyCount: 4 })
      const idsOf = (list: { id: string }[]) => list.map(({ id }) => id)
      const rest = await client().get(
        `/v1/comments/${root.id}/replies?after=${encodeURIComponent(shown.repliesNext)}`,
      )
      expect([...idsOf(shown.replies), ...idsOf(rest.body.comments)]).toEqual(replies)
    })

    it('pages follow each other by cursor without a gap', async () => {
      const article = articleAt('/doc/trang')
      const ids: string[] = []
      for (let i = 0; i < 5; i++) {
        const comment = newComment({ article, body: `Ý kiến thứ ${i} của trang này.` })
        await client().send('POST', '/v1/comments', comment)
        ids.push(comment.id)
      }
      await client().decide('comment', ids, 'approved')
      const seen: string[] = []
      let next: string | null = null
      do {
        const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`
        const { body } = await client().thread(article.key, `&sort=oldest&limit=2${after}`)
        seen.push(...body.comments.map(({ id }: { id: string }) => id))
        next = body.next
      } while (next !== null)
      expect(seen).toEqual(ids)
    })

    it('the same request again is the same comment; the same id with other words is refused (F09, F10, F11)', async () => {
      const comment = newComment({ article: articleAt('/doc/lap'), body: 'Bấm gửi nhiều lần.' })
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => client().send('POST', '/v1/comments', comment)),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202))
      expect(new Set(answers.map(({ body }) => body.reference)).size).toBe(1)
      expect((await client().queue('/doc/lap')).body.items).toHaveLength(1)
      const other = { ...comment, body: 'Nội dung hoàn toàn khác.' }
      expect(await client().send('POST', '/v1/comments', other)).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      })
    })

    it('a reader sees the state of an own comment by its token alone (Z04)', async () => {
      const comment = newComment({ article: articleAt('/doc/rieng'), body: 'Của riêng tôi thôi.' })
      await client().send('POST', '/v1/comments', comment)
      const own = (token: string) =>
        client().get(`/v1/comments/${comment.id}/own`, { Authorization: `Bearer ${token}` })
      const mine = await own(comment.token)
      expect(mine).toMatchObject({ status: 200, body: { state: 'pending' } })
      expect(mine.headers.get('Cache-Control')).toBe('no-store')
      expect((await own('x'.repeat(43))).status).toBe(404)
    })

    it('a thread page has a validator and answers 304 to it', async () => {
      const first = await client().thread('/doc/mot')
      const etag = first.headers.get('ETag') ?? ''
      expect(etag).not.toBe('')
      const again = await client().get('/v1/comments?site=bao&article=/doc/mot', {
        'If-None-Match': etag,
      })
      expect(again).toMatchObject({ status: 304, text: '' })
    })

    it('verified articles are listed, what strangers claim is not (M02)', async () => {
      const verified = { site: 'bao', ...articleAt('/doc/that'), title: 'Tiêu đề thật' }
      expect((await client().admin('PUT', '/v1/admin/articles', verified)).status).toBe(200)
      await client().post({
        article: { ...articleAt('/doc/gia'), title: 'MUA NGAY' },
        body: 'Dưới một tiêu đề bịa.',
      })
      const list = await client().get('/v1/articles?site=bao&limit=100')
      expect(list.text).toContain('Tiêu đề thật')
      expect(list.text).not.toContain('MUA NGAY')
    })

    it('text read back is the text acknowledged, byte for byte (F29, F33)', async () => {
      const article = articleAt('/doc/chu')
      const body = `'; DROP TABLE comment;-- "\\ %_ \${x} 👨‍👩‍👧 Tiếng Việt\ndòng hai\t<b>đậm</b> &amp;`
      const name = `O'Brien "Bé" \\%_`
      const comment = newComment({ article, body: body.normalize('NFD'), author: { name } })
      await client().send('POST', '/v1/comments', comment)
      await client().decide('comment', [comment.id], 'approved')
      const [shown] = (await client().thread(article.key)).body.comments
      expect(shown).toMatchObject({ body: body.normalize('NFC'), author: { name } })
    })

    it('a letter to the editors is never published', async () => {
      const article = articleAt('/doc/thu')
      const letter = newComment({
        article,
        audience: 'editors',
        body: 'Thư riêng gửi tòa soạn.',
        consent: { version: '1', process: true },
      })
      await client().send('POST', '/v1/comments', letter)
      await client().decide('comment', [letter.id], 'approved')
      expect((await client().thread(article.key)).body.comments).toEqual([])
    })
  })
}

import { describe, expect, it } from 'vitest'
import { articleAt, type Client, newComment, ORIGIN } from './client.ts'

/** Everything that is refused here names this article, which must stay empty. */
const article = articleAt('/tu-choi')
const LIMIT_BYTES = 96 * 1024

/** Bad input: the right status, a problem that machines and people can read, and no trace of it. */
export function refusals(client: () => Client) {
  const sendBytes = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { 'Content-Type': 'application/json' },
  ) => client().call('POST', '/v1/comments', { body, headers: { Origin: ORIGIN, ...headers } })
  const text = (changes: Record<string, unknown> = {}) =>
    JSON.stringify(newComment({ article, ...changes }))

  describe('bad input', () => {
    it.each(['', '{', '{"id":1,}', 'NaN', '\ufeff{}', '// x\n{}', "{'id':1}", '{}{}'])(
      'what is no JSON answers 400: %j (F26)',
      async (body) => {
        const answer = await sendBytes(body)
        expect(answer).toMatchObject({ status: 400, body: { code: 'bad-json', status: 400 } })
        expect(answer.headers.get('Content-Type')).toContain('application/problem+json')
        expect(answer.body.type).toBe(`${client().service.url}/problems/bad-json`)
        expect(answer.body.instance).toBe(answer.headers.get('X-Request-Id'))
      },
    )

    it.each(['null', '[]', '"x"', '1', '1e400', 'true'])(
      'JSON that is no object is refused: %s (F26)',
      async (body) => {
        expect((await sendBytes(body)).status).toBe(400)
      },
    )

    it.each([
      'text/plain',
      'TEXT/PLAIN; x',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/jsonp',
      'application/json, application/json',
    ])('a body of type %s answers 415 (F27, C01, S04)', async (type) => {
      const answer = await sendBytes(text(), { 'Content-Type': type })
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } })
    })

    it('a body without a type answers 415', async () => {
      const body = new TextEncoder().encode(text())
      expect((await sendBytes(body, {})).status).toBe(415)
    })

    it('a body one byte too large answers 413 (F24)', async () => {
      const answer = await sendBytes('x'.repeat(LIMIT_BYTES + 1))
      expect(answer).toMatchObject({ status: 413, body: { code: 'too-large' } })
    })

    it('a body without a length answers 413 before it ends (F24, S05)', async () => {
      const answer = await client().raw('/v1/comments', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
        unendingBytes: 512 * 1024,
      })
      expect(answer.status).toBe(413)
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'too-large' })
    })

    it('unknown and mistyped fields answer 422 with pointers, in Vietnamese and in English', async () => {
      const wrong = { article, author: { name: 7 }, colour: 'red' }
      const vi = await client().post(wrong)
      expect(vi).toMatchObject({ status: 422, body: { code: 'invalid' } })
      expect(vi.body.errors).toEqual(
        expect.arrayContaining([
          { pointer: '/colour', detail: 'Trường này không được dùng ở đây' },
          { pointer: '/author/name', detail: expect.any(String) },
        ]),
      )
      const en = await client().post(wrong, { 'Accept-Language': 'en-GB,en;q=0.9' })
      expect(en.body.errors).toContainEqual({
        pointer: '/colour',
        detail: 'This field is not known here',
      })
    })

    it.each([
      { state: 'approved' },
      { isFeatured: true },
      { createdAt: '2020-01-01T00:00:00Z' },
      { siteSeq: 1 },
      { likeCount: 99 },
      { reasons: [] },
      { author: { name: 'Tám', badge: 'staff' } },
    ])('nobody sets what is not theirs: %j (Z02)', async (changes) => {
      expect(await client().post({ article, ...changes })).toMatchObject({
        status: 422,
        body: { code: 'invalid' },
      })
    })

    it('prototypes are keys like any other, and unknown (S04, F28)', async () => {
      for (const name of ['__proto__', 'constructor', 'toString']) {
        const body = text().replace('{', `{${JSON.stringify(name)}:{"state":"approved"},`)
        expect((await sendBytes(body)).status, name).toBe(422)
      }
    })

    it('deep nesting and a thousand keys are refused quickly (F28)', async () => {
      const deep = '['.repeat(40_000) + ']'.repeat(40_000)
      const wide = JSON.stringify(
        Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [i, 0])),
      )
      for (const body of [deep, wide, text({ body: JSON.parse(wide) as unknown })]) {
        const startedAt = performance.now()
        expect([400, 413, 422]).toContain((await sendBytes(body)).status)
        expect(performance.now() - startedAt).toBeLessThan(1000)
      }
    })

    it.each([
      ['NUL', 'trước\u0000sau'],
      ['a C0 control', 'trước\u001bsau'],
      ['a C1 control', 'trước\u0085sau'],
      ['a lone surrogate', 'trước\ud800sau'],
      ['a pile of marks', `a${'\u0301'.repeat(200)}`],
      ['alternating marks', 'a\u0323\u0301'.padEnd(30_000, '\u0323\u0301')],
    ])('%s in a text answers 422 (F29, F30, F32)', async (_name, body) => {
      const startedAt = performance.now()
      const answer = await client().post({ article, body })
      expect(answer.body.errors).toMatchObject([{ pointer: '/body' }])
      expect(answer.status).toBe(422)
      expect(performance.now() - startedAt).toBeLessThan(1000)
    })

    it('bytes that are no UTF-8 answer 422 (F29)', async () => {
      const [head = '', tail = ''] = text({ body: 'Lời @ này' }).split('@')
      const encoder = new TextEncoder()
      for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80]]) {
        const body = new Uint8Array([...encoder.encode(head), ...bytes, ...encoder.encode(tail)])
        expect((await sendBytes(body)).status).toBe(422)
      }
    })

    it('a page of another origin may not write: 403 (C09)', async () => {
      for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`]) {
        const answer = await client().post({ article }, { Origin: origin })
        expect(answer, origin).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      }
    })

    it('an unknown site answers 404, a closed article 409', async () => {
      expect(await client().post({ article, site: 'khong-co' })).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      })
      const closed = { site: 'bao', ...articleAt('/da-dong'), isOpen: false }
      await client().admin('PUT', '/v1/admin/articles', closed)
      const answer = await client().post({ article: articleAt('/da-dong') })
      expect(answer).toMatchObject({ status: 409, body: { code: 'closed' } })
    })

    it.each(['sort=id;drop', 'sort="', 'limit=-1', 'limit=1e9', 'limit=0', 'after=%00', 'x=1'])(
      'a list refuses the parameter %s (S01)',
      async (parameter) => {
        const answer = await client().get(`/v1/comments?site=bao&article=/doc/mot&${parameter}`)
        expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } })
      },
    )

    it('nothing of all this was stored', async () => {
      const queue = await client().queue(article.key)
      expect(queue.status).toBe(200)
      expect(queue.body.items).toEqual([])
      expect((await client().queue('/da-dong')).body.items).toEqual([])
    })
  })
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_TOKEN,
  articleAt,
  type Client,
  newComment,
  openClient,
  ORIGIN,
  PAGES,
  type Service,
} from './client.ts'

/** Limits on machines, and a database that is away. */
export function pressure(
  client: () => Client,
  start: (settings: Record<string, string>) => Promise<Service>,
  canLoseDatabase: boolean,
) {
  describe('with low limits', () => {
    let strict: Client
    beforeAll(async () => {
      // Three comments a minute.
      strict = openClient(await start({ ADMIN_TOKEN, LIMIT_FACTOR: '0.3' }))
      await strict.admin('POST', '/v1/admin/sites', {
        key: 'bao',
        name: 'Báo',
        origins: [ORIGIN, PAGES],
      })
    })
    afterAll(() => strict.service.stop())

    it('one client is refused with the time to wait, whatever address it claims (Z08)', async () => {
      const answers = []
      // A minute may end in between: six pass at most.
      for (let i = 0; i < 7; i++)
        answers.push(
          await strict.post(
            { article: articleAt('/nhanh'), body: `Ý kiến gửi dồn dập số ${i}.` },
            {
              'X-Forwarded-For': `203.0.113.${i}`,
              'True-Client-IP': `203.0.113.${i}`,
              'X-Real-IP': `203.0.113.${i}`,
              Forwarded: `for=203.0.113.${i}`,
            },
          ),
        )
      const [first] = answers
      const last = answers.at(-1)
      expect(first?.status).toBe(202)
      expect(first?.headers.get('RateLimit')).toMatch(/limit=3, remaining=\d, reset=\d+/)
      expect(first?.headers.get('RateLimit-Policy')).toContain('3;w=60')
      expect(last).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
      const seconds = Number(last?.headers.get('Retry-After'))
      expect(seconds).toBeGreaterThanOrEqual(1)
      expect(seconds).toBeLessThanOrEqual(60)
      expect(last?.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After')
    })

    it('reading goes on for a client that may not write', async () => {
      for (let i = 0; i < 10; i++) expect((await strict.thread('/nhanh')).status).toBe(200)
    })
  })

  // A file cannot go away like that; the tests of its adapter break it in its own ways.
  if (!canLoseDatabase) return
  describe('with its database away', () => {
    it('every call answers 503 within three seconds, and all is well afterwards (F06, F07)', async () => {
      const { outage } = client().service
      if (outage === undefined) throw new Error('This service cannot lose its database')
      const comment = newComment({ article: articleAt('/mat-dien'), body: 'Gửi lúc mất kết nối.' })
      const calls = [
        () => client().thread('/mat-dien'),
        () => client().send('POST', '/v1/comments', comment),
        () => client().share(),
        () => client().queue('/mat-dien'),
        () => client().get('/readyz'),
      ]
      outage.begin()
      try {
        for (const call of calls) {
          const startedAt = performance.now()
          const answer = await call()
          expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
          expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
          expect(performance.now() - startedAt).toBeLessThan(3000)
        }
        expect((await client().get('/healthz')).status).toBe(200)
      } finally {
        outage.end()
      }
      expect((await client().send('POST', '/v1/comments', comment)).status).toBe(202)
      expect((await client().queue('/mat-dien')).body.items).toHaveLength(1)
    })
  })
}

import { describe, expect, it } from 'vitest'
import { articleAt, type Client, ORIGIN } from './client.ts'

/** Origins that look like the listed one, and the one that hides where a page comes from. */
const strangers = [
  'https://evil.example',
  'null',
  'https://bao.example.evil.example',
  'https://evilbao.example',
  'https://baoXexample',
  'http://bao.example',
  'https://bao.example:8443',
  'https://BAO.example',
]

/** Which pages may read and write from a browser. */
export function crossOriginRules(client: () => Client) {
  const preflight = (path: string, origin: string, method = 'POST') =>
    client().call('OPTIONS', path, {
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'content-type',
      },
    })
  const allowed = (headers: Headers) => headers.get('Access-Control-Allow-Origin')
  const varies = (headers: Headers) => /\borigin\b/i.test(headers.get('Vary') ?? '')

  describe('pages of other origins', () => {
    it('a page of a listed origin may write', async () => {
      const asked = await preflight('/v1/comments', ORIGIN)
      expect(asked.status).toBe(204)
      expect(allowed(asked.headers)).toBe(ORIGIN)
      expect(asked.headers.get('Access-Control-Allow-Methods')).toContain('POST')
      const sent = await client().post({ article: articleAt('/goc'), body: 'Gửi từ trang báo.' })
      expect(sent.status).toBe(202)
      expect(allowed(sent.headers)).toBe(ORIGIN)
      expect(sent.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After')
    })

    it.each(strangers)(
      '%s may neither ask nor write, and caches can tell (C05, C06)',
      async (origin) => {
        const asked = await preflight('/v1/comments', origin)
        const sent = await client().post({ article: articleAt('/goc') }, { Origin: origin })
        expect(sent.status).toBe(403)
        for (const { headers } of [asked, sent]) {
          expect(allowed(headers)).toBeNull()
          expect(varies(headers)).toBe(true)
        }
      },
    )

    it('public lists are one variant for all origins, without credentials', async () => {
      for (const origin of [ORIGIN, ...strangers]) {
        const { status, headers } = await client().get('/v1/comments?site=bao&article=/goc', {
          Origin: origin,
        })
        expect(status).toBe(200)
        expect(allowed(headers)).toBe('*')
        expect(headers.get('Access-Control-Allow-Credentials')).toBeNull()
        expect(varies(headers)).toBe(false)
      }
    })

    it('moderators’ answers are open to no stranger’s page', async () => {
      for (const origin of strangers) {
        const { headers } = await preflight('/v1/admin/comments', origin, 'GET')
        expect(allowed(headers), origin).toBeNull()
      }
    })

    it('readers get no cookie', () => {
      const readers = client().seen.filter((answer) => !answer.startsWith('/admin'))
      expect(readers.length).toBeGreaterThan(50)
      expect(readers.join('\n').toLowerCase()).not.toContain('set-cookie')
    })
  })
}

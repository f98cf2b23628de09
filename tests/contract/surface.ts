import { describe, expect, it } from 'vitest'
import { articleAt, type Client, newComment } from './client.ts'

const canary = 'Bông điên điển vàng canh chua cá linh'

/** Ways in that are none: odd paths, other methods, forged hosts; and what every answer says about itself. */
export function surface(client: () => Client) {
  describe('the surface', () => {
    it('the widget is open to every page, and its chunks never change', async () => {
      const loader = await client().get('/widget.js', { Origin: 'https://bao.example' })
      expect(loader.status).toBe(200)
      expect(loader.headers.get('Content-Type')).toContain('javascript')
      expect(loader.headers.get('Cache-Control')).toBe('public, max-age=300')
      const chunks = [...new Set(loader.text.match(/w\/[\w-]+\.js/g))]
      expect(chunks.length).toBeGreaterThan(0)
      const answers = await Promise.all(chunks.map((chunk) => client().get(`/${chunk}`)))
      for (const { status, headers } of answers) {
        expect(status).toBe(200)
        expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      }
      for (const { headers } of [loader, ...answers]) {
        expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
        expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
        expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      }
    })

    it.each(['/w/nope.js', '/_headers', '/../package.json', '/w/..%2f..%2fnode.js', '/.dev.vars'])(
      '%s is no file of ours',
      async (path) => {
        const answer = await client().raw(path)
        expect(answer.status).toBe(404)
        expect(answer.headers['content-type']).toContain('application/problem+json')
      },
    )

    it.each(['/healthz', '/v1/comments?site=bao&article=/doc/mot', '/khong-co', '/v1/khong-co'])(
      '%s carries the headers that every answer carries',
      async (path) => {
        const { headers } = await client().get(path)
        expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
        expect(headers.get('Strict-Transport-Security')).toContain('max-age=63072000')
        expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
        expect(headers.get('Permissions-Policy')).toContain('camera=()')
        expect(headers.get('Referrer-Policy')).toMatch(/^(?:no-referrer|same-origin)$/)
        expect(headers.get('X-Request-Id')).toMatch(/^[\da-f-]{36}$/)
        expect(headers.get('Server')).toBeNull()
        expect(headers.get('X-Powered-By')).toBeNull()
      },
    )

    it.each([
      ['GET', '/v1/khong-co'],
      ['PUT', '/v1/comments'],
      ['DELETE', '/v1/comments'],
      ['GET', '/v1/shares'],
      ['POST', '/healthz'],
      ['PROPFIND', '/v1/comments'],
    ])('%s %s answers a problem', async (method, path) => {
      const answer = await client().raw(path, { method })
      expect([404, 405]).toContain(answer.status)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    })

    it('moderators’ calls want a token, on every way of writing their address (Z01, Z09)', async () => {
      const comment = newComment({ article: articleAt('/kin'), body: canary })
      expect((await client().send('POST', '/v1/comments', comment)).status).toBe(202)
      const paths = [
        '/v1/admin/comments?site=bao',
        '/v1/admin/shares?site=bao',
        '/v1/admin/sites',
        '/v1/admin%2fcomments?site=bao',
        '/v1/%61dmin/comments?site=bao',
        '//v1//admin/comments?site=bao',
        '/V1/ADMIN/COMMENTS?site=bao',
        '/v1/admin/comments/?site=bao',
        '/v1/x/../admin/comments?site=bao',
        '/v1/admin/..;/admin/comments?site=bao',
        '/static/%%36%31dmin/x',
        '/\\v1\\admin\\comments',
        '/admin%2f',
        '//admin',
        '/%61dmin',
        '/admin/..;/',
        '/ADMIN',
        '/admin/',
      ]
      for (const path of paths) {
        for (const headers of [{}, { Authorization: 'Bearer wrong-token-0123456789-0123456789' }]) {
          const answer = await client().raw(path, { headers })
          expect(answer.status, path).toBeLessThan(500)
          expect(answer.text, path).not.toContain('điên điển')
          if (path.toLowerCase().includes('v1')) expect(answer.status, path).toBeGreaterThan(399)
        }
      }
    })

    it('reading never changes anything, whatever it claims to be (C04, S08)', async () => {
      const comment = newComment({ article: articleAt('/doc-thoi'), body: 'Đọc thì không đổi.' })
      await client().send('POST', '/v1/comments', comment)
      for (const path of [
        '/v1/admin/decisions',
        `/v1/admin/decisions?_method=POST&to=approved&id=${comment.id}`,
      ])
        expect((await client().admin('GET', path)).status).toBeGreaterThan(399)
      await client().get(`/v1/comments/${comment.id}/own?_method=DELETE`, {
        'X-HTTP-Method-Override': 'DELETE',
        Authorization: `Bearer ${comment.token}`,
      })
      const { body } = await client().queue('/doc-thoi')
      expect(body.items).toMatchObject([{ id: comment.id, state: 'pending' }])
    })

    it('a forged Host changes no link and no problem (M05)', async () => {
      for (const path of ['/v1/khong-co', '/v1/comments?site=bao&article=/doc/mot']) {
        const answer = await client().raw(path, {
          headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
        })
        expect(answer.text).not.toContain('evil.example')
        expect(JSON.stringify(answer.headers)).not.toContain('evil.example')
      }
    })
  })
}

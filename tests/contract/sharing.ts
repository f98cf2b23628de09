import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { articleAt, type Client, newShare, ORIGIN, PAGES } from './client.ts'

/** Send to friends: confirmation by the sender, decision where one is needed, one mail to each friend. */
export function sharing(client: () => Client) {
  const mailTo = async (address: string) => {
    const mail = await client().service.mail(({ envelope }) => envelope.to.includes(address))
    return { ...mail, parsed: await PostalMime.parse(mail.raw) }
  }
  const linkIn = (text: string | undefined) =>
    /https?:\/\/\S+\/r\/[\w.-]+/.exec(text ?? '')?.[0] ?? ''

  describe('sending to friends', () => {
    it('a share goes out after its sender has confirmed and a moderator agreed, to one friend once', async () => {
      const article = { ...articleAt('/gui/mot'), title: 'Thư viện cập bến' }
      await client().admin('PUT', '/v1/admin/articles', { site: 'bao', ...article })
      const share = newShare({
        article,
        sender: { name: 'Trần Văn Bình', email: 'binh1@thu.example' },
        recipients: ['lan1@ban.example'],
      })
      const accepted = await client().send('POST', '/v1/shares', share)
      expect(accepted).toMatchObject({
        status: 202,
        body: { id: share.id, state: 'unconfirmed' },
      })

      const confirmation = await mailTo('binh1@thu.example')
      const link = new URL(linkIn(confirmation.parsed.text))
      expect(link.origin).toBe(client().service.url)
      const shown = await client().get(link.pathname)
      expect(shown.status).toBe(200)
      expect(shown.text).toContain('lan1@ban.example')
      const own = () =>
        client().get(`/v1/shares/${share.id}/own`, { Authorization: `Bearer ${share.token}` })
      expect((await own()).body).toEqual({ state: 'unconfirmed' })

      expect((await client().call('POST', link.pathname)).status).toBe(200)
      // No form token came with it, so a moderator looks at it first.
      const held = await own()
      expect(held.body).toMatchObject({ state: 'pending', senderToken: expect.any(String) })
      await client().decide('share', [share.id], 'approved')
      const mail = await mailTo('lan1@ban.example')
      expect(mail.envelope).toEqual({ from: 'chia-se@bao.example', to: ['lan1@ban.example'] })
      expect(mail.parsed.subject).toContain('Thư viện cập bến')
      expect(mail.parsed.to).toMatchObject([{ address: 'lan1@ban.example' }])
      expect(mail.parsed.cc ?? []).toEqual([])
      expect(mail.parsed.text).toContain(article.url)
    })

    it('the same share again is the same share; with other friends it is refused (F11)', async () => {
      const share = newShare({
        article: articleAt('/gui/hai'),
        sender: { name: 'Bình', email: 'binh2@thu.example' },
        recipients: ['lan2@ban.example'],
      })
      expect((await client().send('POST', '/v1/shares', share)).status).toBe(202)
      expect((await client().send('POST', '/v1/shares', share)).status).toBe(202)
      const other = { ...share, recipients: ['khac2@ban.example'] }
      expect(await client().send('POST', '/v1/shares', other)).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      })
    })

    it('too many friends, forged headers and links in a name are refused (M01, M03, M04, X07)', async () => {
      const refused: Record<string, unknown>[] = [
        { recipients: Array.from({ length: 6 }, (_, i) => `ban${i}@ban.example`) },
        { recipients: ['a@ban.example\r\nBcc: b@ban.example'] },
        { recipients: ['"a@evil.example x"@ban.example'] },
        { recipients: ['a@ban.example, b@ban.example'] },
        { recipients: [{ address: 'a@ban.example' }] },
        { sender: { name: 'Bình\nBcc: b@ban.example', email: 'binh3@thu.example' } },
        { sender: { name: 'http://evil.example', email: 'binh3@thu.example' } },
        { message: 'Xem ngay tại evil.example nhé' },
        { article: { ...articleAt('/gui/mot'), url: 'https://evil.example/gui/mot' } },
        { article: { ...articleAt('/gui/mot'), url: `${PAGES}@evil.example/gui/mot` } },
      ]
      for (const changes of refused) {
        const { status, body } = await client().share(changes)
        expect([status, body.code], JSON.stringify(changes)).toEqual([422, 'invalid'])
      }
    })

    it('links in mail come from the settings, whatever Host the request named (M05)', async () => {
      const payload = JSON.stringify(
        newShare({
          article: articleAt('/gui/hai'),
          sender: { name: 'Bình', email: 'binh4@thu.example' },
          recipients: ['lan4@ban.example'],
        }),
      )
      const forged = await client().raw('/v1/shares', {
        method: 'POST',
        headers: {
          Host: 'evil.example',
          'X-Forwarded-Host': 'evil.example',
          Origin: ORIGIN,
          'Content-Type': 'application/json',
        },
        body: payload,
      })
      expect(forged.status).toBe(202)
      // A request line may name a host too (RFC 9112 §3.2.2).
      const absolute = await client().raw('http://evil.example/v1/shares', {
        method: 'POST',
        headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
        body: payload,
      })
      expect([202, 400, 404]).toContain(absolute.status)
      const { parsed, raw } = await mailTo('binh4@thu.example')
      expect(new URL(linkIn(parsed.text)).origin).toBe(client().service.url)
      expect(raw).not.toContain('evil.example')
    })

    it('a link that nobody made opens nothing', async () => {
      const made = await client().get('/r/W10.0123456789012345678901')
      expect(made.status).toBe(404)
      expect(made.headers.get('Referrer-Policy')).toBe('same-origin')
    })
  })
}

import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { totpCode } from '../../src/auth/totp.ts'
import type { Client } from './client.ts'

/** Invitation by mail, password, second factor and sign-in in two steps, as a browser without a script does them. */
export function signingIn(client: () => Client) {
  describe('the people of the newsroom', () => {
    const cookies = new Map<string, string>()
    const keep = (headers: Headers) => {
      for (const cookie of headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=', 2)
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
    }
    const send = async (method: string, path: string, fields?: Record<string, string>) => {
      const answer = await client().call(method, path, {
        headers: {
          Origin: client().service.url,
          Cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          ...(fields && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        },
        ...(fields && { body: new URLSearchParams(fields).toString() }),
      })
      keep(answer.headers)
      return answer
    }
    const email = 'thanh-vien@toa-soan.example'
    const password = 'con thuyền ghé bến mỗi chiều'
    const step = () => Math.floor(Date.now() / 30_000)

    it('an invitation comes by mail and sets a password', async () => {
      const person = { email, name: 'Lê Thu Hà', role: 'moderator', sites: ['bao'] }
      const invited = await client().admin('POST', '/v1/admin/moderators', person)
      expect(invited.status, invited.text).toBe(201)
      const mail = await client().service.mail(({ envelope }) => envelope.to.includes(email))
      const { text = '' } = await PostalMime.parse(mail.raw)
      const link = /\/admin\/invitation\/\S+/.exec(text)?.[0] ?? ''
      expect((await send('GET', link)).status).toBe(200)
      const set = await send('POST', link, { name: 'Lê Thu Hà', password, again: password })
      expect(set.headers.get('Location')).toBe('/admin/sign-in?set=1')
      expect((await send('GET', link)).status).toBe(410)
    })

    it('password, then a code that works once', async () => {
      expect((await send('POST', '/admin/sign-in', { email, password })).status).toBe(303)
      await send('POST', '/admin/account/factor/begin', {})
      const { text } = await send('GET', '/admin/account/factor')
      const secret = (/class="secret">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
      const on = await send('POST', '/admin/account/factor', {
        code: await totpCode(secret, step()),
      })
      expect(on.text).toContain('class="codes"')
      await send('POST', '/admin/sign-out', {})
      const half = await send('POST', '/admin/sign-in', { email, password })
      expect(half.headers.get('Location')).toMatch(/^\/admin\/sign-in\/code/)
      expect((await send('GET', '/admin/pending')).status).toBe(303)
      const code = await totpCode(secret, step() + 1)
      const done = await send('POST', '/admin/sign-in/code', { code })
      expect(done.headers.get('Location')).toBe('/admin/')
      expect((await send('GET', '/admin/pending')).status).toBe(200)
      await send('POST', '/admin/sign-in', { email, password })
      expect((await send('POST', '/admin/sign-in/code', { code })).status).toBe(401)
    })
  })
}

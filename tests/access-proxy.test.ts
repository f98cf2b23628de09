import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../src/config.ts'
import { moderator } from '../src/schema.ts'
import { addModerator, signIn } from './people.ts'
import { createTestApp, PUBLIC_URL, type TestApp } from './support.ts'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
const audience = 'a'.repeat(64)

/** A real HTTP server that publishes keys as Cloudflare Access does. */
async function startKeyServer(keys: JWK[]) {
  let asked = 0
  let isUp = true
  const server: Server = createServer((request, response) => {
    asked += 1
    response.statusCode = isUp && request.url === '/cdn-cgi/access/certs' ? 200 : 503
    response.end(JSON.stringify({ keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    issuer: `http://127.0.0.1:${port}`,
    keys,
    asked: () => asked,
    setUp: (next: boolean) => {
      isUp = next
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

describe('a sign-in proxy in front (Z11)', () => {
  let t: TestApp
  let proxy: Awaited<ReturnType<typeof startKeyServer>>
  let ours: Keys
  let foreign: Keys

  beforeAll(async () => {
    t = await createTestApp()
    ours = await generateKeyPair('RS256', { extractable: true })
    foreign = await generateKeyPair('RS256', { extractable: true })
    proxy = await startKeyServer([
      { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' },
    ])
    t.ports.fetch = fetch
    t.ports.config.access = { issuer: proxy.issuer, audience }
    await addModerator(t, 'ha@bao.example', { role: 'editor', sites: ['bao'] })
    await addModerator(t, 'nghi@bao.example', { isDisabled: true })
  })
  afterAll(async () => {
    await proxy.close()
    await t.close()
  })

  interface Wish {
    key?: Keys['privateKey'] | Uint8Array
    alg?: string
    kid?: string
    iss?: string
    aud?: string
    email?: unknown
    seconds?: number
    type?: string
  }
  const sign = (wish: Wish = {}) => {
    const now = Math.floor(t.ports.now().getTime() / 1000)
    const { email = 'ha@bao.example', seconds = 600 } = wish
    return new SignJWT({ email, type: 'app' })
      .setProtectedHeader({ alg: wish.alg ?? 'RS256', kid: wish.kid ?? 'k1' })
      .setIssuer(wish.iss ?? proxy.issuer)
      .setAudience(wish.aud ?? audience)
      .setIssuedAt(now + Math.min(0, seconds) - 10)
      .setExpirationTime(now + seconds)
      .sign(wish.key ?? ours.privateKey)
  }
  const ask = (
    assertion: string,
    path = '/v1/admin/comments?site=bao',
    {
      headers = {},
      ...init
    }: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ) => t.request(path, { ...init, headers: { 'Cf-Access-Jwt-Assertion': assertion, ...headers } })

  it('lets a known person in, to the API and the console, with their own role and sites', async () => {
    const assertion = await sign({ email: 'Ha@Bao.Example' })
    expect((await ask(assertion)).status).toBe(200)
    const page = await ask(assertion, '/admin/account')
    expect(await page.text()).toContain('cổng đăng nhập của tòa soạn')
    expect((await ask(assertion, '/admin/people')).status).toBe(403)
    expect((await ask(assertion, '/v1/admin/comments?site=la')).status).toBe(404)
  })

  it('the keys are asked for once, and again for an unknown one, but not all the time', async () => {
    const before = proxy.asked()
    for (let i = 0; i < 3; i++) await ask(await sign())
    expect(proxy.asked()).toBe(before)
    for (let i = 0; i < 5; i++) expect((await ask(await sign({ kid: `x${i}` }))).status).toBe(403)
    expect(proxy.asked()).toBeLessThanOrEqual(before + 1)
    const next = await generateKeyPair('ES256')
    proxy.keys.push({ ...(await exportJWK(next.publicKey)), kid: 'k2', alg: 'ES256' })
    t.pass(61_000)
    const turned = await sign({ key: next.privateKey, alg: 'ES256', kid: 'k2' })
    expect((await ask(turned)).status).toBe(200)
  })

  it('refuses what is not wholly right, with 403 each', async () => {
    const now = Math.floor(t.ports.now().getTime() / 1000)
    const unsigned = new UnsecuredJWT({ email: 'ha@bao.example' })
      .setIssuer(proxy.issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .encode()
    const pem = new TextEncoder().encode(await exportSPKI(ours.publicKey))
    const good = await sign()
    const [head = '', body = '', signature = ''] = good.split('.')
    const changed = btoa(atob(body.replaceAll('-', '+').replaceAll('_', '/')).replace('ha@', 'qt@'))
    const refused: Record<string, string> = {
      'alg none': unsigned,
      'HS256 with the public key as secret': await sign({ key: pem, alg: 'HS256' }),
      'another team’s key': await sign({ key: foreign.privateKey }),
      'another algorithm of our key': await sign({
        key: (await generateKeyPair('PS256')).privateKey,
        alg: 'PS256',
      }),
      'wrong audience': await sign({ aud: 'b'.repeat(64) }),
      'wrong issuer': await sign({ iss: 'https://evil.cloudflareaccess.com' }),
      expired: await sign({ seconds: -60 }),
      'a changed body': `${head}.${changed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.${signature}`,
      'somebody unknown': await sign({ email: 'ai-do@bao.example' }),
      'somebody disabled': await sign({ email: 'nghi@bao.example' }),
      'no address': await sign({ email: 7 }),
      'no token at all': 'x',
      nothing: '',
    }
    const statuses = await Promise.all(
      Object.entries(refused).map(async ([name, assertion]) => [
        name,
        (await ask(assertion)).status,
      ]),
    )
    expect(Object.fromEntries(statuses)).toEqual(
      Object.fromEntries(Object.keys(refused).map((name) => [name, 403])),
    )
    const people = await t.ports.db.select().from(moderator)
    expect(people).toHaveLength(2)
  })

  it('says what to do about it, whatever session the browser has besides', async () => {
    await addModerator(t, 'phien@bao.example')
    const Cookie = await signIn(t, 'phien@bao.example')
    const page = async (assertion: string) => {
      const answer = await ask(assertion, '/admin/pending', { headers: { Cookie } })
      expect(answer.status).toBe(403)
      return answer.text()
    }
    expect(await page(await sign({ seconds: -60 }))).toContain('không đúng hoặc đã hết hạn')
    expect(await page('x.y.z')).toContain('không đúng hoặc đã hết hạn')
    expect(await page(await sign({ email: 'ai-do@bao.example' }))).toContain('nhờ quản trị mời bạn')
    // Nothing of the refusal lasts: without the header the session is what it was.
    expect((await t.request('/admin/pending', { headers: { Cookie } })).status).toBe(200)
  })

  it('the proxy’s cookie alone, or no assertion, is nobody', async () => {
    const cookie = { headers: { Cookie: `CF_Authorization=${await sign()}` } }
    expect((await t.request('/v1/admin/comments', cookie)).status).toBe(401)
    expect((await t.request('/admin/pending', cookie)).headers.get('Location')).toContain('sign-in')
    expect((await t.request('/v1/admin/comments')).status).toBe(401)
  })

  it('what changes anything must still come from our own pages (C03)', async () => {
    const assertion = await sign()
    const body = JSON.stringify({ items: [], to: 'approved' })
    const from = (Origin: string) =>
      ask(assertion, '/v1/admin/decisions', {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', Origin },
      })
    expect((await from('https://evil.test')).status).toBe(403)
    expect((await from(PUBLIC_URL)).status).not.toBe(403)
  })

  it('without the setting the header means nothing', async () => {
    const { access } = t.ports.config
    t.ports.config.access = null
    expect((await ask(await sign())).status).toBe(401)
    t.ports.config.access = access
  })

  it('known keys serve on while the proxy is away; without any it is 503', async () => {
    t.pass(3_600_000)
    proxy.setUp(false)
    expect((await ask(await sign())).status).toBe(200)
    t.ports.config.access = { issuer: 'http://127.0.0.1:1', audience }
    expect((await ask(await sign())).status).toBe(503)
  })

  it('issuer and audience are set together, and the issuer is an https origin', () => {
    const parse = (more: Record<string, string>) => () =>
      parseConfig({ SECRET: 's'.repeat(40), ...more }, 'node')
    const issuer = { ACCESS_ISSUER: 'https://team.cloudflareaccess.com/' }
    expect(parse({ ...issuer, ACCESS_AUDIENCE: audience })().access).toEqual({
      issuer: 'https://team.cloudflareaccess.com',
      audience,
    })
    expect(parse(issuer)).toThrow('belong together')
    expect(parse({ ACCESS_ISSUER: 'http://team.example', ACCESS_AUDIENCE: 'x' })).toThrow('https')
  })
})

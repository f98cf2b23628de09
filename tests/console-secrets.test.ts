import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit, siteSecret } from '../src/schema.ts'
import { addModerator, PASSWORD, sendForm, signIn } from './people.ts'
import { createTestApp, json, PUBLIC_URL, type TestApp } from './support.ts'

const HOOK = 'https://goi.example/nhan'
const PATH = '/admin/sites/bao/secrets'

describe('a site’s keys in the console', () => {
  let t: TestApp
  let cookie: string
  beforeAll(async () => {
    t = await createTestApp()
    t.ports.config.webhookHosts = ['goi.example']
    const settings = { webhooks: [{ url: HOOK, events: ['comment.approved'] }] }
    const patched = await t.admin(
      'PATCH',
      '/v1/admin/sites/bao',
      { settings },
      { 'If-Match': '"1"' },
    )
    expect(patched.status).toBe(200)
    await addModerator(t, 'qt@bao.example', { role: 'admin', sites: ['bao'] })
    cookie = await signIn(t, 'qt@bao.example')
  })
  afterAll(() => t.close())

  const open = async () => {
    const answer = await t.request(PATH, { headers: { Cookie: cookie } })
    expect(answer.status).toBe(200)
    return answer.text()
  }
  const send = (path: string, fields: Record<string, string> = {}) =>
    sendForm(t, PATH + path, fields, { cookie })
  const names = async () =>
    (await json(await t.admin('GET', '/v1/admin/sites/bao/secrets'))).items.map(
      ({ name }: { name: string }) => name,
    )

  it('are set and removed, shown never, and all of it is on record', async () => {
    expect(await open()).toContain('Chưa đặt')
    const saved = await send('/akismet', { value: 'khoa-akismet-kin' })
    expect(saved.headers.get('Location')).toBe(`${PATH}?told=saved`)
    const page = await open()
    expect(page).toContain('đổi lần cuối')
    expect(page).not.toContain('khoa-akismet-kin')
    expect(await names()).toEqual(['akismet'])
    await send('/akismet/remove')
    expect(await names()).toEqual([])
    const rows = await t.ports.db.select().from(audit)
    const actions = rows.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['site.secret-set', 'site.secret-removed']))
    expect(JSON.stringify(rows)).not.toContain('khoa-akismet-kin')
  })

  it('a members’ key is a long secret or a public JWK; anything else is refused in words', async () => {
    const short = await send('/member', { value: 'ngan-qua-ngan' })
    expect(short.status).toBe(422)
    expect(await short.text()).toContain('Cần ít nhất 32 byte')
    const broken = await send('/member', { value: '{"kty":' })
    expect([broken.status, (await broken.text()).includes('phải là JWK đọc được')]).toEqual([
      422,
      true,
    ])
    const pair = await generateKeyPair('ES256', { extractable: true })
    const isPrivate = JSON.stringify(await exportJWK(pair.privateKey))
    expect((await send('/member', { value: isPrivate })).status).toBe(422)
    const key = await exportJWK(pair.publicKey)
    expect((await send('/member', { value: JSON.stringify(key) })).status).toBe(303)
    const [stored] = await t.ports.db.select().from(siteSecret)
    expect(JSON.parse(stored?.value ?? '')).toEqual({ key })
  })

  it('a webhook’s key is made here, shown once, and only for addresses in the settings', async () => {
    const made = await send('/webhook', { url: HOOK })
    expect(made.status).toBe(200)
    const [secret = ''] = /whsec_[\w+/=]{20,}/.exec(await made.text()) ?? []
    expect(secret).not.toBe('')
    const page = await open()
    expect(page).toContain(HOOK)
    expect(page).not.toContain(secret)
    expect((await send('/webhook', { url: 'https://khac.example/' })).status).toBe(422)
  })

  it('ask for the password once it was not given for a while, by page and by API', async () => {
    t.pass(16 * 60_000)
    const asked = await t.request(PATH, { headers: { Cookie: cookie } })
    expect(asked.headers.get('Location')).toBe(`/admin/prove?back=${encodeURIComponent(PATH)}`)
    const call = () =>
      t.send('DELETE', '/v1/admin/sites/bao/secrets/member', undefined, {
        ...{ Origin: PUBLIC_URL, Cookie: cookie },
      })
    expect((await call()).status).toBe(403)
    await sendForm(t, '/admin/prove', { password: PASSWORD, back: PATH }, { cookie })
    expect((await call()).status).toBe(204)
  })

  it('editors see neither the page nor the way to it', async () => {
    await addModerator(t, 'bt@bao.example', { role: 'editor' })
    const editor = await signIn(t, 'bt@bao.example')
    const page = (path: string) => t.request(path, { headers: { Cookie: editor } })
    expect((await page(PATH)).status).toBe(403)
    expect(await (await page('/admin/sites/bao')).text()).not.toContain(PATH)
  })
})

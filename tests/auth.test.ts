import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from '../src/auth/password.ts'
import { sessionCookieName } from '../src/auth/session.ts'
import { createSetupLink } from '../src/auth/setup.ts'
import { account, audit, counter, moderator, session } from '../src/schema.ts'
import { addModerator, cookiesOf, PASSWORD, sendForm, signIn } from './people.ts'
import { createTestApp, PUBLIC_URL, type TestApp } from './support.ts'

const MINUTE = 60_000

describe('sign-in', () => {
  let t: TestApp
  let id: string

  beforeAll(async () => {
    t = await createTestApp()
    id = await addModerator(t, 'ha@bao.example')
  })
  beforeEach(async () => {
    await t.ports.db.delete(counter)
    t.from('203.0.113.7')
  })
  afterAll(() => t.close())

  const attempt = (email: string, password: string, cookie?: string) =>
    sendForm(t, '/admin/sign-in', { email, password }, cookie === undefined ? {} : { cookie })
  const open = (cookie: string, path = '/admin/pending') =>
    t.request(path, { headers: { Cookie: cookie } })

  it('the right password opens the desk', async () => {
    const cookie = await signIn(t, 'Ha@BAO.example')
    const page = await open(cookie)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Lê Thu Hà')
  })

  it('the cookie is host-only, secure, unreadable for scripts and lasts one shift', async () => {
    const response = await attempt('ha@bao.example', PASSWORD)
    const cookie = response.headers.getSetCookie().find((c) => c.includes('phanhoi.session'))
    expect(cookie).toMatch(/^__Host-phanhoi\.session=/)
    const attributes = cookie!.split('; ').slice(1)
    expect(attributes.sort()).toEqual(
      ['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Lax', 'Secure'].sort(),
    )
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })

  it('without TLS the cookie has no prefix that browsers would refuse', () => {
    const config = { ...t.ports.config, publicUrl: 'http://localhost:8787' }
    expect(sessionCookieName(config)).toBe('phanhoi.session')
  })

  it('the database never holds what the cookie carries', async () => {
    const cookie = await signIn(t, 'ha@bao.example')
    const token = /phanhoi\.session=([^;.]+)/.exec(decodeURIComponent(cookie))?.[1]
    expect(token).toMatch(/^[\w-]{32}$/)
    const tables = ['session', 'account', 'verification', 'moderator', 'counter']
    const rows = await Promise.all(tables.map((name) => t.client.execute(`SELECT * FROM ${name}`)))
    const stored = JSON.stringify(rows.map(({ rows }) => rows))
    expect(stored).toContain(id)
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(PASSWORD)
  })

  it('wrong password, unknown account and disabled account get the same answer (Z10)', async () => {
    await addModerator(t, 'nghi@bao.example', { isDisabled: true })
    const answers = await Promise.all([
      attempt('ha@bao.example', 'một câu dài khác hẳn'),
      attempt('khong-co@bao.example', 'một câu dài khác hẳn'),
      attempt('nghi@bao.example', PASSWORD),
      attempt('not an address', PASSWORD),
      attempt('ha@bao.example', 'x'.repeat(900)),
    ])
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    const same = texts.map((text) => text.replace(/ value="[^"]*"/g, ''))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    expect(new Set(same).size).toBe(1)
    expect(texts[0]).toContain('Email hoặc mật khẩu không đúng.')
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
  })

  it('sign-up by HTTP does not exist', async () => {
    const body = { name: 'x', email: 'x@evil.test', password: PASSWORD }
    for (const path of [
      '/api/auth/sign-up/email',
      '/admin/sign-up',
      '/admin/api/auth/sign-up/email',
    ])
      expect((await t.send('POST', path, body, { Origin: PUBLIC_URL })).status).toBe(404)
    const rows = await t.ports.db.select().from(moderator).where(eq(moderator.email, 'x@evil.test'))
    expect(rows).toEqual([])
  })

  it('signing out ends the session on the server', async () => {
    const cookie = await signIn(t, 'ha@bao.example')
    const out = await sendForm(t, '/admin/sign-out', {}, { cookie })
    expect(out.status).toBe(303)
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-phanhoi\.session=; Max-Age=0/)
    expect((await open(cookie)).status).toBe(303)
    const ended = await t.ports.db.select().from(audit).where(eq(audit.action, 'session.ended'))
    expect(ended).toMatchObject([{ actor: id, subject: id }])
    await sendForm(t, '/admin/sign-out', {}, { cookie })
    expect(await t.ports.db.$count(audit, eq(audit.action, 'session.ended'))).toBe(1)
  })

  it('a disabled moderator is out at once', async () => {
    await addModerator(t, 'tam@bao.example')
    const cookie = await signIn(t, 'tam@bao.example')
    expect((await open(cookie)).status).toBe(200)
    await t.ports.db
      .update(moderator)
      .set({ isDisabled: true })
      .where(eq(moderator.email, 'tam@bao.example'))
    expect((await open(cookie)).status).toBe(303)
    expect((await open(cookie, '/v1/admin/comments')).status).toBe(401)
  })

  it('a sign-in makes a new session and ends the one the browser had (C10)', async () => {
    const planted = await signIn(t, 'ha@bao.example')
    const response = await attempt('ha@bao.example', PASSWORD, planted)
    const own = cookiesOf(response)
    expect(own).not.toBe(planted)
    expect((await open(planted)).status).toBe(303)
    expect((await open(own)).status).toBe(200)
  })

  it('a session ends after an hour without use, and use prolongs it', async () => {
    const cookie = await signIn(t, 'ha@bao.example')
    t.pass(40 * MINUTE)
    expect((await open(cookie)).status).toBe(200)
    t.pass(40 * MINUTE)
    expect((await open(cookie)).status).toBe(200)
    t.pass(61 * MINUTE)
    expect((await open(cookie)).status).toBe(303)
  })

  it('no session outlives twelve hours, however busy', async () => {
    const cookie = await signIn(t, 'ha@bao.example')
    for (let i = 0; i < 14; i++) {
      expect((await open(cookie)).status).toBe(200)
      t.pass(50 * MINUTE)
    }
    t.pass(21 * MINUTE)
    expect((await open(cookie)).status).toBe(303)
    await signIn(t, 'ha@bao.example')
    const left = await t.ports.db.select().from(session)
    expect(left.every(({ expiresAt }) => expiresAt > t.ports.now())).toBe(true)
  })

  it('a changed or foreign cookie opens nothing', async () => {
    const cookie = await signIn(t, 'ha@bao.example')
    const [row] = await t.ports.db.select().from(session)
    const hashes = `__Host-phanhoi.session=${row!.token.slice(0, 32)}.x`
    const other = cookie.replace('__Host-phanhoi.session', 'phanhoi.session')
    for (const tried of [hashes, other, '__Host-phanhoi.session=', '__Host-phanhoi.session=%00.a'])
      expect((await open(tried)).status).toBe(303)
  })

  it('one address is slowed over many accounts (Z10)', async () => {
    const answers: number[] = []
    for (let i = 0; i < 11; i++)
      answers.push((await attempt(`a${i}@bao.example`, 'x'.repeat(200))).status)
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(answers[10]).toBe(429)
    t.pass(MINUTE)
    expect((await attempt('a@bao.example', 'x'.repeat(200))).status).toBe(401)
  })

  it('one account is slowed over many addresses, known browsers and 15 minutes apart (Z10)', async () => {
    const known = await signIn(t, 'ha@bao.example')
    let last = 0
    for (let i = 0; i < 21; i++) {
      t.from(`198.51.100.${i}`)
      last = (await attempt('ha@bao.example', 'x'.repeat(200))).status
    }
    expect(last).toBe(429)
    t.from('198.51.100.99')
    const refused = await attempt('ha@bao.example', PASSWORD)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(900)
    expect((await attempt('ha@bao.example', PASSWORD, known)).status).toBe(303)
    t.pass(15 * MINUTE)
    expect((await attempt('ha@bao.example', PASSWORD)).status).toBe(303)
  })

  it('after sign-in only pages of the console are opened (C08)', async () => {
    const leads = async (back: string) => {
      await t.ports.db.delete(counter)
      const fields = { email: 'ha@bao.example', password: PASSWORD, back }
      return (await sendForm(t, '/admin/sign-in', fields)).headers.get('Location')
    }
    expect(await leads('/admin/spam?after=x')).toBe('/admin/spam?after=x')
    for (const back of [
      '//evil.test',
      '/\\evil.test',
      'https://evil.test/admin/',
      '/admin/../v1',
      '/admin/%2e%2e/x',
    ])
      expect(await leads(back)).toBe('/admin/')
  })
})

describe('passwords', () => {
  it('are salted and carry their cost', async () => {
    const [a, b] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)])
    expect(a).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$/)
    expect(a).not.toBe(b)
    expect(await verifyPassword(a, PASSWORD)).toBe(true)
    expect(await verifyPassword(a, `${PASSWORD}!`)).toBe(false)
  })

  it('are the same composed and decomposed', async () => {
    const hash = await hashPassword(PASSWORD.normalize('NFD'))
    expect(await verifyPassword(hash, PASSWORD.normalize('NFC'))).toBe(true)
  })

  it('never match a broken hash', async () => {
    for (const hash of ['', 'x', '$scrypt$ln=40,r=8,p=5$a$b', '$scrypt$ln=14,r=8,p=5$$'])
      expect(await verifyPassword(hash, '')).toBe(false)
  })
})

describe('set-up', () => {
  let t: TestApp
  beforeEach(async () => {
    t = await createTestApp()
    return () => t.close()
  })

  const link = async () => {
    const { ports, keyring } = t
    const url = await createSetupLink(ports.db, keyring, PUBLIC_URL, ports.now())
    return url === null ? null : url.slice(PUBLIC_URL.length)
  }
  const person = (changes: Record<string, string> = {}) => ({
    name: 'Phạm Quang',
    email: 'Quang@bao.example',
    password: PASSWORD,
    again: PASSWORD,
    ...changes,
  })

  it('the first moderator is an admin and signed in', async () => {
    const path = (await link())!
    expect((await t.request(path)).status).toBe(200)
    const made = await sendForm(t, path, person())
    expect(made.status).toBe(303)
    expect(made.headers.get('Location')).toBe('/admin/')
    const page = await t.request('/admin/pending', { headers: { Cookie: cookiesOf(made) } })
    expect(await page.text()).toContain('Phạm Quang')
    const [row] = await t.ports.db.select().from(moderator)
    expect(row).toMatchObject({ email: 'quang@bao.example', role: 'admin', sites: null })
  })

  it('the link dies with the first moderator, and no new one is made', async () => {
    const path = (await link())!
    await sendForm(t, path, person())
    expect((await t.request(path)).status).toBe(410)
    expect((await sendForm(t, path, person({ email: 'hai@bao.example' }))).status).toBe(410)
    expect(await link()).toBeNull()
  })

  it('of two at once one wins', async () => {
    const path = (await link())!
    const answers = await Promise.all([
      sendForm(t, path, person()),
      sendForm(t, path, person({ email: 'hai@bao.example' })),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(await t.ports.db.select().from(moderator)).toHaveLength(1)
    expect(await t.ports.db.select().from(account)).toHaveLength(1)
  })

  it('a link is good for a day and cannot be made up', async () => {
    const path = (await link())!
    for (const forged of [
      `${path}x`,
      path.replace(/\.[^.]+$/, `.${'A'.repeat(22)}`),
      '/admin/setup/x',
    ])
      expect((await sendForm(t, forged, person())).status).toBe(410)
    t.pass(24 * 60 * MINUTE)
    expect((await t.request(path)).status).toBe(410)
    expect((await sendForm(t, path, person())).status).toBe(410)
  })

  it('what is wrong is said, and nothing is made', async () => {
    const path = (await link())!
    const said = async (changes: Record<string, string>) => {
      const answer = await sendForm(t, path, person(changes))
      expect(answer.status).toBe(422)
      return /role="alert">([^<]+)/.exec(await answer.text())?.[1]
    }
    expect(await said({ name: ' ' })).toBe('Vui lòng nhập họ và tên.')
    expect(await said({ email: 'a@localhost' })).toBe('Vui lòng nhập email hợp lệ.')
    expect(await said({ again: 'khác' })).toBe('Hai mật khẩu không giống nhau.')
    expect(await said({ password: 'ngắn', again: 'ngắn' })).toContain('12 đến 128')
    expect(await t.ports.db.select().from(moderator)).toEqual([])
  })

  it('refuses other origins (C03)', async () => {
    const path = (await link())!
    expect((await sendForm(t, path, person(), { origin: 'https://evil.test' })).status).toBe(403)
    expect((await sendForm(t, path, person(), { origin: null })).status).toBe(403)
    expect(await t.ports.db.select().from(moderator)).toEqual([])
  })
})

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findPasswordFault } from '../src/auth/password-rules.ts'
import { base32, totpCode } from '../src/auth/totp.ts'
import { audit, counter, factor, moderator, session } from '../src/schema.ts'
import { createKeyring } from '../src/signing.ts'
import { addModerator, cookiesOf, PASSWORD, sendForm, signIn } from './people.ts'
import { createTestApp, type TestApp } from './support.ts'

const MINUTE = 60_000

describe('codes by time', () => {
  it('are those of RFC 6238, appendix B, in six digits', async () => {
    const secret = base32(new TextEncoder().encode('12345678901234567890'))
    const at = (seconds: number) => totpCode(secret, Math.floor(seconds / 30))
    expect(await Promise.all([59, 1111111109, 1234567890, 20000000000].map(at))).toEqual([
      '287082',
      '081804',
      '005924',
      '353130',
    ])
  })

  it('a secret is read under the former SECRET and by nobody else', async () => {
    const [old, now] = ['a', 'b'].map((letter) => letter.repeat(40))
    const box = await createKeyring(old ?? '', null).encrypt('factor:1', 'JBSWY3DP')
    const rotated = createKeyring(now ?? '', old ?? '')
    expect(box).not.toContain('JBSWY3DP')
    expect(await rotated.decrypt('factor:1', box)).toBe('JBSWY3DP')
    expect(await rotated.decrypt('factor:2', box)).toBeNull()
    expect(await createKeyring(now ?? '', null).decrypt('factor:1', box)).toBeNull()
    for (const broken of ['', '.', 'x.y', `${box}AA`, box.slice(3)])
      expect(await rotated.decrypt('factor:1', broken)).toBeNull()
  })
})

describe('the second factor', () => {
  let t: TestApp
  let id: string
  let secret = ''
  let backup: string[] = []

  beforeAll(async () => {
    t = await createTestApp()
    id = await addModerator(t, 'ha@bao.example')
  })
  beforeEach(async () => {
    await t.ports.db.delete(counter)
    t.pass(5 * MINUTE)
  })
  afterAll(() => t.close())

  const page = async (cookie: string, path: string) => {
    const response = await t.request(path, { headers: { Cookie: cookie } })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  const codeNow = (steps = 0) =>
    totpCode(secret, Math.floor(t.ports.now().getTime() / 30_000) + steps)
  const givePassword = () =>
    sendForm(t, '/admin/sign-in', { email: 'ha@bao.example', password: PASSWORD })
  const giveCode = async (code: string, cookie?: string) =>
    sendForm(
      t,
      '/admin/sign-in/code',
      { code, back: '/admin/spam' },
      { cookie: cookie ?? cookiesOf(await givePassword()) },
    )
  const opens = async (cookie: string) => (await page(cookie, '/admin/pending')).status === 200

  it('is set up with a QR code and a key, and on only after a right code', async () => {
    const cookie = await signIn(t, 'ha@bao.example')
    const begun = await sendForm(t, '/admin/account/factor/begin', {}, { cookie })
    expect(begun.headers.get('Location')).toBe('/admin/account/factor')
    const { text } = await page(cookie, '/admin/account/factor')
    secret = (/<code class="secret">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(text).toMatch(/<svg class="qr" role="img" aria-label="[^"]+"/)
    expect(text).not.toMatch(/ style=|<style|<script(?! src)/)
    const wrong = await sendForm(t, '/admin/account/factor', { code: '000000' }, { cookie })
    expect(wrong.status).toBe(422)
    expect((await givePassword()).headers.get('Location')).toBe('/admin/')
    const right = await sendForm(t, '/admin/account/factor', { code: await codeNow() }, { cookie })
    backup = [...(await right.text()).matchAll(/<li>([A-Z2-7]{5}-[A-Z2-7]{5})</g)].map(
      ([, code]) => code ?? '',
    )
    expect(backup).toHaveLength(10)
    const [row] = await t.ports.db.select().from(factor)
    const rows = await t.client.execute('SELECT * FROM backup_code')
    expect(JSON.stringify([row, rows.rows])).not.toContain(secret)
    for (const code of backup)
      expect(JSON.stringify(rows.rows)).not.toContain(code.replace('-', ''))
  })

  it('the password alone opens nothing; password and code do', async () => {
    const half = await givePassword()
    expect(half.headers.get('Location')).toBe('/admin/sign-in/code?back=%2Fadmin%2F')
    const halfway = cookiesOf(half)
    expect(halfway).not.toContain('session')
    expect(await opens(halfway)).toBe(false)
    expect((await t.request('/v1/admin/comments', { headers: { Cookie: halfway } })).status).toBe(
      401,
    )
    const done = await giveCode(await codeNow(), halfway)
    expect(done.headers.get('Location')).toBe('/admin/spam')
    expect(done.headers.getSetCookie().join('\n')).toMatch(
      /__Host-phanhoi\.session=[\w-]{32}\.; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure/,
    )
    expect(await opens(cookiesOf(done))).toBe(true)
  })

  it('no code works twice, not even for two at once (V6.5.1)', async () => {
    const code = await codeNow()
    const halves = [cookiesOf(await givePassword()), cookiesOf(await givePassword())]
    const answers = await Promise.all(halves.map((half) => giveCode(code, half)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 401])
    expect((await giveCode(code)).status).toBe(401)
  })

  it('a code of the step before or after is taken, an older one is not, an earlier one than used is not', async () => {
    expect((await giveCode(await codeNow(-2))).status).toBe(401)
    expect((await giveCode(await codeNow(2))).status).toBe(401)
    expect((await giveCode(await codeNow(-1))).status).toBe(303)
    expect((await giveCode(await codeNow(1))).status).toBe(303)
    expect((await giveCode(await codeNow())).status).toBe(401)
  })

  it('a backup code works once, typed in any way', async () => {
    const typed = backup[0]?.toLowerCase().replace('-', ' ') ?? ''
    expect((await giveCode(typed)).status).toBe(303)
    expect((await giveCode(typed)).status).toBe(401)
    expect((await giveCode(backup[1] ?? '')).status).toBe(303)
  })

  it('guessing codes is slowed for the account, from whatever address (Z10)', async () => {
    const half = cookiesOf(await givePassword())
    const answers: number[] = []
    for (let i = 0; i < 11; i++) {
      t.from(`198.51.100.${i}`)
      answers.push((await giveCode(`00000${i % 10}`, half)).status)
    }
    expect(answers).toEqual([...Array<number>(10).fill(401), 429])
    t.pass(15 * MINUTE)
    t.from('203.0.113.7')
    expect((await giveCode(await codeNow())).status).toBe(303)
  })

  it('the second step waits five minutes, and no longer for whoever is disabled', async () => {
    const late = cookiesOf(await givePassword())
    t.pass(5 * MINUTE)
    const over = await giveCode(await codeNow(), late)
    expect(over.headers.get('Location')).toBe('/admin/sign-in?over=1')
    const half = cookiesOf(await givePassword())
    const disable = (isDisabled: boolean) =>
      t.ports.db.update(moderator).set({ isDisabled }).where(eq(moderator.id, id))
    await disable(true)
    expect((await giveCode(await codeNow(), half)).status).toBe(401)
    await disable(false)
    for (const forged of ['x.y', `${id}.9999999999999`])
      expect(
        (await giveCode(await codeNow(1), `__Host-phanhoi.halfway=${forged}`)).headers.get(
          'Location',
        ),
      ).toBe('/admin/sign-in?over=1')
  })

  it('a sign-in in two steps makes a new session and ends the one the browser had (C10)', async () => {
    const first = cookiesOf(await giveCode(await codeNow()))
    t.pass(MINUTE)
    const half = cookiesOf(await givePassword())
    // A browser has forgotten the cookie of the first step, which the answer emptied.
    const [old = ''] = first.split('; ')
    const next = cookiesOf(await giveCode(await codeNow(), `${old}; ${half}`))
    expect([await opens(first), await opens(next)]).toEqual([false, true])
  })

  it('is switched off with password and code only, and sign-ins are on record', async () => {
    const cookie = cookiesOf(await giveCode(await codeNow()))
    t.pass(MINUTE)
    const off = (current: string, code: string) =>
      sendForm(t, '/admin/account/factor/off', { current, code }, { cookie })
    expect((await off('nhầm mật khẩu rồi', await codeNow())).status).toBe(422)
    expect((await off(PASSWORD, '123456')).status).toBe(422)
    expect((await off(PASSWORD, await codeNow())).status).toBe(303)
    expect((await givePassword()).headers.get('Location')).toBe('/admin/')
    const rows = await t.ports.db.select().from(audit)
    const actions = new Set(rows.map(({ action }) => action))
    for (const one of ['session.opened', 'session.failed', 'factor.added', 'factor.removed'])
      expect(actions).toContain(one)
    expect(JSON.stringify(rows)).not.toContain('ha@bao.example')
  })
})

describe('where the deployment asks for a second factor', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp()
    t.ports.config.secondFactorFrom = 'editor'
    await addModerator(t, 'bt@bao.example', { role: 'editor' })
    await addModerator(t, 'kd@bao.example', { role: 'moderator' })
  })
  afterAll(() => t.close())

  it('nothing but its set-up is open until it is on, and lower roles are not asked', async () => {
    const cookie = await signIn(t, 'bt@bao.example')
    const open = (path: string) => t.request(path, { headers: { Cookie: cookie } })
    const turned = await open('/admin/pending')
    expect([turned.status, turned.headers.get('Location')]).toEqual([303, '/admin/account/factor'])
    expect((await open('/v1/admin/comments')).status).toBe(403)
    expect((await open('/admin/account/factor')).status).toBe(200)
    const other = await signIn(t, 'kd@bao.example')
    expect((await t.request('/admin/pending', { headers: { Cookie: other } })).status).toBe(200)
    await sendForm(t, '/admin/account/factor/begin', {}, { cookie })
    const text = await (await open('/admin/account/factor')).text()
    const secret = (/class="secret">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
    const code = await totpCode(secret, Math.floor(t.ports.now().getTime() / 30_000))
    await sendForm(t, '/admin/account/factor', { code }, { cookie })
    expect((await open('/admin/pending')).status).toBe(200)
  })
})

describe('where a site asks for a second factor', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp({ moderation: { secondFactor: 'moderator' } })
    await t.admin('POST', '/v1/admin/sites', {
      ...{ key: 'la', name: 'Báo Lạ', origins: ['https://la.example'] },
    })
    await addModerator(t, 'bao@bao.example', { role: 'editor', sites: ['la', 'bao'] })
    await addModerator(t, 'la@bao.example', { role: 'editor', sites: ['la'] })
    await addModerator(t, 'xem@bao.example', { role: 'viewer', sites: ['bao'] })
    await addModerator(t, 'qt@bao.example', { role: 'admin' })
  })
  beforeEach(() => t.ports.db.delete(counter))
  afterAll(() => t.close())

  it('whoever has that role on it must set one up first, and nobody else', async () => {
    const answers = await Promise.all(
      ['bao', 'qt', 'la', 'xem'].map(async (name) => {
        const headers = { Cookie: await signIn(t, `${name}@bao.example`) }
        const page = await t.request('/admin/account', { headers })
        const call = await t.request('/v1/admin/comments', { headers })
        return [name, page.headers.get('Location') ?? page.status, call.status]
      }),
    )
    expect(answers).toEqual([
      ['bao', '/admin/account/factor', 403],
      ['qt', '/admin/account/factor', 403],
      ['la', 200, 200],
      ['xem', 200, 200],
    ])
  })

  it('is asked by an index that holds only the sites that ask', async () => {
    const headers = { Cookie: await signIn(t, 'la@bao.example') }
    t.statements.length = 0
    await t.request('/admin/account', { headers })
    const asked = t.statements.filter(({ sql }) => sql.includes('secondFactor'))
    expect(asked).toHaveLength(1)
    for (const { sql, args } of asked) {
      const { rows } = await t.client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args })
      expect(rows.map((row) => row['detail']).join()).toContain('site_second_factor')
    }
  })

  it('only administrators ask for it, or stop asking', async () => {
    const change = async (secondFactor: string, headers: Record<string, string> = {}) => {
      const found = await t.admin('GET', '/v1/admin/sites/la')
      const etag = { 'If-Match': found.headers.get('ETag') ?? '' }
      const patch = { settings: { moderation: { secondFactor } } }
      return t.admin('PATCH', '/v1/admin/sites/la', patch, { ...etag, ...headers })
    }
    const made = await t.admin('POST', '/v1/admin/tokens', { name: 'Máy', role: 'editor' })
    const { secret } = (await made.json()) as { secret: string } // the answer of a new token
    const editor = { Authorization: `Bearer ${secret}` }
    const refused = await change('editor', editor)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('/settings/moderation/secondFactor')
    expect((await change('editor')).status).toBe(200)
    expect((await change('off', editor)).status).toBe(422)
    // The same value is no change.
    expect((await change('editor', editor)).status).toBe(200)
  })
})

describe('one’s own account', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp()
    await addModerator(t, 'ha@bao.example')
  })
  beforeEach(() => t.ports.db.delete(counter))
  afterAll(() => t.close())

  const status = async (cookie: string) =>
    (await t.request('/admin/pending', { headers: { Cookie: cookie } })).status
  const newPassword = 'con thuyền ghé bến mỗi chiều'

  it('lists the sessions and ends one, or all the others, and nobody else’s', async () => {
    const [mine, second, third] = [
      await signIn(t, 'ha@bao.example'),
      await signIn(t, 'ha@bao.example'),
      await signIn(t, 'ha@bao.example'),
    ]
    await addModerator(t, 'tam@bao.example')
    const foreign = await signIn(t, 'tam@bao.example')
    const page = await t.request('/admin/account', {
      headers: { Cookie: mine, 'Accept-Language': 'en' },
    })
    const text = await page.text()
    const ends = [...text.matchAll(/action="(\/admin\/account\/sessions\/[\da-f-]+\/end)"/g)]
    expect(ends).toHaveLength(2)
    expect(text).toContain('this one')
    const [theirs] = await t.ports.db
      .select({ id: session.id })
      .from(session)
      .innerJoin(moderator, eq(moderator.id, session.userId))
      .where(eq(moderator.email, 'tam@bao.example'))
    await sendForm(t, `/admin/account/sessions/${theirs?.id}/end`, {}, { cookie: mine })
    expect(await status(foreign)).toBe(200)
    await sendForm(t, ends[0]?.[1] ?? '', {}, { cookie: mine })
    expect([await status(second), await status(third)].toSorted()).toEqual([200, 303])
    await sendForm(t, '/admin/account/end-others', {}, { cookie: mine })
    expect([await status(mine), await status(second), await status(third)]).toEqual([200, 303, 303])
  })

  it('changes the password with the present one only, and ends every other session', async () => {
    const mine = await signIn(t, 'ha@bao.example')
    const other = await signIn(t, 'ha@bao.example')
    const change = (current: string, password: string, again = password) =>
      sendForm(t, '/admin/account/password', { current, password, again }, { cookie: mine })
    for (const [current, password, again] of [
      ['nhầm mật khẩu', newPassword, newPassword],
      [PASSWORD, newPassword, `${newPassword}!`],
      [PASSWORD, 'ngắn', 'ngắn'],
      [PASSWORD, 'Password12345', 'Password12345'],
    ] as const)
      expect((await change(current, password, again)).status).toBe(422)
    expect(await status(other)).toBe(200)
    expect((await change(PASSWORD, newPassword)).status).toBe(303)
    expect([await status(mine), await status(other)]).toEqual([200, 303])
    const old = await sendForm(t, '/admin/sign-in', {
      email: 'ha@bao.example',
      password: PASSWORD,
    })
    expect(old.status).toBe(401)
  })

  it('what concerns accounts asks for the password again after a while (V7.5.1)', async () => {
    await addModerator(t, 'qt@bao.example', { role: 'admin' })
    const cookie = await signIn(t, 'qt@bao.example')
    const open = () => t.request('/admin/people', { headers: { Cookie: cookie } })
    expect((await open()).status).toBe(200)
    t.pass(16 * MINUTE)
    expect((await open()).headers.get('Location')).toBe('/admin/prove?back=%2Fadmin%2Fpeople')
    const invite = { email: 'x@bao.example', name: 'X', role: 'viewer' }
    const headers = { Cookie: cookie, Origin: 'https://phanhoi.example' }
    expect((await t.send('POST', '/v1/admin/moderators', invite, headers)).status).toBe(403)
    const prove = (password: string) =>
      sendForm(t, '/admin/prove', { password, back: '/admin/people' }, { cookie })
    expect((await prove('nhầm mật khẩu')).status).toBe(422)
    expect((await prove(PASSWORD)).headers.get('Location')).toBe('/admin/people')
    expect((await open()).status).toBe(200)
  })

  it.each([
    'Password12345',
    'passwordpassword',
    'p@ssw0rd!!!!',
    'qwertyuiop12',
    '1234567890123',
    'aaaaaaaaaaaa',
    'abababababab1',
    'Mật khẩu 2026',
    'anh yêu em 123',
    'abcdefghijkl',
    'ha.nguyen.2026',
  ])('%s is no password (V6.2.4)', (password) => {
    expect(findPasswordFault(password, 'ha.nguyen@bao.example')).toBe('common')
  })

  it.each([newPassword, PASSWORD, 'correct horse battery', 'x7#Kq9!vLm2$pRt'])(
    '%s is one',
    (password) => {
      expect(findPasswordFault(password, 'ha@bao.example')).toBeNull()
    },
  )
})

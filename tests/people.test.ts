import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, counter, invitation, moderator, token } from '../src/schema.ts'
import { addModerator, PASSWORD, sendForm, signIn } from './people.ts'
import { createTestApp, json, ORIGIN, PUBLIC_URL, type TestApp } from './support.ts'

const HOUR = 3_600_000
const newPassword = 'con thuyền ghé bến mỗi chiều'

describe('the people of a newsroom', () => {
  let t: TestApp
  let bao: Record<string, string>

  beforeAll(async () => {
    t = await createTestApp()
    await t.admin('POST', '/v1/admin/sites', { key: 'la', name: 'Báo Lạ', origins: [ORIGIN] })
    const made = await t.admin('POST', '/v1/admin/tokens', {
      name: 'a',
      role: 'admin',
      sites: ['bao'],
    })
    bao = { Authorization: `Bearer ${(await json(made)).secret}` }
  })
  beforeEach(async () => {
    await t.runOutbox()
    t.mails.length = 0
    await t.ports.db.delete(counter)
  })
  afterAll(() => t.close())

  let count = 0
  const invite = async (
    changes: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) => {
    const given = { email: `p${++count}@bao.example`, name: 'Trần Văn Tám', role: 'moderator' }
    const all = { ...given, sites: ['bao'], ...changes }
    const response = await t.admin('POST', '/v1/admin/moderators', all, headers)
    return { status: response.status, person: await json(response) }
  }
  const linkIn = (mail = t.mails.at(-1)) => {
    const url = new RegExp(`${PUBLIC_URL}(/admin/invitation/\\S+)`).exec(mail?.text ?? '')
    return url?.[1] ?? 'no link'
  }
  const mailedLink = async () => {
    await t.runOutbox()
    return linkIn()
  }
  const setPassword = (link: string, password = newPassword) =>
    sendForm(t, link, { name: 'Trần Văn Tám', password, again: password })
  const enter = (email: string, password = newPassword) =>
    sendForm(t, '/admin/sign-in', { email, password })

  it('an invitation goes by mail, sets the password once, and opens the desk', async () => {
    const { status, person } = await invite({}, { 'Accept-Language': 'vi' })
    expect(status).toBe(201)
    expect(person).toMatchObject({ state: 'invited', role: 'moderator', sites: ['bao'] })
    const link = await mailedLink()
    expect(t.mails).toHaveLength(1)
    expect(t.mails[0]).toMatchObject({ to: { address: person.email } })
    expect(t.mails[0]?.subject).toContain('Báo Thử')
    expect((await t.request(link)).status).toBe(200)
    expect((await enter(person.email)).status).toBe(401)
    expect((await setPassword(link, 'Password12345')).status).toBe(422)
    const twice = await Promise.all([setPassword(link), setPassword(link)])
    expect(twice.map(({ status }) => status).toSorted()).toEqual([303, 410])
    expect((await t.request(link)).status).toBe(410)
    expect((await enter(person.email)).status).toBe(303)
    const shown = await json(await t.admin('GET', `/v1/admin/moderators/${person.id}`))
    expect(shown).toMatchObject({ state: 'active', linkUntil: null })
    expect(shown.lastSeenAt).not.toBeNull()
  })

  it('nothing in the database opens an invitation', async () => {
    await invite()
    const link = await mailedLink()
    const secret = link.slice('/admin/invitation/'.length)
    const tables = ['invitation', 'outbox', 'moderator', 'audit']
    const rows = await Promise.all(tables.map((name) => t.client.execute(`SELECT * FROM ${name}`)))
    expect(JSON.stringify(rows.map(({ rows }) => rows))).not.toContain(secret)
    const [payload = ''] = secret.split('.')
    expect((await t.request(`/admin/invitation/${payload}.${'A'.repeat(22)}`)).status).toBe(410)
  })

  it('an invitation ends after 72 hours, and with the next one', async () => {
    const { person } = await invite()
    const first = await mailedLink()
    await t.admin('POST', `/v1/admin/moderators/${person.id}/link`, {})
    const second = await mailedLink()
    expect(second).not.toBe(first)
    expect((await t.request(first)).status).toBe(410)
    expect((await t.request(second)).status).toBe(200)
    t.pass(72 * HOUR)
    expect((await t.request(second)).status).toBe(410)
  })

  it('a revoked invitation opens nothing and removes who never came', async () => {
    const { person } = await invite()
    const link = await mailedLink()
    const gone = await t.admin('DELETE', `/v1/admin/moderators/${person.id}/link`)
    expect(gone.status).toBe(204)
    expect((await t.request(link)).status).toBe(410)
    expect((await t.admin('GET', `/v1/admin/moderators/${person.id}`)).status).toBe(404)
    expect((await invite({ email: person.email })).status).toBe(201)
  })

  it('an address has one account, whatever its letters’ case', async () => {
    const { person } = await invite()
    expect((await invite({ email: person.email.toUpperCase() })).status).toBe(409)
  })

  it('nobody gives more than they have (Z01)', async () => {
    expect((await invite({ sites: null }, bao)).status).toBe(403)
    expect((await invite({ sites: ['la'] }, bao)).status).toBe(403)
    expect((await invite({ sites: ['bao', 'la'] }, bao)).status).toBe(403)
    const { status, person } = await invite({ role: 'admin' }, bao)
    expect(status).toBe(201)
    const patch = (body: unknown) => t.send('PATCH', `/v1/admin/moderators/${person.id}`, body, bao)
    expect((await patch({ sites: null })).status).toBe(403)
    expect((await patch({ sites: ['bao', 'la'] })).status).toBe(403)
    expect((await patch({ role: 'viewer' })).status).toBe(200)
    expect((await invite({ sites: ['khong-co'] })).status).toBe(422)
  })

  it('admins of one site see and touch nobody of another, nor of several', async () => {
    const others = [
      (await invite({ sites: ['la'] })).person,
      (await invite({ sites: ['bao', 'la'] })).person,
      (await invite({ sites: null })).person,
    ]
    const list = await json(await t.send('GET', '/v1/admin/moderators?limit=100', undefined, bao))
    const seen = list.items.map(({ id }: { id: string }) => id)
    for (const { id } of others) {
      expect(seen).not.toContain(id)
      expect((await t.send('PATCH', `/v1/admin/moderators/${id}`, { name: 'X' }, bao)).status).toBe(
        404,
      )
    }
    expect(list.items.every(({ sites }: { sites: string[] }) => sites.join() === 'bao')).toBe(true)
  })

  it('who is disabled is out at once, and in again when enabled', async () => {
    const id = await addModerator(t, 'khoa@bao.example', { role: 'editor' })
    const cookie = await signIn(t, 'khoa@bao.example')
    const open = async () =>
      (await t.request('/admin/pending', { headers: { Cookie: cookie } })).status
    expect(await open()).toBe(200)
    expect((await t.admin('DELETE', `/v1/admin/moderators/${id}`)).status).toBe(204)
    expect(await open()).toBe(303)
    expect((await enter('khoa@bao.example', PASSWORD)).status).toBe(401)
    await t.admin('PATCH', `/v1/admin/moderators/${id}`, { isDisabled: false })
    expect(await open()).toBe(303)
    expect((await enter('khoa@bao.example', PASSWORD)).status).toBe(303)
  })

  it('whose rights change signs in anew', async () => {
    const id = await addModerator(t, 'doi@bao.example', { role: 'viewer' })
    const cookie = await signIn(t, 'doi@bao.example')
    await t.admin('PATCH', `/v1/admin/moderators/${id}`, { name: 'Tên Mới' })
    const open = async () =>
      (await t.request('/admin/pending', { headers: { Cookie: cookie } })).status
    expect(await open()).toBe(200)
    await t.admin('PATCH', `/v1/admin/moderators/${id}`, { role: 'editor' })
    expect(await open()).toBe(303)
  })

  it('nobody raises their own role, and the last admin stays one, also of two at once', async () => {
    const ids = [
      await addModerator(t, 'mot@bao.example', { role: 'admin' }),
      await addModerator(t, 'hai@bao.example', { role: 'admin' }),
    ]
    const cookie = await signIn(t, 'mot@bao.example')
    const own = { Cookie: cookie, Origin: PUBLIC_URL }
    for (const body of [{ role: 'viewer' }, { sites: ['bao'] }, { isDisabled: true }])
      expect((await t.send('PATCH', `/v1/admin/moderators/${ids[0]}`, body, own)).status).toBe(403)
    expect(
      (await t.send('PATCH', `/v1/admin/moderators/${ids[0]}`, { name: 'Một' }, own)).status,
    ).toBe(200)
    const demote = (id: string | undefined, body: unknown) =>
      t.admin('PATCH', `/v1/admin/moderators/${id}`, body)
    const before = await t.ports.db.select().from(audit)
    const answers = await Promise.all([
      demote(ids[0], { role: 'editor' }),
      demote(ids[1], { isDisabled: true }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const after = await t.ports.db.select().from(audit)
    expect(after.length - before.length).toBe(1)
    const admins = await t.ports.db.select().from(moderator).where(eq(moderator.role, 'admin'))
    expect(admins.filter(({ sites, isDisabled }) => sites === null && !isDisabled)).toHaveLength(1)
  })

  it('“forgot my password” answers the same to everybody and mails who has an account', async () => {
    await addModerator(t, 'quen@bao.example')
    const ask = (email: string) => sendForm(t, '/admin/forgot', { email })
    const answers = [
      await ask('QUEN@bao.example'),
      await ask('khong-co@bao.example'),
      await ask('not an address'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1)
    const link = await mailedLink()
    expect(t.mails.map(({ to }) => to.address)).toEqual(['quen@bao.example'])
    expect(t.mails[0]?.subject).toBe('Đặt lại mật khẩu trang kiểm duyệt của Báo Thử')
    const cookie = await signIn(t, 'quen@bao.example')
    expect((await setPassword(link)).status).toBe(303)
    expect((await t.request('/admin/pending', { headers: { Cookie: cookie } })).status).toBe(303)
    expect((await enter('quen@bao.example', PASSWORD)).status).toBe(401)
    expect((await enter('quen@bao.example')).status).toBe(303)
  })

  it('at most three such letters an hour go to one account', async () => {
    await addModerator(t, 'nhieu@bao.example')
    for (let i = 0; i < 5; i++) {
      t.from(`198.51.100.${i}`)
      expect((await sendForm(t, '/admin/forgot', { email: 'nhieu@bao.example' })).status).toBe(303)
      await t.runOutbox()
    }
    t.from('203.0.113.7')
    expect(t.mails).toHaveLength(3)
    t.pass(2 * HOUR)
    expect((await t.request(linkIn())).status).toBe(410)
  })

  it('an admin takes a lost second factor away and signs somebody out, on record', async () => {
    const id = await addModerator(t, 'mat@bao.example')
    await t.client.execute({
      sql: `INSERT INTO factor (moderator_id, secret, confirmed_at, created_at) VALUES (?, 'x', 1, 1)`,
      args: [id],
    })
    expect((await enter('mat@bao.example', PASSWORD)).headers.get('Location')).toContain('/code')
    expect((await t.admin('DELETE', `/v1/admin/moderators/${id}/factor`)).status).toBe(204)
    const cookie = await signIn(t, 'mat@bao.example')
    expect((await t.admin('DELETE', `/v1/admin/moderators/${id}/sessions`)).status).toBe(204)
    expect((await t.request('/admin/pending', { headers: { Cookie: cookie } })).status).toBe(303)
    const rows = await t.ports.db.select().from(audit).where(eq(audit.subject, id))
    expect(rows.map(({ action, actor }) => `${actor} ${action}`)).toEqual(
      expect.arrayContaining(['admin-token factor.removed', 'admin-token session.ended']),
    )
  })

  it('without mail nobody is invited, and the answer says why', async () => {
    const { mailUrl } = t.ports.config
    t.ports.config.mailUrl = null
    const { status, person } = await invite()
    t.ports.config.mailUrl = mailUrl
    expect(status).toBe(409)
    expect(person.detail).toContain('MAIL_URL')
  })

  it('the pages do the same as the API, without a script', async () => {
    await addModerator(t, 'trang@bao.example', { role: 'admin', name: 'Quản Trị' })
    const cookie = await signIn(t, 'trang@bao.example')
    const form = (path: string, fields: Record<string, string>) =>
      sendForm(t, path, fields, { cookie })
    const rights = { role: 'editor', reach: 'some', site: 'bao' }
    const draft = { name: 'Ngô Mới', email: 'moi@bao.example' }
    const unsure = await form('/admin/people', { ...draft, role: 'editor', reach: 'some' })
    expect(unsure.status).toBe(422)
    const sent = await form('/admin/people', { ...draft, ...rights })
    expect(sent.headers.get('Location')).toBe('/admin/people?told=toldInvited')
    expect((await form('/admin/people', { ...draft, ...rights })).status).toBe(422)
    const [made] = await t.ports.db.select().from(moderator).where(eq(moderator.email, draft.email))
    expect(made).toMatchObject({ role: 'editor', sites: ['bao'] })
    const path = `/admin/people/${made?.id}`
    await form(path, { name: 'Ngô Khác', role: 'viewer', reach: 'all' })
    const page = await (await t.request(path, { headers: { Cookie: cookie } })).text()
    expect(page).toContain('Ngô Khác')
    expect((await form(`${path}/link`, {})).headers.get('Location')).toContain('toldMailed')
    expect((await form(`${path}/disable`, {})).headers.get('Location')).toContain('toldDisabled')
    expect((await form(`${path}/link`, {})).status).toBe(409)
    const rows = await t.ports.db.select().from(invitation)
    expect(rows.some(({ moderatorId }) => moderatorId === made?.id)).toBe(false)
  })
})

describe('API tokens', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp()
    await addModerator(t, 'qt@bao.example', { role: 'admin' })
  })
  afterAll(() => t.close())

  it('are shown once, noted when used, at most once a minute, and revoked, on record', async () => {
    const cookie = await signIn(t, 'qt@bao.example')
    const made = await sendForm(
      t,
      '/admin/tokens',
      { name: 'CMS', role: 'editor', reach: 'some', site: 'bao', until: '2099-01-31' },
      { cookie },
    )
    expect(made.status).toBe(201)
    const secret = /<code class="secret">(ph_[\w-]{43})</.exec(await made.text())?.[1] ?? ''
    const list = async () =>
      (await t.request('/admin/tokens', { headers: { Cookie: cookie } })).text()
    expect(await list()).not.toContain(secret)
    expect(await list()).toContain('Chưa dùng')
    const work: (() => Promise<unknown>)[] = []
    t.ports.defer = (one) => {
      work.push(one)
    }
    const use = () =>
      t.send('GET', '/v1/admin/sites', undefined, { Authorization: `Bearer ${secret}` })
    const uses = async () => {
      await Promise.all(work.splice(0).map((one) => one()))
      const [row] = await t.ports.db.select().from(token)
      return row?.lastUsedAt?.getTime()
    }
    expect((await use()).status).toBe(200)
    const first = t.ports.now().getTime()
    expect(await uses()).toBe(first)
    t.pass(59_000)
    await use()
    expect(await uses()).toBe(first)
    t.pass(2000)
    await use()
    expect(await uses()).toBe(first + 61_000)
    const [row] = await t.ports.db.select().from(token)
    await sendForm(t, `/admin/tokens/${row?.id}/revoke`, {}, { cookie })
    expect((await use()).status).toBe(401)
    const actions = (await t.ports.db.select().from(audit)).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['token.made', 'token.revoked']))
  })
})

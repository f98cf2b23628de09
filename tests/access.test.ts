import { inspectRoutes } from 'hono/dev'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminApp } from '../src/admin.ts'
import { consolePages } from '../src/console/app.tsx'
import { factor, invitation, moderator, type Role, roles, session, token } from '../src/schema.ts'
import { randomToken, sha256 } from '../src/signing.ts'
import { uuidv7 } from '../src/uuid.ts'
import { access, type Rule, targets } from './access-table.ts'
import { createTestApp, newComment, newShare, PUBLIC_URL, type TestApp } from './support.ts'

interface Caller {
  /** null for whoever must be treated as nobody. */
  role: Role | null
  sites: string[] | null
  isDisabled?: boolean
  isExpired?: boolean
}

/** Everybody who may try. People of the site `la` have nothing to do with `bao`, to which every target belongs. */
const callers: Record<string, Caller> = {
  viewer: { role: 'viewer', sites: ['bao'] },
  moderator: { role: 'moderator', sites: ['bao'] },
  'moderator of another site': { role: 'moderator', sites: ['la'] },
  'admin of another site': { role: 'admin', sites: ['la'] },
  editor: { role: 'editor', sites: ['bao'] },
  'admin of the site': { role: 'admin', sites: ['bao'] },
  admin: { role: 'admin', sites: null },
  disabled: { role: null, sites: null, isDisabled: true },
  expired: { role: null, sites: null, isExpired: true },
}
const DAY = 86_400_000

describe('who may do what (Z01)', () => {
  let t: TestApp
  const comment = newComment({ id: targets.comment })
  const keys = new Map(Object.keys(callers).map((name) => [name, keyOf()]))

  beforeAll(async () => {
    t = await createTestApp()
    await t.admin('POST', '/v1/admin/sites', {
      key: 'la',
      name: 'Báo Lạ',
      origins: ['https://la.example'],
    })
    await t.send('POST', '/v1/comments', comment)
    await t.send('POST', '/v1/shares', newShare({ id: targets.share }))
    t.log.length = 0
  })
  afterAll(() => t.close())

  it('every route of the service has a line, and every line a route', () => {
    expect(Object.keys(access).toSorted()).toEqual(routes().toSorted())
  })

  it.each(Object.entries(access))('%s', async (route, rule) => {
    const wrong: Record<string, string> = {}
    for (const [name, { caller, headers }] of tries(route, rule)) {
      await restore()
      const response = await call(route, rule, headers)
      const expected = expectation(route, rule, caller, name.endsWith('by token'))
      const got = await describeAnswer(response)
      if (!expected.test(got)) wrong[name] = `${got}, not ${expected}`
    }
    expect(wrong).toEqual({})
  })

  it('nothing changes by a session that somebody else’s page uses, on any route (C04)', async () => {
    await restore()
    const Cookie = `__Host-phanhoi.session=${keys.get('admin')?.cookie ?? ''}.x`
    const wrong: Record<string, number> = {}
    for (const [route, rule] of Object.entries(access).filter(([name]) => !isRead(name)))
      for (const Origin of ['https://evil.test', 'null']) {
        const { status } = await call(route, rule, { Cookie, Origin })
        if (status !== 403) wrong[`${route} from ${Origin}`] = status
      }
    expect(wrong).toEqual({})
  })

  /** What an answer must look like; `passed` is all that a caller who may do it can get. */
  function expectation(route: string, rule: Rule, caller: Caller, isToken: boolean): RegExp {
    if (rule.role === 'open') return /^(?!5)/
    if (caller.role === null) return isPage(route) ? /^303 \/admin\/sign-in/ : /^401/
    if (roles.indexOf(caller.role) < roles.indexOf(rule.role)) return /^403/
    if (rule.session === true && isToken) return /^403/
    if (rule.scope === 'deployment' && caller.sites !== null) return /^403/
    const isElsewhere = caller.sites !== null && !caller.sites.includes('bao')
    if (rule.scope === 'site' && isElsewhere) return /^404/
    const passed = /^(?!401|403|5|303 \/admin\/sign-in)/
    return rule.scope === 'site' ? /^(?!401|403|404|5|303 \/admin\/sign-in)/ : passed
  }

  /** Everybody with every proof that the route takes: sessions everywhere, tokens for the API. */
  function tries(route: string, rule: Rule) {
    const nobody: Caller = { role: null, sites: null }
    const all: [string, { caller: Caller; headers: Record<string, string> }][] = [
      ['nobody', { caller: nobody, headers: {} }],
      ['a reader', { caller: nobody, headers: { Authorization: `Bearer ${comment.token}` } }],
    ]
    for (const [name, caller] of Object.entries(callers)) {
      const { cookie, secret } = keys.get(name) ?? keyOf()
      const Cookie = `__Host-phanhoi.session=${cookie}.x`
      all.push([`${name} by session`, { caller, headers: { Cookie } }])
      // Tokens are no people: who is disabled has none, and pages take none.
      if (caller.isDisabled === true || rule.role === 'open') continue
      const Authorization = `Bearer ${secret}`
      all.push([
        `${name} by token`,
        { caller: isPage(route) ? nobody : caller, headers: { Authorization } },
      ])
    }
    return all
  }

  async function call(route: string, rule: Rule, headers: Record<string, string>) {
    const [method = '', pattern = ''] = route.split(' ')
    const at: Record<string, string> = { key: 'bao', id: targets.unknown, token: 'x', ...rule.at }
    const path = pattern.replace(/:(\w+)\??/g, (_, name: string) =>
      encodeURIComponent(at[name] ?? 'x'),
    )
    const body = rule.body ?? {}
    const hasBody = !['GET', 'HEAD'].includes(method)
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) form.set(name, String(value))
    return t.request(path + (rule.query ?? ''), {
      method,
      headers: {
        Origin: PUBLIC_URL,
        ...(hasBody && {
          'Content-Type': isPage(route) ? 'application/x-www-form-urlencoded' : 'application/json',
        }),
        ...rule.headers,
        ...headers,
      },
      ...(hasBody && { body: isPage(route) ? form.toString() : JSON.stringify(body) }),
    })
  }

  /** Whatever the last call did to people, sessions and tokens is undone. */
  async function restore() {
    const { db } = t.ports
    const at = t.ports.now()
    const times = { createdAt: at, updatedAt: at }
    const person = { id: targets.person, name: 'Đích', email: 'dich@bao.example' }
    const sites = ['bao']
    const of = { moderatorId: targets.person }
    const rows = await Promise.all(
      Object.entries(callers).map(async ([name, { role, isDisabled, isExpired, ...rest }], i) => {
        const { id, cookie, secret } = keys.get(name) ?? keyOf()
        const until = new Date(at.getTime() + (isExpired === true ? -DAY : DAY))
        return {
          person: {
            ...{ id, name, email: `c${i}@bao.example`, role: role ?? 'admin', ...rest, ...times },
            isDisabled: isDisabled ?? false,
          },
          session: {
            ...{ id, token: await sha256(cookie), userId: id, expiresAt: until, ...times },
          },
          token: {
            ...{ id, name, hash: await sha256(secret), role: role ?? 'admin', ...rest },
            createdAt: at,
            expiresAt: until,
          },
        }
      }),
    )
    await db.batch([
      db.delete(session),
      db.delete(token),
      db.delete(factor),
      db.delete(invitation),
      db.delete(moderator),
      db
        .insert(moderator)
        .values([{ ...person, role: 'viewer', sites, ...times }, ...rows.map((row) => row.person)]),
      db.insert(session).values(rows.map((row) => row.session)),
      db
        .insert(token)
        .values([
          { id: targets.token, name: 'Đích', hash: 'x', role: 'viewer', sites, createdAt: at },
          ...rows.map((row) => row.token),
        ]),
      db.insert(factor).values({ ...of, secret: 'x', confirmedAt: at, createdAt: at }),
      db
        .insert(invitation)
        .values({ ...of, id: 'x', purpose: 'invite', createdAt: at, expiresAt: at }),
    ])
    await t.client.execute('DELETE FROM counter')
  }
})

/** Method and path of every admin route, as the two routers have them. */
function routes(): string[] {
  const all = [...inspectRoutes(adminApp), ...inspectRoutes(consolePages)]
    .filter(({ isMiddleware, method, path }) => !isMiddleware && method !== 'ALL' && isRoute(path))
    .map(({ method, path }) => `${method} ${path.replace(/(:\w+)\{[^{}]*\}/g, '$1')}`)
  return [...new Set(all)]
}

/** Style sheets and scripts hold nothing that anybody may not see. */
function isRoute(path: string): boolean {
  return !/\.(?:css|js)$/.test(path)
}

function isRead(route: string): boolean {
  return /^(?:GET|HEAD) /.test(route)
}

function isPage(route: string): boolean {
  return route.includes(' /admin')
}

async function describeAnswer(response: Response): Promise<string> {
  await response.arrayBuffer()
  return `${response.status} ${response.headers.get('Location') ?? ''}`
}

function keyOf() {
  const id = uuidv7(new Date())
  return { id, cookie: randomToken().replace(/[-_]/g, '0').slice(0, 32), secret: randomToken() }
}

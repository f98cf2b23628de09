import { adminApp } from '../src/admin.ts'
import { serve } from '@hono/node-server'
import axe from 'axe-core'
import { inspectRoutes } from 'hono/dev'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problems } from '../src/problem.ts'
import { type AnswerName, answers } from '../src/reference/answers.ts'
import { type JsonSchema, querySchema } from '../src/reference/json-schema.ts'
import type { Operation } from '../src/reference/operation.ts'
import { operations } from '../src/reference/operations.ts'
import { bodies, queries, type QueryName } from '../src/reference/requests.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import { launchChromium } from './browser/chromium.ts'
import {
  createTestApp,
  json,
  newComment,
  newShare,
  ORIGIN,
  PUBLIC_URL,
  type TestApp,
} from './support.ts'

/** Pages and files for people; everything else the router knows must stand in the document. */
const PAGES = /^\/(?:admin|r|p|docs|problems|openapi\.json)(?:\/|$)|\*/

interface Document {
  openapi: string
  info: Record<string, unknown>
  paths: Record<string, Record<string, PathItem>>
  components: Record<string, Record<string, Record<string, unknown>>>
  tags: { name: string }[]
}

interface PathItem {
  operationId: string
  tags: string[]
  summary: string
  parameters?: { name: string; in: string; required: boolean; description: string }[]
  requestBody?: { content: Record<string, { schema: JsonSchema; example: unknown }> }
  responses: Record<string, { $ref?: string; description?: string }>
  security: Record<string, string[]>[]
}

describe('the API described', () => {
  let t: TestApp
  let document: Document

  beforeAll(async () => {
    t = await createTestApp()
    document = await json(await t.request('/openapi.json'))
  })
  afterAll(() => t.close())

  const operation = (id: string): Operation => operations.find((one) => one.id === id)!

  describe('as an OpenAPI document', () => {
    it('every route of the service stands in it, and nothing else does', () => {
      const routes = [...inspectRoutes(t.app), ...inspectRoutes(adminApp)]
        .filter(({ isMiddleware, path }) => !isMiddleware && !PAGES.test(path))
        .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
      const described = Object.entries(document.paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
      )
      expect(described.toSorted()).toEqual([...new Set(routes)].toSorted())
    })

    it('has the parts that OpenAPI 3.1 requires, and every reference leads somewhere', () => {
      expect(document.openapi).toMatch(/^3\.1\.\d$/)
      expect(document.info).toMatchObject({ title: 'Phản hồi', version: expect.any(String) })
      const ids = items().map(({ operationId }) => operationId)
      expect(new Set(ids).size).toBe(ids.length)
      for (const [path, item] of Object.entries(document.paths))
        for (const [method, one] of Object.entries(item)) checkItem(path, method, one)
      for (const name of Object.values(document.components).flatMap(Object.keys))
        expect(name).toMatch(/^[\w.-]+$/)
      for (const ref of refsOf(document)) expect(resolve(ref), ref).toBeDefined()
    })

    it('each call has a summary, an example of its request and one of its answer', () => {
      for (const { id, summary, description, body, answers, example, ...rest } of operations) {
        expect(summary, id).toMatch(/^[A-Z].{5,60}[^.]$/)
        expect(description, id).toMatch(/\.$/)
        expect(rest.problems.includes('rate-limited'), id).toBe(rest.limit !== undefined)
        expect(example.body !== undefined, id).toBe(body !== undefined)
        expect(example.answer !== undefined, id).toBe(answers[0].body !== null)
      }
    })

    it('each example is one that the service would take or give', () => {
      for (const {
        id,
        body,
        query,
        answers: [first],
        example,
      } of operations) {
        if (body !== undefined) expect(issuesOf(bodies[body], example.body), id).toEqual([])
        if (query !== undefined) expect(issuesOf(queries[query], example.query), id).toEqual([])
        if (first.body !== null) expectAnswer(first.body, example.answer)
      }
    })

    it('every field of every request and answer says what it means', () => {
      const silent = [
        ...Object.entries(document.components['schemas'] ?? {}),
        ...Object.keys(queries).map((name) => [name, querySchema(name as QueryName)] as const),
      ].flatMap(([name, schema]) => silentFields(schema as JsonSchema, name))
      expect(silent).toEqual([])
    })

    it('the bounds it states are those that the routes keep', () => {
      const { NewComment, NewShare, NewDecision, PutArticle } = bodies
      const comment = operation('sendComment').example.body
      const share = operation('sendShare').example.body
      const decision = operation('decide').example.body
      const article = operation('putArticle').example.body
      expectBounds(NewComment, 'NewComment', comment)
      expectBounds(NewShare, 'NewShare', share)
      expectBounds(NewDecision, 'NewDecision', decision)
      expectBounds(PutArticle, 'PutArticle', article)
      expectBounds(bodies.NewSite, 'NewSite', operation('createSite').example.body)
      expectBounds(bodies.NewToken, 'NewToken', operation('createToken').example.body)
      expectBounds(bodies.CommentPatch, 'CommentPatch', operation('editComment').example.body)
      expectBounds(bodies.NewReport, 'NewReport', operation('reportComment').example.body)
      for (const limit of ['0', '101'])
        expect(v.is(queries.SitesParams, { limit }), limit).toBe(false)
      for (const limit of ['1', '100'])
        expect(v.is(queries.SitesParams, { limit }), limit).toBe(true)
      expect(v.parse(queries.SitesParams, {}).limit).toBe(20)
      expect(querySchema('SitesParams').properties?.['limit']).toMatchObject({
        minimum: 1,
        maximum: 100,
        default: 20,
      })
    })
  })

  describe('holds for real answers', () => {
    const comment = newComment()
    const share = newShare()
    const decisions: string[] = []

    it('a receipt, an own comment and an empty thread', async () => {
      expectAnswer('CommentReceipt', await body(t.send('POST', '/v1/comments', comment), 202))
      const own = { headers: { Authorization: `Bearer ${comment.token}` } }
      expectAnswer('OwnComment', await body(t.request(`/v1/comments/${comment.id}/own`, own)))
      expectAnswer('ThreadPage', await body(t.request('/v1/comments?site=bao&article=/khac')))
    })

    it('the queue of comments, for every role', async () => {
      const page = await body(t.admin('GET', '/v1/admin/comments'))
      expect(page.items).toHaveLength(1)
      expectAnswer('CommentQueue', page)
      const viewer = await body(
        t.admin('POST', '/v1/admin/tokens', { name: 'x', role: 'viewer' }),
        201,
      )
      expectAnswer('MadeToken', viewer)
      const headers = { Authorization: `Bearer ${viewer.secret}` }
      const seen = await body(t.request('/v1/admin/comments', { headers }))
      expect(seen.items[0].sender).toBeNull()
      expectAnswer('CommentQueue', seen)
      expectAnswer('TokenList', await body(t.admin('GET', '/v1/admin/tokens')))
      const refused = await t.request('/v1/admin/tokens', { headers })
      expect(refused.status).toBe(403)
      expectListed('listTokens', 'forbidden')
      expect((await t.admin('DELETE', `/v1/admin/tokens/${viewer.id}`)).status).toBe(204)
    })

    it('a decision, its undoing and an item that fails', async () => {
      const items = [
        { kind: 'comment', id: comment.id },
        { kind: 'share', id: comment.id },
      ]
      const made = await body(t.admin('POST', '/v1/admin/decisions', { items, to: 'approved' }))
      expectAnswer('DecisionReceipt', made)
      expectListed('decide', made.results[1].problem.code)
      const undone = await body(t.admin('DELETE', `/v1/admin/decisions/${made.id}`))
      expectAnswer('DecisionReceipt', undone)
      const again = await body(t.admin('POST', '/v1/admin/decisions', { items, to: 'approved' }))
      decisions.push(made.id, again.id)
    })

    it('a thread with replies, a page of replies, counts', async () => {
      for (let i = 0; i < 5; i++) {
        t.pass(1000)
        const reply = newComment({ parentId: comment.id, body: `Trả lời thứ ${i}.` })
        await t.send('POST', '/v1/comments', reply)
        const items = [{ kind: 'comment', id: reply.id }]
        await t.admin('POST', '/v1/admin/decisions', { items, to: 'approved' })
      }
      const page = await body(t.request('/v1/comments?site=bao&article=/bai/mot'))
      expect(page.comments[0].replies).toHaveLength(3)
      expectAnswer('ThreadPage', page)
      const after = page.comments[0].repliesNext
      const rest = await body(t.request(`/v1/comments/${comment.id}/replies?after=${after}`))
      expect(rest.comments).toHaveLength(2)
      expectAnswer('ReplyPage', rest)
      expectAnswer('CommentCounts', await body(t.request('/v1/counts?site=bao&article=/bai/mot')))
    })

    it('likes, reports, an edited and a withdrawn comment', async () => {
      const reader = { 'Phanhoi-Reader': 'u2Xw9aQe7Lr0BnTz4KcVdg' }
      const path = `/v1/comments/${comment.id}`
      expectAnswer('LikeReceipt', await body(t.send('PUT', `${path}/like`, undefined, reader)))
      expectAnswer('LikeReceipt', await body(t.send('DELETE', `${path}/like`, undefined, reader)))
      const report = t.send('POST', `${path}/reports`, { reason: 'spam' }, reader)
      expectAnswer('ReportReceipt', await body(report, 202))
      const own = { Authorization: `Bearer ${comment.token}` }
      const edited = t.send('PATCH', path, { body: 'Tôi viết lại cho rõ hơn.' }, own)
      expectAnswer('OwnComment', await body(edited))
      expect((await t.send('DELETE', path, undefined, own)).status).toBe(204)
      expectAnswer('ThreadPage', await body(t.request('/v1/comments?site=bao&article=/bai/mot')))
    })

    it('a share, what its sender sees, and the queue of shares', async () => {
      expectAnswer('ShareReceipt', await body(t.send('POST', '/v1/shares', share), 202))
      const own = { headers: { Authorization: `Bearer ${share.token}` } }
      expectAnswer('OwnShare', await body(t.request(`/v1/shares/${share.id}/own`, own)))
      const page = await body(t.admin('GET', '/v1/admin/shares'))
      expect(page.items).toHaveLength(1)
      expectAnswer('ShareQueue', page)
    })

    it('articles, for readers and for the newsroom', async () => {
      const article = {
        site: 'bao',
        key: '/bai/mot',
        url: `${ORIGIN}/bai/mot`,
        title: 'Một bài báo',
      }
      expectAnswer('Article', await body(t.admin('PUT', '/v1/admin/articles', article)))
      expectAnswer(
        'Article',
        await body(t.admin('GET', '/v1/admin/articles?site=bao&key=/bai/mot')),
      )
      const list = await body(t.request('/v1/articles?site=bao'))
      expect(list.articles).toHaveLength(1)
      expectAnswer('ArticleList', list)
    })

    it('sites, and their settings are all there', async () => {
      const site = await body(t.admin('GET', '/v1/admin/sites/bao'))
      expectAnswer('Site', site)
      expect(Object.keys(site.settings)).toEqual(Object.keys(v.parse(SiteSettings, {})))
      expectAnswer('SiteList', await body(t.admin('GET', '/v1/admin/sites')))
      const made = { key: 'khac', name: 'Trang khác', origins: ['https://khac.example'] }
      expectAnswer('Site', await body(t.admin('POST', '/v1/admin/sites', made), 201))
      const patch = { settings: { language: 'en' } }
      const match = { 'If-Match': '"1"' }
      expectAnswer('Site', await body(t.admin('PATCH', '/v1/admin/sites/khac', patch, match)))
    })

    it('health and readiness', async () => {
      expectAnswer('Health', await body(t.request('/healthz')))
      expectAnswer('Readiness', await body(t.request('/readyz')))
    })

    it('every refusal is a problem that its call names', async () => {
      t.from('203.0.113.40')
      const json = { 'Content-Type': 'text/plain' }
      const used = newComment({ body: 'Một ý kiến khác hẳn.' })
      await t.send('POST', '/v1/comments', used)
      const refused: [string, number, Promise<Response>][] = [
        ['listComments', 404, t.request('/v1/comments?site=la&article=/x')],
        ['listComments', 422, t.request('/v1/comments?site=bao')],
        ['countComments', 404, t.request('/v1/counts?site=la&article=/x')],
        ['listArticles', 422, t.request('/v1/articles?site=bao&limit=0')],
        ['listReplies', 422, t.request('/v1/comments/x/replies')],
        ['sendComment', 415, t.send('POST', '/v1/comments', {}, json)],
        ['sendComment', 400, t.request('/v1/comments', brokenJson)],
        ['sendComment', 413, t.send('POST', '/v1/comments', { body: 'x'.repeat(2e5) })],
        ['sendComment', 422, t.send('POST', '/v1/comments', { ...newComment(), x: 1 })],
        ['sendComment', 422, t.send('POST', '/v1/comments', { ...used, body: 'Lời khác.' })],
        ['sendComment', 409, t.send('POST', '/v1/comments', newComment({ body: used.body }))],
        ['sendComment', 404, t.send('POST', '/v1/comments', newComment({ site: 'la' }))],
        [
          'sendComment',
          403,
          t.send('POST', '/v1/comments', newComment(), { Origin: 'https://la.example' }),
        ],
        ['readOwnComment', 401, t.request(`/v1/comments/${comment.id}/own`)],
        ['readOwnComment', 404, t.request(`/v1/comments/${comment.id}/own`, wrongToken)],
        ['editComment', 401, t.send('PATCH', `/v1/comments/${used.id}`, { body: 'Lời khác.' })],
        ['likeComment', 422, t.send('PUT', `/v1/comments/${used.id}/like`)],
        ['readOwnShare', 401, t.request(`/v1/shares/${share.id}/own`)],
        ['sendShare', 422, t.send('POST', '/v1/shares', newShare({ recipients: [] }))],
        ['listCommentQueue', 401, t.request('/v1/admin/comments')],
        ['listCommentQueue', 422, t.admin('GET', '/v1/admin/comments?after=x')],
        ['decide', 422, t.admin('POST', '/v1/admin/decisions', { items: [], to: 'approved' })],
        ['undoDecision', 404, t.admin('DELETE', `/v1/admin/decisions/${comment.id}`)],
        ['undoDecision', 409, t.admin('DELETE', `/v1/admin/decisions/${decisions[0] ?? ''}`)],
        [
          'createSite',
          409,
          t.admin('POST', '/v1/admin/sites', operation('createSite').example.body),
        ],
        ['changeSite', 409, t.admin('PATCH', '/v1/admin/sites/bao', {}, { 'If-Match': '"99"' })],
        ['changeSite', 422, t.admin('PATCH', '/v1/admin/sites/bao', {})],
        ['readSite', 404, t.admin('GET', '/v1/admin/sites/la')],
        ['putArticle', 404, t.admin('PUT', '/v1/admin/articles', putElsewhere)],
        ['readArticle', 404, t.admin('GET', '/v1/admin/articles?site=bao&key=/khong-co')],
      ]
      for (const [id, status, answer] of refused) {
        const response = await answer
        expect(response.status, id).toBe(status)
        expect(response.headers.get('Content-Type')).toContain('application/problem+json')
        const problem = await body(Promise.resolve(response), status)
        expectAnswer('Problem', problem)
        expectListed(id, problem.code)
      }
    })

    it('too many writes are refused as their call says', async () => {
      t.from('203.0.113.41')
      const answers = await Promise.all(
        Array.from({ length: 11 }, () =>
          t.send('POST', '/v1/comments', newComment({ site: 'la' })),
        ),
      )
      const limited = answers.find(({ status }) => status === 429)
      expect(Number(limited?.headers.get('Retry-After'))).toBeGreaterThan(0)
      expectListed('sendComment', 'rate-limited')
    })
  })

  describe('as pages for people', () => {
    it('/docs shows every call and every object, and loads nothing from elsewhere', async () => {
      const response = await t.request('/docs')
      const html = await response.text()
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      for (const { id, summary } of operations) {
        expect(html).toContain(`id="${id}"`)
        expect(html).toContain(summary)
      }
      for (const name of Object.keys(answers)) expect(html).toContain(`id="${name}"`)
      expect(html).not.toMatch(/<script|<img|<iframe|@import/i)
      expect(html.match(/<link [^>]*>/g)).toEqual([
        '<link rel="icon" href="data:,"/>',
        '<link rel="stylesheet" href="/docs/style.css"/>',
      ])
      const style = await t.request('/docs/style.css')
      expect(style.headers.get('Content-Type')).toContain('text/css')
      expect(await style.text()).not.toContain('url(')
    })

    it('every link on /docs leads somewhere', async () => {
      const html = await (await t.request('/docs')).text()
      const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
      const inside = new Set(links.filter((href) => href.startsWith('#')))
      for (const href of inside) expect(html, href).toContain(`id="${href.slice(1)}"`)
      const outside = new Set(links.filter((href) => href.startsWith('/')))
      for (const href of outside) expect((await t.request(href)).status, href).toBe(200)
    })

    it.each(Object.keys(problems))('%s has a page in Vietnamese and in English', async (code) => {
      const pages = await Promise.all(
        ['vi', 'en'].map((language) =>
          t.request(`/problems/${code}`, { headers: { 'Accept-Language': language } }),
        ),
      )
      const [vi = '', en = ''] = await Promise.all(pages.map((page) => page.text()))
      expect(pages.map(({ status }) => status)).toEqual([200, 200])
      expect(vi).toContain('<html lang="vi">')
      expect(vi).toContain('Nên làm gì')
      expect(en).toContain('<html lang="en">')
      expect(en).toContain('What to do')
      expect(pages[0]?.headers.get('Vary')).toContain('Accept-Language')
    })

    it('the type of a problem is the address of its page', async () => {
      const { type } = await body(t.request('/v1/comments?site=bao'), 422)
      const page = await t.request(type.slice(PUBLIC_URL.length))
      expect(page.status).toBe(200)
      expect(page.headers.get('Content-Type')).toContain('text/html')
    })

    it('the pages have no axe violation and do not scroll sideways, narrow or wide', async () => {
      const browser = await launchChromium()
      const server = await listen(t)
      try {
        for (const [width, colorScheme] of [
          [320, 'dark'],
          [1280, 'light'],
        ] as const)
          for (const path of ['/docs', '/problems', '/problems/invalid']) {
            // The checker is a script, which the pages' own policy forbids.
            const page = await browser.newPage({
              viewport: { width, height: 900 },
              colorScheme,
              bypassCSP: true,
            })
            await page.goto(`${server.url}${path}`)
            await page.evaluate(axe.source)
            const found = await page.evaluate<axe.AxeResults>('axe.run()')
            expect(
              found.violations.map(({ id }) => id),
              `${path} ${width}`,
            ).toEqual([])
            const excess = 'document.documentElement.scrollWidth - innerWidth'
            expect(await page.evaluate(excess), `${path} ${width}`).toBeLessThanOrEqual(0)
            await page.close()
          }
      } finally {
        await browser.close()
        await server.close()
      }
    }, 120_000)

    it('an unknown problem is 404 with the list of those that there are', async () => {
      const page = await t.request('/problems/nope')
      expect(page.status).toBe(404)
      expect(await page.text()).toContain('/problems/invalid"')
    })
  })

  const brokenJson = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
    body: '{"id":',
  }
  const wrongToken = { headers: { Authorization: `Bearer ${'x'.repeat(43)}` } }
  const putElsewhere = { site: 'la', key: '/x', url: `${ORIGIN}/x`, title: 'x' }

  const items = () => Object.values(document.paths).flatMap((item) => Object.values(item))

  function checkItem(path: string, method: string, item: PathItem) {
    const where = `${method} ${path}`
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const parameters = item.parameters ?? []
    expect(
      parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name),
      where,
    ).toEqual(inPath)
    expect(new Set(parameters.map(({ name }) => name)).size, where).toBe(parameters.length)
    expect(document.tags.map(({ name }) => name)).toContain(item.tags[0])
    expect(
      Object.keys(item.responses).some((status) => status.startsWith('2')),
      where,
    ).toBe(true)
    for (const [status, response] of Object.entries(item.responses)) {
      expect(status).toMatch(/^[2-5]\d\d$/)
      expect(response.$ref ?? response.description, where).toBeTypeOf('string')
    }
    const schemes = Object.keys(document.components['securitySchemes'] ?? {})
    for (const name of item.security.flatMap(Object.keys)) expect(schemes).toContain(name)
  }

  const resolve = (ref: string) =>
    ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>(
        (place, key) => (place as Record<string, unknown> | undefined)?.[key],
        document,
      )

  function expectBounds(schema: v.GenericSchema, name: string, valid: unknown) {
    const described = document.components['schemas']?.[name] as JsonSchema
    const bounds = textBounds(described, [])
    expect(bounds.length, name).toBeGreaterThan(0)
    for (const { path, max } of bounds) {
      // A letter with its mark is one character of two code points.
      expect(issuesOf(schema, withValue(valid, path, 'a\u0323'.repeat(max))), path.join()).toEqual(
        [],
      )
      expect(v.is(schema, withValue(valid, path, 'a'.repeat(max + 1))), path.join()).toBe(false)
    }
  }

  function expectListed(id: string, code: string) {
    const { problems, itemProblems = [] } = operation(id)
    expect([...problems, ...itemProblems], id).toContain(code)
  }
})

/** Strictly what the schema says: nothing missing, nothing more, nothing that only a default fills in. */
function expectAnswer(name: AnswerName, value: unknown) {
  expect(issuesOf(answers[name], value), name).toEqual([])
  expect(v.parse(answers[name], value)).toEqual(value)
}

function issuesOf(schema: v.GenericSchema, value: unknown) {
  return (v.safeParse(schema, value).issues ?? []).map(
    (issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`,
  )
}

async function body(answer: Promise<Response>, status = 200) {
  const response = await answer
  const parsed = await json(response)
  expect(response.status, JSON.stringify(parsed)).toBe(status)
  return parsed
}

async function listen(t: TestApp) {
  return new Promise<{ url: string; close: () => Promise<void> }>((resolve) => {
    const server = serve({ fetch: (request) => t.app.fetch(request), port: 0 }, ({ port }) => {
      const close = () => new Promise<void>((closed) => server.close(() => closed()))
      resolve({ url: `http://127.0.0.1:${port}`, close })
    })
  })
}

function silentFields(schema: JsonSchema, path: string): string[] {
  const inner = [schema.items === false ? undefined : schema.items, ...(schema.anyOf ?? [])]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
      ...((field.description ?? '') === '' ? [`${path}.${name}`] : []),
      ...silentFields(field, `${path}.${name}`),
    ]),
    ...inner.flatMap((one) => (one === undefined ? [] : silentFields(one, path))),
  ]
}

function textBounds(schema: JsonSchema, path: string[]): { path: string[]; max: number }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const max = field['x-maxGraphemes']
    const here = [...path, name]
    return [...(max === undefined ? [] : [{ path: here, max }]), ...textBounds(field, here)]
  })
}

function withValue(value: unknown, [name = '', ...rest]: string[], leaf: unknown): unknown {
  const object = (value ?? {}) as Record<string, unknown>
  return { ...object, [name]: rest.length === 0 ? leaf : withValue(object[name], rest, leaf) }
}

function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsOf(inner),
  )
}

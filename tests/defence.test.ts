import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checks, judge, nothingKnown, readText, type Submission } from '../src/defence/checks.ts'
import { SiteSettings } from '../src/sites/settings.ts'
import * as v from 'valibot'
import { createTestApp, json, newComment, newShare, type TestApp } from './support.ts'

const submission = {
  ...readText('Bài viết rất hữu ích cho nhiều người.'),
  proof: 'none' as const,
  bodyOffset: 0,
  authorName: 'Lan',
  isTrapped: false,
  formAgeMs: 10_000,
  hasOrigin: true,
}
const context = (settings: Record<string, unknown> = {}) => ({
  siteKey: JSON.stringify(settings),
  settings: v.parse(SiteSettings, { moderation: { mode: 'none' }, ...settings }),
  pointers: { text: '/body', name: '/author/name' },
  language: 'vi' as const,
  known: nothingKnown,
  outside: [],
})

const submitted = (changes: Partial<Submission>): Submission => ({
  ...submission,
  ...changes,
  ...readText(changes.text ?? submission.text),
})

describe('the checks', () => {
  it('an ordinary comment passes all of them', async () => {
    expect(await judge(submission, context())).toEqual({ state: 'approved', reasons: [] })
  })

  it.each([
    ['trap', { isTrapped: true }, 'spam'],
    ['origin', { hasOrigin: false }, 'pending'],
    ['form-time', { formAgeMs: null }, 'pending'],
    ['form-time', { formAgeMs: 500 }, 'pending'],
    ['form-time', { formAgeMs: 10 * 3600_000 }, 'pending'],
    ['links', { text: 'Xem trang-la.example ngay' }, 'pending'],
    ['words', { text: 'Nhận cá độ bóng đá uy tín.' }, 'pending'],
    ['unmarked', { text: 'bai viet nay rat hay va bo ich cho moi nguoi' }, 'approved'],
  ])('%s finds %o', async (check, changes, state) => {
    const verdict = await judge(submitted(changes), context())
    expect(verdict.state).toBe(state)
    expect(verdict.reasons.map((reason) => reason.check)).toEqual([check])
  })

  it('a check that breaks holds the comment, it never passes it (F40)', async () => {
    checks.push({ name: 'links', weight: 'tag', run: () => Promise.reject(new Error('away')) })
    try {
      const verdict = await judge(submission, context())
      expect(verdict).toMatchObject({ state: 'pending', reasons: [{ check: 'links' }] })
    } finally {
      checks.pop()
    }
  })

  it("a site's own word is found in disguise, marked exactly, by its level", async () => {
    const words = [{ entry: 'quán ma', level: 'spam' }]
    const text = 'Ghé q.u.á.n m4 đi mọi người'
    const { state, reasons } = await judge(submitted({ text }), context({ words }))
    expect(state).not.toBe('approved')
    const [start, end] = reasons[0]?.spans[0] ?? [0, 0]
    expect(text.slice(start, end)).toBe('q.u.á.n m4')
  })

  it.each([
    ['refuse', 'hàng lậu', 'Bán hàng lậu đây', 'refused'],
    ['refuse', 'hàng lậu', 'Ban hang lau day', 'pending'],
    ['refuse', 'hàng lậu', 'Họ rao “hàng lậu” công khai', 'pending'],
    ['spam', 'hàng lậu', 'Bán hàng lậu đây', 'spam'],
    ['spam', 'hàng lậu', 'ban hang lau day', 'pending'],
    ['hold', 'hàng lậu', 'Bán hàng  LẬU đây', 'pending'],
    ['tag', 'hàng lậu', 'Bán hàng lậu đây', 'approved'],
    ['tag', 'hàng lậu', 'hang lau', 'approved'],
    ['refuse', 'hàng', 'Nhà hàng xóm', 'refused'],
    ['refuse', 'hàng', 'ngang hàngxóm', 'approved'],
  ])('a site’s %s for “%s” makes of “%s”: %s', async (level, entry, text, outcome) => {
    const given = context({ words: [{ entry, level }] })
    const state = await judge(submitted({ text }), given).then(
      (verdict) => verdict.state,
      () => 'refused',
    )
    expect(state).toBe(outcome)
  })

  it('an exact entry needs its marks, an excepted phrase excuses', async () => {
    const words = [{ entry: 'hèn', level: 'hold', exact: true, except: ['hèn chi', 'hèn gì'] }]
    const states = ['Đồ hèn', 'do hen', 'đồ h.e.n', 'Hèn chi trời mưa', 'hèn chi nó hèn'].map(
      async (text) => (await judge(submitted({ text }), context({ words }))).state,
    )
    expect(await Promise.all(states)).toEqual([
      ...['pending', 'approved', 'pending', 'approved', 'pending'],
    ])
  })

  it('S03 a text that repeats the list too densely to be read waits for a person', async () => {
    const words = Array.from({ length: 50 }, (_, i) => ({
      entry: 'a '.repeat(i + 1).trim(),
      level: 'tag',
    }))
    const verdict = await judge(submitted({ text: 'a '.repeat(2500) }), context({ words }))
    expect(verdict.state).toBe('pending')
  })

  it('spans count from the body where there is a subject', async () => {
    const text = 'Tiêu đề\nXem https://la.example nhé'
    const { reasons } = await judge(submitted({ text, bodyOffset: 8 }), context())
    expect(reasons[0]?.spans).toEqual([[4, 22]])
  })
})

describe('refusals', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await createTestApp()
  })
  afterAll(() => t.close())

  it.each(['Tòa soạn', 'TOA  SOAN', 'Аdmin', 'a.d.m.i.n', 'Ban Biên Tập'])(
    'the newsroom’s name %s is refused to readers (F31, Z03)',
    async (name) => {
      const response = await t.send('POST', '/v1/comments', newComment({ author: { name } }))
      expect(response.status).toBe(422)
      expect((await json(response)).errors).toMatchObject([{ pointer: '/author/name' }])
      const share = await t.send(
        'POST',
        '/v1/shares',
        newShare({ sender: { name, email: 'a@thu.example' } }),
      )
      expect((await json(share)).errors).toMatchObject([{ pointer: '/sender/name' }])
    },
  )

  it('a refused comment leaves no trace', async () => {
    const response = await t.send(
      'POST',
      '/v1/comments',
      newComment({ body: 'Đồ óc cặc, viết như lồn.' }),
    )
    expect(response.status).toBe(422)
    expect((await json(response)).errors[0].pointer).toBe('/body')
    const rows = await t.client.execute(
      'SELECT (SELECT count(*) FROM comment) + (SELECT count(*) FROM article) + (SELECT count(*) FROM outbox) AS n',
    )
    expect(rows.rows[0]?.['n']).toBe(0)
  })
})

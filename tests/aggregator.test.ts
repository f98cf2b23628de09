import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, json, newComment, newShare, PUBLIC_URL, type TestApp } from './support.ts'

describe('a site of the kind aggregator', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await createTestApp({
      kind: 'aggregator',
      moderation: { mode: 'none' },
      // Whatever the audiences say.
      comments: { audiences: ['public', 'editors'] },
    })
  })
  afterAll(() => t.close())

  it('refuses a public comment at its audience, and takes letters to the editors and shares', async () => {
    const refused = await t.send('POST', '/v1/comments', newComment())
    expect(refused.status).toBe(422)
    expect((await json(refused)).errors).toMatchObject([{ pointer: '/audience' }])
    const letter = newComment({ audience: 'editors', consent: { version: '1', process: true } })
    expect((await t.send('POST', '/v1/comments', letter)).status).toBeLessThan(300)
    expect((await t.send('POST', '/v1/shares', newShare())).status).toBe(202)
  })

  it('tells the widget’s form to offer letters alone, and shows no comment', async () => {
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(body.form.audiences).toEqual(['editors'])
    expect(body.comments).toEqual([])
  })

  it('offers letters alone on the page without a script, and refuses what a form of old sends', async () => {
    const path = '/p/bao?article=/bai/mot'
    const html = await (await t.request(path)).text()
    expect(html).toContain('name="audience" value="editors"')
    expect(html).not.toContain('consent/publish')
    const typed = {
      body: 'Ý kiến công khai từ một biểu mẫu cũ.',
      'author/name': 'Nguyễn Thị Hoà',
      'consent/process': 'on',
      'consent/publish': 'on',
      audience: 'public',
    }
    const hidden = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
    const fields = Object.fromEntries([...hidden].map(([, name, value]) => [name, value]))
    const answer = await t.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: PUBLIC_URL },
      body: new URLSearchParams({ ...fields, ...typed }).toString(),
    })
    expect(answer.status).toBe(422)
    const { rows } = await t.client.execute(
      `SELECT count(*) AS n FROM comment WHERE audience = 'public'`,
    )
    expect(rows[0]?.['n']).toBe(0)
  })
})

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answers, type AnswerName } from '../src/reference/answers.ts'
import { runSchedule } from '../src/schedule.ts'
import { audit } from '../src/schema.ts'
import { addModerator, PASSWORD, sendForm, signIn } from './people.ts'
import { createTestApp, json, newComment, PUBLIC_URL, type TestApp } from './support.ts'

const HOUR = 3_600_000

describe('takedown requests', () => {
  let t: TestApp
  let comment: ReturnType<typeof newComment>
  beforeEach(async () => {
    t = await createTestApp()
    comment = newComment({ author: { name: 'Nguyễn Thị Hoà', email: 'hoa@thu.example' } })
    await t.send('POST', '/v1/comments', comment)
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: comment.id }],
      to: 'approved',
    })
  })
  afterEach(() => t.close())

  async function call(method: string, path: string, body?: unknown, status = 200) {
    const response = await t.admin(method, path, body)
    const answer = await json(response)
    expect(response.status, JSON.stringify(answer)).toBe(status)
    return answer
  }
  const register = (changes: object = {}) =>
    call(
      'POST',
      '/v1/admin/takedowns',
      { comment: comment.id, kind: 'authority', askedBy: 'Sở Thông tin', ...changes },
      201,
    )
  const remove = (id: string, changes: object = {}, status = 200) =>
    call('PATCH', `/v1/admin/takedowns/${id}`, { outcome: 'removed', ...changes }, status)
  const thread = async () => (await t.get('/v1/comments?site=bao&article=/bai/mot')).body.comments
  const detail = () => call('GET', `/v1/admin/comments/${comment.id}`)
  const withdraw = () =>
    t.send('DELETE', `/v1/comments/${comment.id}`, undefined, {
      Authorization: `Bearer ${comment.token}`,
    })
  const schedule = () => runSchedule({ ports: t.ports, keyring: t.keyring })

  it('each kind has its clock, from when the request came in; the register is in order of due time', async () => {
    const receivedAt = new Date(t.ports.now().getTime() - 7 * HOUR).toISOString()
    const late = await register({ kind: 'urgent', receivedAt })
    expectAnswer('Takedown', late)
    const complaint = await register({ kind: 'complaint' })
    const authority = await register()
    const hours = (one: { dueAt: string; receivedAt: string }) =>
      (Date.parse(one.dueAt) - Date.parse(one.receivedAt)) / HOUR
    expect([late, authority, complaint].map(hours)).toEqual([6, 24, 48])
    const page = await call('GET', '/v1/admin/takedowns')
    expectAnswer('TakedownList', page)
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([
      late.id,
      authority.id,
      complaint.id,
    ])
    expect(page.items[0].isOverdue).toBe(true)
    const first = await call('GET', '/v1/admin/takedowns?limit=1&site=bao')
    const second = await call('GET', `/v1/admin/takedowns?limit=1&site=bao&after=${first.next}`)
    expect(second.items[0].id).toBe(authority.id)
    const future = new Date(t.ports.now().getTime() + HOUR).toISOString()
    const body = { comment: comment.id, kind: 'urgent', askedBy: 'x', receivedAt: future }
    await call('POST', '/v1/admin/takedowns', body, 422)
  })

  it('a removal takes the comment from readers at once and its words from everybody but administrators', async () => {
    const { id } = await register()
    await thread()
    expect(await remove(id, { note: 'Theo công văn.' })).toMatchObject({ outcome: 'removed' })
    expect(await thread()).toEqual([])
    await schedule()
    const seen = await detail()
    expect(seen.comment).toMatchObject({ state: 'rejected', body: '' })
    expect(seen.history[0]).toMatchObject({ from: 'approved', to: 'rejected', reason: 'takedown' })
    expect((await call('GET', '/v1/admin/comments?q=huu+ich')).items).toEqual([])
    await remove(id, {}, 409)
    const sealed = await call('POST', `/v1/admin/comments/${comment.id}/seal`)
    expectAnswer('SealedComment', sealed)
    expect(sealed).toMatchObject({ body: comment.body, authorEmail: 'hoa@thu.example' })
    const recorded = (await t.ports.db.select().from(audit)).map(({ action }) => action)
    expect(recorded).toEqual(
      expect.arrayContaining(['takedown.registered', 'takedown.removed', 'seal.opened']),
    )
  })

  it('only administrators open what is sealed', async () => {
    await remove((await register()).id)
    const made = await call('POST', '/v1/admin/tokens', { name: 'e', role: 'editor' }, 201)
    const headers = { Authorization: `Bearer ${made.secret}` }
    const path = `/v1/admin/comments/${comment.id}/seal`
    expect((await t.send('POST', path, undefined, headers)).status).toBe(403)
    expect((await t.send('DELETE', path, undefined, headers)).status).toBe(403)
  })

  it('opening or ending a seal takes a password that was given a moment ago', async () => {
    await remove((await register()).id)
    await addModerator(t, 'qt@bao.example', { role: 'admin' })
    const cookie = await signIn(t, 'qt@bao.example')
    const page = `/admin/comments/${comment.id}`
    const press = (act: string) =>
      t.request(`${page}/${act}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...{ Origin: PUBLIC_URL, Referer: PUBLIC_URL + page, Cookie: cookie },
        },
      })
    expect(await (await press('unseal')).text()).toContain(comment.body)
    t.pass(16 * 60_000)
    for (const act of ['unseal', 'lift-seal']) {
      const asked = await press(act)
      expect(asked.headers.get('Location')).toBe(`/admin/prove?back=${encodeURIComponent(page)}`)
    }
    const headers = { Cookie: cookie, Origin: PUBLIC_URL }
    for (const method of ['POST', 'DELETE']) {
      const answer = await t.send(method, `/v1${page}/seal`, undefined, headers)
      expect([answer.status, (await json(answer)).detail]).toEqual([
        403,
        'Give the password again at /admin/prove',
      ])
    }
    await sendForm(t, '/admin/prove', { password: PASSWORD, back: page }, { cookie })
    expect((await press('lift-seal')).headers.get('Location')).toBe(`${page}?told=done`)
    expect((await detail()).heldUntil).toBeNull()
  })

  it('neither a decision nor an undo moves what is sealed', async () => {
    await remove((await register()).id)
    const [last] = (await detail()).history
    const items = [{ kind: 'comment', id: comment.id }]
    const { results } = await call('POST', '/v1/admin/decisions', { items, to: 'approved' })
    expect(results[0]).toMatchObject({ ok: false, state: 'rejected' })
    await call('DELETE', `/v1/admin/decisions/${last.id}`, undefined, 409)
    await call('PATCH', `/v1/admin/comments/${comment.id}`, { body: 'Lời mới.' }, 409)
  })

  it('withdrawing erases the comment, the sealed copy stays until the hold ends and is then erased', async () => {
    await remove((await register()).id, { holdDays: 1 })
    expect((await withdraw()).status).toBe(204)
    expect((await detail()).comment).toMatchObject({ state: 'withdrawn', author: { name: '' } })
    const path = `/v1/admin/comments/${comment.id}/seal`
    expect((await call('POST', path)).body).toBe(comment.body)
    t.pass(24 * HOUR + 1)
    await schedule()
    await call('POST', path, undefined, 404)
    expect((await detail()).comment).toMatchObject({ state: 'withdrawn', body: '' })
    const { rows } = await t.client.execute('SELECT count(*) AS n FROM sealed')
    expect(rows[0]?.['n']).toBe(0)
  })

  it('when the hold ends, the words of what stands come back to the moderators, still rejected', async () => {
    await call('PATCH', `/v1/admin/comments/${comment.id}`, { body: 'Lời đã biên tập.' })
    await remove((await register()).id, { holdDays: 1 })
    expect((await detail()).revisions).toEqual([])
    t.pass(24 * HOUR + 1)
    await schedule()
    const seen = await detail()
    expect(seen.comment).toMatchObject({ state: 'rejected', body: 'Lời đã biên tập.' })
    expect(seen.revisions).toMatchObject([{ body: comment.body }])
    expect(seen.heldUntil).toBeNull()
  })

  it('an administrator ends a seal early; then it can be published again', async () => {
    await remove((await register()).id)
    await call('DELETE', `/v1/admin/comments/${comment.id}/seal`, undefined, 204)
    await call('DELETE', `/v1/admin/comments/${comment.id}/seal`, undefined, 404)
    const items = [{ kind: 'comment', id: comment.id }]
    const { results } = await call('POST', '/v1/admin/decisions', { items, to: 'approved' })
    expect(results[0].ok).toBe(true)
    expect((await thread())[0].body).toBe(comment.body)
  })

  it('a second removal of the same comment only lengthens the hold', async () => {
    const [one, two] = [await register(), await register({ kind: 'complaint' })]
    await remove(one.id, { holdDays: 10 })
    await remove(two.id, { holdDays: 5 })
    const sealed = await call('POST', `/v1/admin/comments/${comment.id}/seal`)
    expect(sealed.body).toBe(comment.body)
    expect(Date.parse(sealed.until)).toBe(t.ports.now().getTime() + 10 * 24 * HOUR)
  })

  it('a refusal leaves the comment and is on record', async () => {
    const { id } = await register()
    const closed = await call('PATCH', `/v1/admin/takedowns/${id}`, {
      outcome: 'refused',
      note: 'Không đúng sự thật.',
    })
    expect(closed).toMatchObject({ outcome: 'refused', closedBy: 'ADMIN_TOKEN', isOverdue: false })
    expect(await thread()).toHaveLength(1)
    expect((await call('GET', '/v1/admin/takedowns')).items).toEqual([])
    expect((await call('GET', '/v1/admin/takedowns?status=all')).items).toHaveLength(1)
  })
})

function expectAnswer(name: AnswerName, value: unknown) {
  expect(v.safeParse(answers[name], value).issues ?? [], name).toEqual([])
}

import { verifySolution } from 'altcha-lib/v1'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSchedule } from '../src/schedule.ts'
import { searchNumber } from '../widget/search.ts'
import { createTestApp, json, newComment, newShare, type TestApp } from './support.ts'

interface Challenge {
  algorithm: string
  challenge: string
  salt: string
  signature: string
  maxnumber: number
}

const pack = (challenge: Challenge, number: number, changes: Record<string, unknown> = {}) =>
  btoa(JSON.stringify({ ...challenge, number, ...changes }))

const solve = (challenge: Challenge) =>
  searchNumber(challenge.salt, challenge.challenge, 0, challenge.maxnumber + 1)

describe('proof of work', () => {
  let t: TestApp
  let host = 0

  beforeAll(async () => {
    t = await createTestApp({
      moderation: { mode: 'none' },
      comments: { proof: 'always' },
      defence: { proofCost: 1000 },
    })
  })
  afterAll(() => t.close())

  const ask = async (action: 'comment' | 'share' = 'comment') => {
    t.from(`198.51.100.${(host++ % 250) + 1}`)
    const { status, body, headers } = await t.get(`/v1/challenge?site=bao&action=${action}`)
    expect(status).toBe(200)
    expect(headers.get('Cache-Control')).toBe('no-store')
    return body as Challenge
  }
  const post = async (changes: Record<string, unknown>) => {
    const response = await t.send(
      'POST',
      '/v1/comments',
      newComment({ body: `Một ý kiến khác hẳn: ${crypto.randomUUID()}`, ...changes }),
    )
    return { status: response.status, body: await json(response) }
  }

  it('the form of the page says that one is asked for', async () => {
    const { body } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(body.form.proof).toBe('required')
  })

  it('a solved challenge lets a comment through; the library agrees that it is solved', async () => {
    const challenge = await ask()
    const proof = pack(challenge, solve(challenge))
    const keys = await t.keyring.pseudonyms('altcha', 'challenge')
    expect(await verifySolution(proof, keys[0] ?? '')).toBe(true)
    const { status, body } = await post({ proof })
    expect(status).toBe(202)
    expect(body.state).toBe('pending')
  })

  it('the same request again is the same comment, whatever became of its challenge (F09)', async () => {
    const challenge = await ask()
    const comment = newComment({ proof: pack(challenge, solve(challenge)), body: 'Gửi lại y hệt.' })
    expect((await t.send('POST', '/v1/comments', comment)).status).toBe(202)
    expect((await t.send('POST', '/v1/comments', comment)).status).toBe(202)
    const { rows } = await t.client.execute({
      sql: 'SELECT count(*) AS n FROM comment WHERE id = ?',
      args: [comment.id],
    })
    expect(rows[0]?.['n']).toBe(1)
  })

  it('a challenge is good for one comment only (S07)', async () => {
    const challenge = await ask()
    const proof = pack(challenge, solve(challenge))
    expect((await post({ proof })).status).toBe(202)
    expect(await post({ proof })).toMatchObject({ status: 428, body: { code: 'proof-required' } })
  })

  it('of eight comments sent at once with one solution, one is stored (S07)', async () => {
    const challenge = await ask()
    const proof = pack(challenge, solve(challenge))
    const statuses = []
    for (let i = 0; i < 8; i++) statuses.push(post({ proof }))
    const all = await Promise.all(statuses)
    expect(all.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 428)).toHaveLength(7)
  })

  it.each<[string, (challenge: Challenge, number: number) => string | undefined]>([
    ['none', () => undefined],
    ['something else', () => 'bm90IGpzb24='],
    ['an array', () => btoa('[]')],
    ['the number 0', (challenge) => pack(challenge, 0)],
    [
      'a number that is text',
      (challenge, number) => pack(challenge, 0, { number: String(number) }),
    ],
    [
      'a forged signature',
      (challenge, number) => pack(challenge, number, { signature: 'a'.repeat(64) }),
    ],
    [
      'a later end',
      (challenge, number) =>
        pack(challenge, number, {
          salt: challenge.salt.replace(/expires=\d+/, 'expires=9999999999'),
        }),
    ],
    [
      'digits moved from the salt to the number',
      (challenge, number) =>
        pack(challenge, number, {
          salt: challenge.salt.slice(0, -2),
          number: Number(`1${number}`),
        }),
    ],
    [
      'a weaker algorithm',
      (challenge, number) =>
        pack(challenge, number, { algorithm: 'SHA-1', challenge: 'a'.repeat(40) }),
    ],
    ['a forged seal, given up', (challenge) => pack(challenge, -1, { salt: 'x?of=a.b&' })],
  ])('%s is refused (S07)', async (_, change) => {
    const challenge = await ask()
    const answer = await post({ proof: change(challenge, solve(challenge)) })
    expect(answer).toMatchObject({ status: 428, body: { code: 'proof-required' } })
  })

  it('a challenge for a share, for another site or from eleven minutes ago is refused (S07)', async () => {
    const forShare = await ask('share')
    expect((await post({ proof: pack(forShare, solve(forShare)) })).status).toBe(428)
    const late = await ask()
    t.pass(11 * 60_000)
    expect((await post({ proof: pack(late, solve(late)) })).status).toBe(428)
    await t.admin('POST', '/v1/admin/sites', {
      key: 'khac',
      name: 'Khác',
      origins: ['https://bao.example'],
      settings: { comments: { proof: 'always' } },
    })
    const here = await ask()
    const proof = pack(here, solve(here))
    expect((await post({ proof, site: 'khac' })).status).toBe(428)
  })

  it('a device that gives up is heard by a moderator, once for each challenge', async () => {
    const challenge = await ask()
    const id = newComment().id
    expect((await post({ id, proof: pack(challenge, -1) })).status).toBe(202)
    const { rows } = await t.client.execute({
      sql: 'SELECT reasons FROM comment WHERE id = ?',
      args: [id],
    })
    expect(rows[0]?.['reasons']).toContain('Thiết bị không giải được thử thách')
    expect((await post({ proof: pack(challenge, -1) })).status).toBe(428)
  })

  it('a share needs one too, and the forms without a script do not', async () => {
    const missing = await t.send('POST', '/v1/shares', newShare())
    expect(missing.status).toBe(428)
    const challenge = await ask('share')
    const proof = pack(challenge, solve(challenge))
    expect((await t.send('POST', '/v1/shares', newShare({ proof }))).status).toBe(202)
    expect((await t.send('POST', '/v1/shares', newShare({ proof }))).status).toBe(428)
  })

  it('what was handed in is forgotten once it would have expired', async () => {
    t.pass(11 * 60_000)
    await runSchedule({ ports: t.ports, keyring: t.keyring })
    const { rows } = await t.client.execute('SELECT count(*) AS n FROM spent')
    expect(rows[0]?.['n']).toBe(0)
  })
})

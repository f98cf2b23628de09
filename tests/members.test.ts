import { generateKeyPair, exportJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, json, newComment, type TestApp } from './support.ts'

const SECRET = 'bi-mat-cua-toa-soan-0123456789-abcdef'
const OLD = 'bi-mat-truoc-day-0123456789-abcdefghi'
const bytes = (secret: string) => new TextEncoder().encode(secret)
const DAY = 24 * 60 * 60

describe('signed members', () => {
  let t: TestApp
  beforeEach(async () => {
    t = await createTestApp({
      moderation: { mode: 'first', first: 1 },
      members: { algorithm: 'HS256', issuer: 'https://bao.example' },
    })
    await setKey({ secret: SECRET })
  })
  afterEach(() => t.close())

  const path = '/v1/admin/sites/bao/secrets/member'
  async function setKey(body: object) {
    expect((await t.admin('PUT', path, body)).status).toBe(204)
  }
  async function setAlgorithm(algorithm: string) {
    const { version } = await json(await t.admin('GET', '/v1/admin/sites/bao'))
    const match = { 'If-Match': `"${version}"` }
    await t.admin('PATCH', '/v1/admin/sites/bao', { settings: { members: { algorithm } } }, match)
  }
  const seconds = () => Math.floor(t.ports.now().getTime() / 1000)
  const claims = () => ({
    sub: 'u-17',
    name: 'Trần Văn Bình',
    iss: 'https://bao.example',
    aud: 'bao',
    exp: seconds() + 3600,
  })
  const sign = (
    changes: object = {},
    key: Parameters<SignJWT['sign']>[0] = bytes(SECRET),
    header = {},
  ) =>
    new SignJWT({ ...claims(), ...changes })
      .setProtectedHeader({ alg: 'HS256', ...header })
      .sign(key)
  let sent = 0
  async function post(member: string, changes: object = {}) {
    sent += 1
    t.from(`198.51.100.${sent % 250}`)
    t.pass(11 * 60_000)
    const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    t.pass(4000)
    const comment = newComment({
      author: { name: '' },
      body: `Lời thứ ${sent}: ${crypto.randomUUID()}`,
      formToken: page.form.token,
      member,
      ...changes,
    })
    const response = await t.send('POST', '/v1/comments', comment)
    return { comment, status: response.status, body: await json(response) }
  }
  const pointers = ({ body }: { body: { errors?: { pointer: string }[] } }) =>
    body.errors?.map(({ pointer }) => pointer)

  it('sign by the newspaper’s name for them, with its badge, and climb by their own record', async () => {
    const first = await post(await sign())
    expect([first.status, first.body.state]).toEqual([202, 'pending'])
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: first.comment.id }],
      to: 'approved',
    })
    const second = await post(await sign(), { author: { name: 'Tên khác' } })
    expect(second.status).toBe(201)
    const author = { name: 'Trần Văn Bình', badge: 'member' }
    expect(second.body.comment.author).toEqual(author)
    const { body: page } = await t.get('/v1/comments?site=bao&article=/bai/mot')
    expect(page.comments.map((one: { author: object }) => one.author)).toEqual([author, author])
    expect((await post(await sign({ sub: 'u-18' }))).body.state).toBe('pending')
    const shown = await (await t.request('/p/bao?article=/bai/mot')).text()
    expect(shown).toContain('Thành viên')
  })

  it('are told apart from a stranger who types their name or address (Z03)', async () => {
    const email = 'binh@thu.example'
    const { comment } = await post(await sign({ email }))
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'comment', id: comment.id }],
      to: 'approved',
    })
    const stranger = newComment({ author: { name: 'Trần Văn Bình', email } })
    const answer = await t.send('POST', '/v1/comments', stranger)
    expect((await json(answer)).state).toBe('pending')
    const { rows } = await t.client.execute(
      'SELECT badge, author_email, confirmed_at IS NOT NULL AS ok FROM comment ORDER BY seq',
    )
    expect(rows).toMatchObject([
      { badge: 'member', author_email: email, ok: 1 },
      { badge: null, author_email: email, ok: 0 },
    ])
  })

  it('use no name of the newsroom', async () => {
    expect(pointers(await post(await sign({ name: 'Tòa Soạn' })))).toEqual(['/author/name'])
  })

  const wrong: [name: string, token: () => Promise<string> | string][] = [
    ['nonsense', () => 'a.b.c'],
    ['an empty token', () => ''],
    ['no signature', () => new UnsecuredJWT(claims()).encode()],
    ['another key', () => sign({}, bytes(OLD))],
    [
      'another algorithm of the same key',
      () => sign({}, bytes(SECRET.repeat(2)), { alg: 'HS512' }),
    ],
    ['another site', () => sign({ aud: 'khac' })],
    ['no site', () => sign({ aud: undefined })],
    ['another issuer', () => sign({ iss: 'https://khac.example' })],
    ['no end', () => sign({ exp: undefined })],
    ['an end that is over', () => sign({ exp: seconds() - 60 })],
    ['an end in more than a day', () => sign({ exp: seconds() + DAY + 3600 })],
    ['nobody', () => sign({ sub: undefined })],
    ['no name', () => sign({ name: undefined })],
    ['a name that is an address', () => sign({ name: 'www.hang.example' })],
    ['an address that is none', () => sign({ email: 'x' })],
    ['a time when it is not valid yet', () => sign({ nbf: seconds() + 3600 })],
    [
      'other claims than were signed',
      async () => {
        const [head, , signature] = (await sign()).split('.')
        return [
          head,
          btoa(JSON.stringify({ ...claims(), name: 'Binh', sub: 'u-1' })),
          signature,
        ].join('.')
      },
    ],
  ]
  it.each(wrong)('a token with %s is refused, and leaves no trace', async (_, token) => {
    const refused = await post(await token(), { author: { name: 'Ai đó' } })
    expect([refused.status, pointers(refused)]).toEqual([422, ['/member']])
    const { rows } = await t.client.execute('SELECT count(*) AS n FROM comment')
    expect(rows[0]?.['n']).toBe(0)
  })

  it('are refused where the site has none, or has lost its key', async () => {
    await setAlgorithm('off')
    expect((await post(await sign())).status).toBe(422)
    await setAlgorithm('HS256')
    await t.admin('DELETE', path)
    expect((await post(await sign())).status).toBe(422)
  })

  it('keep the former key for a day, unless it is taken away', async () => {
    const token = () => sign({}, bytes(OLD))
    await setKey({ secret: OLD })
    await setKey({ secret: SECRET })
    expect((await post(await token())).status).toBe(202)
    expect((await post(await sign())).status).toBe(202)
    t.pass(DAY * 1000)
    expect((await post(await token())).status).toBe(422)
    expect((await post(await sign())).status).toBe(202)
  })

  it('are recognised when the same request comes again, and never as somebody else', async () => {
    const { comment, status } = await post(await sign())
    expect((await t.send('POST', '/v1/comments', comment)).status).toBe(status)
    const other = { ...comment, member: await sign({ sub: 'u-18' }) }
    expect((await json(await t.send('POST', '/v1/comments', other))).code).toBe(
      'idempotency-key-reused',
    )
  })

  it.each(['ES256', 'EdDSA'])('sign by a key pair with %s', async (algorithm) => {
    await setAlgorithm(algorithm)
    const pair = await generateKeyPair(algorithm, { extractable: true })
    const key: JWK = { ...(await exportJWK(pair.publicKey)), kid: 'thang-5' }
    const secret = await exportJWK(pair.privateKey)
    const refused = await t.admin('PUT', path, { key: secret })
    expect(refused.status).toBe(422)
    await setKey({ key })
    const header = { alg: algorithm, kid: 'thang-5' }
    expect((await post(await sign({}, pair.privateKey, header))).status).toBe(202)
    expect((await post(await sign({}, pair.privateKey, { alg: algorithm }))).status).toBe(202)
    const unknown = await post(await sign({}, pair.privateKey, { ...header, kid: 'khac' }))
    expect(unknown.status).toBe(422)
    // What anybody may know is no shared secret, whatever the site is set to (RFC 8725 §2.1).
    for (const known of [JSON.stringify(key), JSON.stringify({ key }), String(key.x)]) {
      const forged = await sign({}, bytes(known.padEnd(32, ' ')), { kid: 'thang-5' })
      expect((await post(forged)).status).toBe(422)
      await setAlgorithm('HS256')
      expect((await post(forged)).status).toBe(422)
      await setAlgorithm(algorithm)
    }
  })

  it.each([
    [{ secret: 'ngan-qua' }],
    [{ secret: SECRET, key: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }],
    [{}],
    [{ key: { kty: 'RSA', n: 'x', e: 'AQAB' } }],
  ])('%j is no key', async (body) => {
    expect((await t.admin('PUT', path, body)).status).toBe(422)
  })

  it('cost no further database request, and their keys stand in no answer (Z05)', async () => {
    const comment = newComment({ member: await sign() })
    let requests = 0
    for (const name of ['batch', 'execute'] as const) {
      const original = t.client[name].bind(t.client) as (...given: unknown[]) => never
      Object.assign(t.client, {
        [name]: (...given: unknown[]) => {
          requests += 1
          return original(...given)
        },
      })
    }
    expect((await t.send('POST', '/v1/comments', comment)).status).toBe(202)
    expect(requests).toBe(2)
    const answers = await Promise.all(
      ['/v1/admin/sites/bao', '/v1/admin/sites/bao/secrets', '/v1/admin/audit'].map(async (one) =>
        (await t.admin('GET', one)).text(),
      ),
    )
    expect(answers.join()).not.toContain(SECRET)
  })

  it('can be banned by what they are known by', async () => {
    const { comment } = await post(await sign())
    const [row] = (await t.client.execute('SELECT author_hash FROM comment')).rows
    await t.client.execute({
      sql: `INSERT INTO ban (id, site_seq, kind, value, label, created_by, created_at)
        VALUES ('b', 1, 'email', ?, 'Bình', 'x', 0)`,
      args: [String(row?.['author_hash'])],
    })
    expect(comment.id).not.toBe('')
    expect((await post(await sign())).body.state).toBe('spam')
  })
})

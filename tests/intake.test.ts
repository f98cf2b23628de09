import { readFileSync } from 'node:fs'
import { sign as signWith } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, newShare, ORIGIN, type TestApp } from './support.ts'

const KEY = `whsec_${btoa('0123456789-0123456789-0123456789')}`
const LOGIN = 'postmark:một mật khẩu dài dài'
const TOPIC = 'arn:aws:sns:ap-southeast-1:123456789012:thu'
const CERTIFICATE = 'https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-x.pem'
const read = (name: string) => readFileSync(new URL(`./runtime/${name}`, import.meta.url), 'utf8')
const FRIEND = 'lan@ban.example'

describe('what mail providers tell', () => {
  let t: TestApp
  let fetched: string[]
  /** `Message-ID` of the friend's mail. */
  let messageId: string

  beforeEach(async () => {
    t = await createTestApp({ undoSeconds: 0, share: { confirm: false, moderate: 'none' } })
    const intake = { generic: KEY, resend: KEY, postmark: LOGIN, ses: TOPIC }
    t.ports.config = { ...t.ports.config, intake }
    fetched = []
    t.ports.fetch = (input) => {
      fetched.push(String(input))
      return Promise.resolve(new Response(read('sns-cert.pem')))
    }
    await t.admin('PUT', '/v1/admin/articles', {
      site: 'bao',
      key: '/bai/mot',
      url: `${ORIGIN}/bai/mot`,
      title: 'Một bài báo',
    })
    const share = newShare({ recipients: [FRIEND] })
    await t.send('POST', '/v1/shares', share)
    await t.client.execute(`UPDATE share SET state = 'pending'`)
    await t.admin('POST', '/v1/admin/decisions', {
      items: [{ kind: 'share', id: share.id }],
      to: 'approved',
    })
    await t.runOutbox()
    const mail = t.mails.find(({ to }) => to.address === FRIEND)
    if (mail === undefined) throw new Error('no mail')
    messageId = `<${mail.id}>`
  })
  afterEach(() => t.close())

  const post = (provider: string, body: string, headers: Record<string, string> = {}) =>
    t.request(`/v1/intake/${provider}`, { method: 'POST', body, headers })
  const column = async (sql: string) =>
    (await t.client.execute(sql)).rows.map((row) => row[0]?.toString())
  const friend = () => column('SELECT state FROM recipient')
  const suppressed = () => column('SELECT reason FROM suppression')

  let events = 0
  function signed(
    prefix: 'webhook' | 'svix',
    body: string,
    id = `msg_${events++}`,
    at = new Date(),
  ) {
    return {
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1000)),
      [`${prefix}-signature`]: new Webhook(KEY).sign(id, at, body),
    }
  }
  const tellGeneric = (event: object, ...rest: [string?, Date?]) => {
    const body = JSON.stringify(event)
    return post('generic', body, signed('webhook', body, ...rest))
  }
  function sns(content: object, changes: Record<string, string> = {}) {
    const message: Record<string, string> = {
      Type: 'Notification',
      MessageId: `sns-${events++}`,
      TopicArn: TOPIC,
      Message: JSON.stringify(content),
      Timestamp: new Date().toISOString(),
      SignatureVersion: '2',
      SigningCertURL: CERTIFICATE,
      ...changes,
    }
    const names =
      message['Type'] === 'Notification'
        ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
        : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
    const text = names.flatMap((name) => (name in message ? [`${name}\n${message[name]}\n`] : []))
    const signature = signWith('sha256', Buffer.from(text.join('')), read('sns-key.pem'))
    return { ...message, Signature: signature.toString('base64') }
  }
  const tellSes = (message: object) =>
    post('ses', JSON.stringify(message), { 'Content-Type': 'text/plain; charset=UTF-8' })
  const sesBounce = (bounceType: string) => ({
    notificationType: 'Bounce',
    bounce: { bounceType, bouncedRecipients: [{ emailAddress: FRIEND }] },
    mail: { commonHeaders: { messageId } },
  })
  const login = (value: string) => ({
    Authorization: `Basic ${Buffer.from(value).toString('base64')}`,
  })

  it.each<[string, () => Promise<Response>]>([
    ['generic', () => tellGeneric({ type: 'bounced', address: FRIEND, messageId })],
    ['generic, by Message-ID alone', () => tellGeneric({ type: 'bounced', messageId })],
    [
      'generic, by address alone',
      () => tellGeneric({ type: 'bounced', address: 'Lan@ban.example' }),
    ],
    [
      'Resend',
      () => {
        const bounce = { type: 'Permanent' }
        const body = JSON.stringify({ type: 'email.bounced', data: { to: [FRIEND], bounce } })
        return post('resend', body, signed('svix', body))
      },
    ],
    [
      'Postmark',
      () => {
        const body = { RecordType: 'Bounce', ID: 7, Type: 'HardBounce', Email: FRIEND }
        return post('postmark', JSON.stringify(body), login(LOGIN))
      },
    ],
    ['SES', () => tellSes(sns(sesBounce('Permanent')))],
  ])('a hard bounce by %s marks the friend and ends all mail to the address', async (_, tell) => {
    expect(await friend()).toEqual(['sent'])
    expect((await tell()).status).toBe(204)
    expect(await friend()).toEqual(['bounced'])
    expect(await suppressed()).toEqual(['bounce'])
    const { rows } = await t.client.execute(`SELECT r.address_hash = s.address_hash AS same
      FROM recipient r, suppression s`)
    expect(rows).toMatchObject([{ same: 1 }])
  })

  it.each<[string, () => Promise<Response>]>([
    ['generic', () => tellGeneric({ type: 'bounced', isPermanent: false, address: FRIEND })],
    [
      'Resend',
      () => {
        const bounce = { type: 'Transient' }
        const body = JSON.stringify({ type: 'email.bounced', data: { to: [FRIEND], bounce } })
        return post('resend', body, signed('svix', body))
      },
    ],
    [
      'Postmark',
      () => {
        const body = { RecordType: 'Bounce', ID: 8, Type: 'SoftBounce', Email: FRIEND }
        return post('postmark', JSON.stringify(body), login(LOGIN))
      },
    ],
    ['SES', () => tellSes(sns(sesBounce('Transient')))],
  ])('a soft bounce by %s changes nothing', async (_, tell) => {
    expect((await tell()).status).toBe(204)
    expect(await friend()).toEqual(['sent'])
    expect(await suppressed()).toEqual([])
  })

  it('a complaint ends all mail to the address', async () => {
    const complaint = { complainedRecipients: [{ emailAddress: FRIEND }] }
    await tellSes(sns({ eventType: 'Complaint', complaint, mail: {} }))
    expect(await friend()).toEqual(['complained'])
    expect(await suppressed()).toEqual(['complaint'])
  })

  it('events out of order end in the same state (F47)', async () => {
    for (const type of ['complained', 'bounced', 'delivered'])
      await tellGeneric({ type, messageId, address: FRIEND })
    expect(await friend()).toEqual(['complained'])
  })

  it('each event counts once, however often it is told (M08, F47)', async () => {
    const event = { type: 'bounced', messageId }
    await tellGeneric(event, 'msg_same')
    await t.client.execute(`UPDATE recipient SET state = 'sent'`)
    await t.client.execute('DELETE FROM suppression')
    const later = new Date(Date.now() + 1000)
    expect((await tellGeneric(event, 'msg_same', later)).status).toBe(204)
    const notice = sns(sesBounce('Permanent'), { MessageId: 'sns-same' })
    await tellSes(notice)
    await t.client.execute(`UPDATE recipient SET state = 'sent'`)
    expect((await tellSes(notice)).status).toBe(204)
    expect(await friend()).toEqual(['sent'])
  })

  it('what is unsigned, old, replayed, or signed for another body is 401 (M08)', async () => {
    const body = JSON.stringify({ type: 'bounced', messageId })
    const other = JSON.stringify({ type: 'complained', messageId })
    const old = new Date(Date.now() - 6 * 60_000)
    const fresh = signed('webhook', body, 'msg_replay')
    for (const [provider, text, headers] of [
      ['generic', body, {}],
      ['generic', body, signed('webhook', body, 'msg_old', old)],
      ['generic', body, signed('webhook', body, 'msg_new', new Date(Date.now() + 6 * 60_000))],
      ['generic', other, signed('webhook', body)],
      ['generic', body, { ...signed('webhook', body), 'webhook-id': 'msg_x' }],
      ['resend', body, signed('webhook', body)],
      ['resend', other, signed('svix', body)],
      ['postmark', body, {}],
      ['postmark', body, login(`${LOGIN}x`)],
    ] as const)
      expect((await post(provider, text, headers)).status, provider).toBe(401)
    expect(await friend()).toEqual(['sent'])
    expect((await post('generic', body, fresh)).status).toBe(204)
    expect((await post('generic', body, fresh)).status).toBe(401)
  })

  it('what SNS did not sign for our topic just now is 401 (M08)', async () => {
    const good = sns(sesBounce('Permanent'))
    for (const message of [
      { ...good, Signature: undefined },
      { ...good, Message: JSON.stringify({ notificationType: 'Complaint' }) },
      { ...good, MessageId: 'other' },
      sns(sesBounce('Permanent'), { Timestamp: new Date(Date.now() - 6 * 60_000).toISOString() }),
      sns(sesBounce('Permanent'), { Timestamp: 'x' }),
      sns(sesBounce('Permanent'), { TopicArn: `${TOPIC}-khac` }),
      sns(sesBounce('Permanent'), { SignatureVersion: '1' }),
    ])
      expect((await tellSes(message)).status).toBe(401)
    expect(await friend()).toEqual(['sent'])
  })

  it.each([
    'https://evil.test/x.pem',
    'http://sns.us-east-1.amazonaws.com/x.pem',
    'https://sns.us-east-1.amazonaws.com.evil.test/x.pem',
    'https://bucket.s3.amazonaws.com/x.pem',
    'https://user@sns.us-east-1.amazonaws.com/x.pem',
    'https://sns.us-east-1.amazonaws.com:8443/x.pem',
    'https://sns.us-east-1.amazonaws.com/x.txt',
  ])('no certificate is fetched from %s (M08, S02)', async (url) => {
    const message = sns(sesBounce('Permanent'), { SigningCertURL: url })
    expect((await tellSes(message)).status).toBe(401)
    expect(fetched).toEqual([])
  })

  it('a subscription of our topic confirms itself, and nothing else is called', async () => {
    const confirm = (url: string) =>
      sns({}, { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL: url })
    const url = 'https://sns.ap-southeast-1.amazonaws.com/?Action=ConfirmSubscription&Token=t'
    expect((await tellSes(confirm(url))).status).toBe(204)
    expect(fetched).toEqual([CERTIFICATE, url])
    expect((await tellSes(confirm('https://evil.test/?Token=t'))).status).toBe(401)
    expect(fetched).not.toContain('https://evil.test/?Token=t')
  })

  it('a provider that is not set up is not there, and no body is too much', async () => {
    expect((await post('khac', '{}')).status).toBe(404)
    const closed = { generic: null, resend: null, postmark: null, ses: null }
    t.ports.config = { ...t.ports.config, intake: closed }
    for (const provider of ['generic', 'resend', 'postmark', 'ses'])
      expect((await post(provider, '{}')).status).toBe(404)
    t.ports.config = { ...t.ports.config, intake: { ...closed, generic: KEY } }
    expect((await post('generic', 'x'.repeat(300_000))).status).toBe(413)
  })
})

describe('/metrics', () => {
  const TOKEN = 'metrics-token-0123456789-0123456789'

  it('is not there without a token set, and refuses others', async () => {
    const t = await createTestApp()
    expect((await t.request('/metrics')).status).toBe(404)
    t.ports.config = { ...t.ports.config, metricsToken: TOKEN }
    for (const headers of [{}, { Authorization: `Bearer ${TOKEN}x` }])
      expect((await t.request('/metrics', { headers })).status).toBe(401)
    await t.close()
  })

  it('tells the outbox, the queues and the requests, and names nobody', async () => {
    const { createMeter } = await import('../src/operations/meter.ts')
    const t = await createTestApp()
    t.ports.config = { ...t.ports.config, metricsToken: TOKEN }
    t.ports.meter = createMeter(() => ({ phanhoi_uptime_seconds: 3 }))
    await t.send('POST', '/v1/shares', newShare())
    await t.request('/v1/comments?site=bao&article=/bai/mot')
    await t.request('/admin/nobody@here.example')
    t.pass(90_000)
    const response = await t.request('/metrics', { headers: { Authorization: `Bearer ${TOKEN}` } })
    const text = await response.text()
    expect(response.headers.get('Content-Type')).toContain('text/plain; version=0.0.4')
    expect(text).toMatch(/^phanhoi_build_info\{version="\d/m)
    expect(text).toMatch(/^phanhoi_outbox_rows\{state="waiting"\} 2$/m)
    expect(text).toMatch(/^phanhoi_outbox_rows\{state="dead"\} 0$/m)
    expect(text).toMatch(/^phanhoi_outbox_age_seconds (?:89|90|91)$/m)
    expect(text).toMatch(/^phanhoi_queue_items\{kind="share",queue="unconfirmed"\} 1$/m)
    expect(text).toMatch(/^phanhoi_requests_total\{route="write",status="202"\} 1$/m)
    expect(text).toMatch(/^phanhoi_request_seconds_bucket\{route="read",le="\+Inf"\} 1$/m)
    expect(text).toMatch(/^phanhoi_uptime_seconds 3$/m)
    expect(text).not.toMatch(/@|bao\b/)
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(?:# TYPE [a-z_]+ (?:gauge|counter|histogram)|[a-z_]+(?:\{[^}]*\})? \d+(?:\.\d+)?)$/,
      )
    await t.close()
  })
})

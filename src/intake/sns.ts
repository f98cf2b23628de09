import { importX509 } from 'jose'
import { readStart } from '../bytes.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { parseUrl } from '../url.ts'
import { type Delivery, field, type MailEvent, textField } from './event.ts'
import { parseObject } from './postmark.ts'

const WINDOW_MS = 5 * 60 * 1000
const FETCH_TIMEOUT_MS = 5000
const CERTIFICATE_BYTES = 16 * 1024

const kinds: Record<string, MailEvent['kind']> = {
  Bounce: 'bounced',
  Complaint: 'complained',
  Delivery: 'delivered',
}

/**
 * Amazon SES through SNS: the message must be of our own topic (anybody can have one that Amazon signs), fresh,
 * and signed with SHA-256 (`SignatureVersion` 2) by a certificate that Amazon serves. A subscription of that topic
 * is confirmed.
 */
export async function readSns(ports: Ports, topic: string, body: string): Promise<Delivery> {
  const message = parseObject(body)
  if (textField(message, 'TopicArn') !== topic) throw new Problem('unauthorized')
  const sentAt = Date.parse(textField(message, 'Timestamp') ?? '')
  if (!(Math.abs(ports.now().getTime() - sentAt) <= WINDOW_MS)) throw new Problem('unauthorized')
  if (!(await isSigned(ports, message))) throw new Problem('unauthorized')
  if (textField(message, 'Type') === 'SubscriptionConfirmation') await confirm(ports, message)
  if (textField(message, 'Type') !== 'Notification') return { events: [], signature: null }
  const event = eventOf(message)
  return { events: event === null ? [] : [event], signature: null }
}

/** What SNS signs: these fields with their names, those that are there (SNS developer guide, “verifying signatures”). */
const signedFields = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  UnsubscribeConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
}

async function isSigned(ports: Ports, message: unknown): Promise<boolean> {
  const type = textField(message, 'Type') ?? ''
  const certificateUrl = textField(message, 'SigningCertURL') ?? ''
  if (textField(message, 'SignatureVersion') !== '2' || !Object.hasOwn(signedFields, type))
    return false
  if (!isAmazons(certificateUrl) || !new URL(certificateUrl).pathname.endsWith('.pem')) return false
  const fields = signedFields[type as keyof typeof signedFields] // asked just above
  const text = fields
    .flatMap((name) => {
      const value = textField(message, name)
      return value === undefined ? [] : [`${name}\n${value}\n`]
    })
    .join('')
  try {
    const key = await importX509(await readCertificate(ports, certificateUrl), 'RS256')
    const signature = bytesOf(textField(message, 'Signature') ?? '')
    const signed = new TextEncoder().encode(text)
    return await crypto.subtle.verify('RSASSA-PKCS1-v1_5', key, signature, signed)
  } catch {
    return false
  }
}

/** `sns.<region>.amazonaws.com`, the only host that Amazon signs and confirms from. */
function isAmazons(address: string): boolean {
  const url = parseUrl(address)
  return (
    url?.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?$/.test(url.hostname)
  )
}

async function readCertificate({ fetch }: Ports, url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  })
  const { bytes } = await readStart(response.body, CERTIFICATE_BYTES)
  if (response.status !== 200) throw new Error('no certificate')
  return new TextDecoder().decode(bytes)
}

/** Follows the link of a proven confirmation, which leads to Amazon alone. Throws `unavailable`. */
async function confirm({ fetch }: Ports, message: unknown) {
  const url = textField(message, 'SubscribeURL') ?? ''
  if (!isAmazons(url)) throw new Problem('unauthorized')
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  }).catch(() => null)
  await response?.body?.cancel()
  if (response?.status !== 200) throw new Problem('unavailable', { retryAfterSeconds: 30 })
}

/** Notifications name their type `notificationType`, event publishing `eventType`; the rest is alike. */
function eventOf(message: unknown): MailEvent | null {
  const content = parseObject(textField(message, 'Message') ?? '')
  const type = textField(content, 'notificationType') ?? textField(content, 'eventType') ?? ''
  const kind = kinds[type]
  const id = textField(message, 'MessageId')
  if (kind === undefined || id === undefined) return null
  return {
    id: id.slice(0, 200),
    kind,
    isPermanent: textField(content, 'bounce', 'bounceType') === 'Permanent',
    addresses: addressesIn(content, kind),
    messageId: textField(content, 'mail', 'commonHeaders', 'messageId') ?? null,
  }
}

function addressesIn(content: unknown, kind: MailEvent['kind']): string[] {
  const list = {
    bounced: field(content, 'bounce', 'bouncedRecipients'),
    complained: field(content, 'complaint', 'complainedRecipients'),
    delivered: field(content, 'delivery', 'recipients'),
  }[kind]
  if (!Array.isArray(list)) return []
  return list.slice(0, 50).flatMap((one: unknown) => {
    const address = typeof one === 'string' ? one : textField(one, 'emailAddress')
    return address === undefined ? [] : [address]
  })
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}

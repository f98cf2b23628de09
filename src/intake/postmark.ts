import { Problem } from '../problem.ts'
import { isEqual, sha256 } from '../signing.ts'
import { type Delivery, field, type MailEvent, textField } from './event.ts'

/** Bounces after which an address stays dead. */
const permanent = ['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated']

/**
 * Postmark signs nothing: the user and password in the webhook's address are all its proof, and it repeats a call
 * for hours, so no time is checked. `credentials` is `user:password`.
 */
export async function readPostmark(
  credentials: string,
  headers: Headers,
  body: string,
): Promise<Delivery> {
  const expected = `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(credentials)))}`
  const given = headers.get('Authorization') ?? ''
  if (!isEqual(await sha256(given), await sha256(expected))) throw new Problem('unauthorized')
  const content = parseObject(body)
  const record = textField(content, 'RecordType') ?? ''
  const type = textField(content, 'Type') ?? ''
  const kind = kindOf(record, type)
  const number = field(content, 'ID')
  const id = typeof number === 'number' ? String(number) : textField(content, 'MessageID')
  if (kind === null || id === undefined) return { events: [], signature: null }
  const address = textField(content, 'Email') ?? textField(content, 'Recipient')
  const event: MailEvent = {
    id: `${record}:${id}`.slice(0, 200),
    kind,
    isPermanent: permanent.includes(type),
    addresses: address === undefined ? [] : [address],
    messageId: null,
  }
  return { events: [event], signature: null }
}

function kindOf(record: string, type: string): MailEvent['kind'] | null {
  if (record === 'SpamComplaint' || type === 'SpamComplaint') return 'complained'
  if (record === 'Bounce') return 'bounced'
  return record === 'Delivery' ? 'delivered' : null
}

/** The JSON object in a body. Throws `bad-json`. */
export function parseObject(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Problem('bad-json')
  }
}

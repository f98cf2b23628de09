import { Webhook } from 'standardwebhooks'
import { Problem } from '../problem.ts'
import { type Delivery, field, type MailEvent, textField, textsIn } from './event.ts'

/** Our own form, for every provider that a small program stands between: Standard Webhooks, 5 minutes either way. */
export function readGeneric(secret: string, headers: Headers, body: string): Delivery {
  const { id, signature, content } = verify(secret, headers, body, 'webhook')
  const kind = textField(content, 'type')
  if (kind !== 'bounced' && kind !== 'complained' && kind !== 'delivered')
    throw new Problem('invalid', { errors: [{ pointer: '/type', detail: 'type' }] })
  const event: MailEvent = {
    id,
    kind,
    isPermanent: field(content, 'isPermanent') !== false,
    addresses: textsIn(field(content, 'address')),
    messageId: textField(content, 'messageId') ?? null,
  }
  return { events: [event], signature }
}

const resendKinds: Record<string, MailEvent['kind']> = {
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.delivered': 'delivered',
}

/** Resend signs by the same scheme, under the names of Svix. */
export function readResend(secret: string, headers: Headers, body: string): Delivery {
  const { id, signature, content } = verify(secret, headers, body, 'svix')
  const kind = resendKinds[textField(content, 'type') ?? '']
  if (kind === undefined) return { events: [], signature }
  const bounce = textField(content, 'data', 'bounce', 'type') ?? 'Permanent'
  const event: MailEvent = {
    id,
    kind,
    isPermanent: bounce === 'Permanent',
    addresses: textsIn(field(content, 'data', 'to')),
    messageId: textField(content, 'data', 'message_id') ?? null,
  }
  return { events: [event], signature }
}

/** The library holds the time to 5 minutes; whatever it finds wrong is one answer. */
function verify(secret: string, headers: Headers, body: string, prefix: 'webhook' | 'svix') {
  const read = (name: string) => headers.get(`${prefix}-${name}`) ?? ''
  const id = read('id')
  const signature = read('signature')
  if (!/^[\w.:-]{1,200}$/.test(id) || !/^\d{1,12}$/.test(read('timestamp')))
    throw new Problem('unauthorized')
  try {
    const content = new Webhook(secret).verify(body, {
      'webhook-id': id,
      'webhook-timestamp': read('timestamp'),
      'webhook-signature': signature,
    })
    return { id, signature, content }
  } catch {
    throw new Problem('unauthorized')
  }
}

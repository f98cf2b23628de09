import { Webhook } from 'standardwebhooks'
import { PREVIOUS_KEY_MS } from '../sites/known-secrets.ts'

export interface Keys {
  secret: string
  previous: string | null
  changedAt: Date | null
}

/** Headers of one call by the Standard Webhooks scheme. */
export function signedHeaders(
  id: string,
  body: string,
  keys: Keys,
  now: Date,
): Record<string, string> {
  const isRecent = now.getTime() - (keys.changedAt?.getTime() ?? 0) < PREVIOUS_KEY_MS
  const secrets = [keys.secret, ...(isRecent && keys.previous !== null ? [keys.previous] : [])]
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'phanhoi',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((key) => new Webhook(key).sign(id, now, body)).join(' '),
  }
}

/** What a provider tells about a mail of ours, whatever form it had. */
export interface MailEvent {
  /** The provider's own id of the event; the same for each repetition. */
  id: string
  kind: 'delivered' | 'bounced' | 'complained'
  /** A bounce that may be over tomorrow changes nothing. */
  isPermanent: boolean
  addresses: string[]
  /** Our Message-ID, where the provider keeps it. */
  messageId: string | null
}

/** A call that its provider has proved to be its own. */
export interface Delivery {
  events: MailEvent[]
  /** The signature, where each attempt has its own: the very same one twice is a replay. */
  signature: string | null
}

/** One field of a parsed JSON object, or undefined. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

/** A field that must be text. */
export function textField(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = field(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The texts in a field that is a list, or the one text that it is; at most 50. */
export function textsIn(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value]
  return list.filter((one) => typeof one === 'string').slice(0, 50)
}

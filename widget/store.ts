import type { Audience, State } from './wire.ts'

/** What is kept when the browser refuses storage: gone with the page, but nothing breaks. */
const memory = new Map<string, string>()

/** JSON in localStorage under `phanhoi:`, in memory where storage is blocked or full. */
export function load<Value>(key: string, fallback: Value): Value {
  try {
    const text = memory.get(key) ?? localStorage.getItem('phanhoi:' + key)
    // Only this module writes under the prefix; anything else fails to parse or is replaced.
    return text ? (JSON.parse(text) as Value) : fallback
  } catch {
    return fallback
  }
}

export function save(key: string, value: unknown) {
  const text = JSON.stringify(value)
  try {
    localStorage.setItem('phanhoi:' + key, text)
    memory.delete(key)
  } catch {
    memory.set(key, text)
  }
}

/** Random digits of a base that divides 256. In base 32 the 43 of a token hold 215 bits, the 22 of a reader's name 110. */
export const randomToken = (length: number, base = 32) =>
  [...crypto.getRandomValues(new Uint8Array(length))]
    .map((byte) => (byte % base).toString(base))
    .join('')

/** UUIDv7, made from getRandomValues because `randomUUID` is missing on http:// pages. */
export function newUuid() {
  const time = Date.now().toString(16).padStart(12, '0')
  return (time + randomToken(18, 16)).replace(/(.{8})(.{4})(.{3})(.{3})/, '$1-$2-7$3-8$4-')
}

/** What is being written. `id` and `token` stay the same until a definite answer, so a retry is harmless. */
export interface Draft {
  id: string
  token: string
  /** Comment that is answered, '' for none. */
  parentId: string
  /** Typed texts by field. */
  values: Record<string, string>
}

export const newDraft = (): Draft => ({
  id: newUuid(),
  token: randomToken(43),
  parentId: '',
  values: {},
})

/** A comment that was sent from this browser. Its token opens its state, edit and withdrawal. */
export interface OwnComment {
  id: string
  token: string
  name: string
  /** Whose trust this device earns once it is confirmed. */
  email?: string
  body: string
  values: { subject: string }
  parentId: string
  audience: Audience
  createdAt: string
  reference: string
  editableUntil: string
  state: State
  reason?: string | null
}

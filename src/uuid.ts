/** Random bytes are taken for so many ids at once: asking for them costs more than all the rest of an id. */
const BATCH = 256
const RANDOM_BYTES = 10

/** Every byte as two hexadecimal digits. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

let pool = new Uint8Array(0)
let used = 0

/** UUIDv7 (RFC 9562 §5.7), lower case: time-ordered, 74 random bits. */
export function uuidv7(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0')
  const at = takeRandom()
  const version = HEX[0x70 | ((pool[at] ?? 0) & 0x0f)] ?? ''
  const variant = HEX[0x80 | ((pool[at + 1] ?? 0) & 0x3f)] ?? ''
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex(at + 2)}-${variant}${hex(at + 3)}-${hex(at + 4)}${hex(at + 5)}${hex(at + 6)}${hex(at + 7)}${hex(at + 8)}${hex(at + 9)}`
}

/** Where ten bytes that nobody has used begin. */
function takeRandom(): number {
  if (used + RANDOM_BYTES > pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(BATCH * RANDOM_BYTES))
    used = 0
  }
  used += RANDOM_BYTES
  return used - RANDOM_BYTES
}

function hex(index: number): string {
  return HEX[pool[index] ?? 0] ?? ''
}

/** Random bytes are taken for so many ids at once: asking for them costs more than all the rest of an id. */
const BATCH = 256
const RANDOM_BYTES = 10

let pool = new Uint8Array(0)
let used = 0

/** UUIDv7 (RFC 9562 §5.7), lower case: time-ordered, 74 random bits. */
export function uuidv7(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0')
  const random = takeRandom()
  const version = (0x70 | (byteAt(random) & 0x0f)).toString(16)
  const variant = (0x80 | (byteAt(random + 1) & 0x3f)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-${version}${hex(random + 2, 1)}-${variant}${hex(random + 3, 1)}-${hex(random + 4, 6)}`
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

function hex(from: number, count: number): string {
  let text = ''
  for (let i = from; i < from + count; i++) text += byteAt(i).toString(16).padStart(2, '0')
  return text
}

function byteAt(index: number): number {
  return pool[index] ?? 0
}

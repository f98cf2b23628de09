/**
 * The number between `start` and `end` (exclusive) for which SHA-256(salt + number) is `challenge` (hex), else -1.
 * Carries its own SHA-256: http:// pages have no crypto.subtle, and one call per hash would be slower. Its source
 * text also runs in the worker, so it must not use anything outside itself.
 */
export function searchNumber(salt: string, challenge: string, start: number, end: number) {
  const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0
  const constants: number[] = []
  const initial: number[] = []
  for (let prime = 2; constants.length < 64; prime++) {
    let isPrime = true
    for (let factor = 2; factor * factor <= prime; factor++)
      if (prime % factor === 0) isPrime = false
    if (!isPrime) continue
    if (initial.length < 8) initial.push(fraction(Math.sqrt(prime)))
    constants.push(fraction(Math.cbrt(prime)))
  }
  const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))
  const words = new Int32Array(64)
  const at = (list: ArrayLike<number>, i: number) => list[i] ?? 0

  const mix = (hash: number[]) => {
    for (let i = 16; i < 64; i++) {
      const [w15, w2] = [at(words, i - 15), at(words, i - 2)]
      const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3)
      const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10)
      words[i] = at(words, i - 16) + s0 + at(words, i - 7) + s1
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(constants, i) + at(words, i)) | 0
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    return [a, b, c, d, e, f, g, h].map((word, i) => (word + at(hash, i)) | 0)
  }

  const hashOf = (text: string) => {
    const bytes = new TextEncoder().encode(text)
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
    padded.set(bytes)
    padded[bytes.length] = 128
    const view = new DataView(padded.buffer)
    view.setUint32(padded.length - 4, bytes.length * 8)
    let hash = initial
    for (let block = 0; block < padded.length; block += 64) {
      for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4)
      hash = mix(hash)
    }
    return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  for (let number = start; number < end; number++)
    if (hashOf(salt + String(number)) === challenge) return number
  return -1
}

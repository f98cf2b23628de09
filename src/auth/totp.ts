/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, 30 seconds. Made from WebCrypto's HMAC alone. */
const STEP_SECONDS = 30
const DIGITS = 6
/** As long as the hash (RFC 4226 §4, R6). */
const SECRET_BYTES = 20
/** Codes of the step before and after pass too: clocks differ, and people type slowly (RFC 6238 §5.2). */
const DRIFT_STEPS = 1
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new random secret in base32, 32 characters. */
export function newTotpSecret(): string {
  return base32(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
}

/** The time step in which the code is valid now, or null. Whoever asks must see that no step is used twice. */
export async function findTotpStep(
  secret: string,
  code: string,
  now: Date,
): Promise<number | null> {
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  const steps = Array.from({ length: 2 * DRIFT_STEPS + 1 }, (_, i) => current + i - DRIFT_STEPS)
  const codes = await Promise.all(steps.map((step) => totpCode(secret, step)))
  const found = codes.findLastIndex((one) => one === code)
  return steps[found] ?? null
}

/** The code of a time step (RFC 4226 §5.3). */
export async function totpCode(secret: string, step: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(step))
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), algorithm, false, ['sign'])
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const offset = mac.getUint8(mac.byteLength - 1) & 0xf
  const number = (mac.getUint32(offset) & 0x7fffffff) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

/** What an authenticator app reads from the QR code. */
export function totpAddress(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}

/** RFC 4648 §6, without padding. Whole groups of five bytes only. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let rest = 0
  let bits = 0
  for (const byte of bytes) {
    rest = (rest << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32.charAt((rest >>> bits) & 31)
    }
    rest &= (1 << bits) - 1
  }
  return text
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  let rest = 0
  let bits = 0
  for (const char of text) {
    rest = ((rest << 5) | BASE32.indexOf(char)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((rest >>> bits) & 0xff)
  }
  return Uint8Array.from(bytes)
}

import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto'

/** OWASP's low-memory row for scrypt: 16 MiB and about 170 ms, so that it fits a Worker. */
const COST = { ln: 14, r: 8, p: 5 }
const KEY_BYTES = 32
const SALT_BYTES = 16

/** Salted scrypt in the PHC string format: `$scrypt$ln=14,r=8,p=5$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, salt, COST)
  const { ln, r, p } = COST
  return `$scrypt$ln=${ln},r=${r},p=${p}$${encode(salt)}$${encode(key)}`
}

/** Whether the password belongs to the hash, by the cost that the hash names. Never throws for a broken hash. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, ln, r, p, salt, key] = FORMAT.exec(hash) ?? []
  if (salt === undefined || key === undefined) return false
  const expected = Buffer.from(key, 'base64')
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) }
  const actual = await derive(password, Buffer.from(salt, 'base64'), cost)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

const FORMAT = /^\$scrypt\$ln=(1[0-7]),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22})\$([\w+/]{43})$/

/** The same password typed on another system may arrive decomposed, so both become NFKC first (RFC 8265 §4.2). */
function derive(password: string, salt: Buffer, { ln, r, p }: typeof COST): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

/**
 * Everything that must be unforgeable or unlinkable without the secret: signed tokens and keyed hashes.
 * Each purpose has its own key, so that a token for one thing never opens another.
 */
export interface Keyring {
  /** `payload.signature`, URL-safe. `payload` must not be secret: it is readable. */
  seal(purpose: string, payload: string): Promise<string>
  /** The payload of a token sealed for this purpose by the current or the previous secret, else null. */
  open(purpose: string, token: string): Promise<string | null>
  /** SHA-256 without a key, as `sha256` below, by what is fastest here. */
  sha256(text: string): Promise<string>
  /** Keyed hash, 22 characters: the same value always gives the same one, and nobody can guess back without the secret. */
  pseudonym(kind: string, value: string): Promise<string>
  /** The same under every accepted secret, current first: what a look-up must match while the secret is being rotated. */
  pseudonyms(kind: string, value: string): Promise<string[]>
  /** Text that nobody can read or change without the secret (AES-256-GCM), URL-safe. */
  encrypt(purpose: string, text: string): Promise<string>
  /** What was encrypted for this purpose by the current or the previous secret, else null. */
  decrypt(purpose: string, box: string): Promise<string | null>
}

/** The digests that every request needs, as base64url of 43 characters. */
export interface Digests {
  sha256(text: string): string | Promise<string>
  /** HMAC-SHA-256 under one key. */
  hmac(key: Uint8Array<ArrayBuffer>): Mac | Promise<Mac>
}

type Mac = (text: string) => string | Promise<string>

/** By WebCrypto, which every runtime has. It works in threads of its own, so each text costs a round trip to one. */
export const webDigests: Digests = {
  sha256: async (text) => base64url(await crypto.subtle.digest('SHA-256', encoder.encode(text))),
  hmac: async (bytes) => {
    const key = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign'])
    return async (text) => base64url(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
  },
}

/** Both secrets are at least 32 bytes; `config.ts` has checked that. */
export function createKeyring(
  current: string,
  previous: string | null,
  digests = webDigests,
): Keyring {
  const secrets = previous === null ? [current] : [current, previous]
  // Keys, never promises of them: workerd lets no request wait for what another one has begun.
  const macs = new Map<string, Mac>()
  const derive = async (secret: string, purpose: string) => {
    const derived = await digests.hmac(new Uint8Array(await deriveBytes(secret, purpose)))
    macs.set(`${secrets.indexOf(secret)}:${purpose}`, derived)
    return derived
  }
  const mac = async (secret: string, purpose: string, text: string) => {
    const known = macs.get(`${secrets.indexOf(secret)}:${purpose}`)
    return (await (known ?? (await derive(secret, purpose)))(text)).slice(0, 22)
  }

  return {
    async seal(purpose, payload) {
      const encoded = base64url(encoder.encode(payload))
      return `${encoded}.${await mac(current, purpose, encoded)}`
    },
    async open(purpose, token) {
      const [encoded = '', signature = '', ...rest] = token.split('.')
      if (rest.length > 0 || signature.length !== 22) return null
      for (const secret of secrets) {
        if (isEqual(await mac(secret, purpose, encoded), signature)) return decodeText(encoded)
      }
      return null
    },
    sha256: async (text) => digests.sha256(text),
    pseudonym: (kind, value) => mac(current, `pseudonym:${kind}`, value),
    pseudonyms: (kind, value) =>
      Promise.all(secrets.map((secret) => mac(secret, `pseudonym:${kind}`, value))),
    async encrypt(purpose, text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const key = await deriveBoxKey(current, purpose)
      const data = encoder.encode(text)
      const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data)
      return `${base64url(iv)}.${base64url(box)}`
    },
    async decrypt(purpose, box) {
      const [iv, data] = box.split('.', 2).map(decodeBytes)
      if (iv?.length !== IV_BYTES || data === undefined || data === null) return null
      for (const secret of secrets) {
        const key = await deriveBoxKey(secret, purpose)
        const algorithm = { name: 'AES-GCM', iv }
        // A box of the other secret is what fails here; there is nothing else to tell.
        const text = await crypto.subtle.decrypt(algorithm, key, data).catch(() => null)
        if (text !== null) return new TextDecoder().decode(text)
      }
      return null
    },
  }
}

/** SHA-256 as base64url, 43 characters: how bearer tokens and fingerprints are stored. */
export async function sha256(text: string): Promise<string> {
  return webDigests.sha256(text)
}

/** Compares without telling by time where two strings differ; their lengths are no secret. */
export function isEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

/** Random token of 32 bytes, 43 characters. */
export function randomToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

const encoder = new TextEncoder()

/** As NIST SP 800-38D recommends for AES-GCM. */
const IV_BYTES = 12
const HMAC = { name: 'HMAC', hash: 'SHA-256' }

function deriveBoxKey(secret: string, purpose: string) {
  return deriveBytes(secret, `encrypt:${purpose}`).then((bytes) =>
    crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']),
  )
}

async function deriveBytes(secret: string, purpose: string): Promise<ArrayBuffer> {
  const root = await crypto.subtle.importKey('raw', encoder.encode(secret), HMAC, false, ['sign'])
  return crypto.subtle.sign('HMAC', root, encoder.encode(`phanhoi/${purpose}`))
}

function base64url(bytes: ArrayBuffer | Uint8Array): string {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  let binary = ''
  for (const byte of view) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function decodeText(encoded: string): string | null {
  const bytes = decodeBytes(encoded)
  return bytes === null ? null : new TextDecoder().decode(bytes)
}

function decodeBytes(encoded: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

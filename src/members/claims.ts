import * as v from 'valibot'
import { email, personName } from '../fields.ts'

/** What a member's token says of who holds it. */
const MemberClaims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  name: personName,
  email: v.optional(email),
})
export type MemberClaims = v.InferOutput<typeof MemberClaims>

/**
 * What a token claims, unproven: good for asking the database what must be known, never for a decision. null for
 * what is no token or says too little.
 */
export function readClaims(token: string): MemberClaims | null {
  try {
    const [, encoded = ''] = token.split('.')
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    return parseClaims(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return null
  }
}

/** The claims of a payload, null where one is missing or malformed. */
export function parseClaims(payload: unknown): MemberClaims | null {
  const result = v.safeParse(MemberClaims, payload)
  return result.success ? result.output : null
}

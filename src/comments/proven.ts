import { asksOutside, type OutsideCheck, outsideChecks } from '../defence/outside.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { Ports } from '../ports.ts'
import type { KnownSecret } from '../sites/known-secrets.ts'
import type { LoadedSite } from '../sites/origin.ts'
import type { Submission } from './prepare.ts'

/** Whoever comes with a member's token is that member, or nobody. Throws `invalid`. */
export async function requireMember(
  { body: { member }, claims, now }: Submission,
  found: LoadedSite,
  secrets: KnownSecret[],
  language: 'vi' | 'en',
) {
  if (member === undefined) return
  const { verifyMember } = await import('../members/verify.ts')
  const proven = await verifyMember(found, secrets, member, now)
  // What was claimed has been used for asking, so it must be what is proven.
  if (proven === null || JSON.stringify(proven) !== JSON.stringify(claims))
    throw invalid('/member', sentence('member', language))
}

/** Services that the site asks, with no more of the comment than they are told. */
export function outsideOf(
  ports: Ports,
  { body, read: { text } }: Submission,
  found: LoadedSite,
  secrets: KnownSecret[],
): Promise<OutsideCheck[]> | OutsideCheck[] {
  if (!asksOutside(found, body.audience)) return []
  return outsideChecks(ports, found, secrets, {
    id: body.id,
    article: body.article,
    name: body.author.name,
    email: body.author.email ?? null,
    text,
    address: ports.clientAddress(),
  })
}

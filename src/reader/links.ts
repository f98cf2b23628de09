import type { Keyring } from '../signing.ts'

/** What a link in a mail can do once a button is pressed. */
export const linkActions = [
  'confirm-share',
  'forget-sender',
  'stop-mail',
  'report-share',
  'confirm-notice',
  'stop-notice',
  'own-comment',
  'moderate',
  'stop-digest',
  'my-data',
] as const
export type LinkAction = (typeof linkActions)[number]

/** An action and what it acts on; the subject's shape belongs to the action. */
export type ReaderLink = { [A in LinkAction]: { action: A; subject: string } }[LinkAction]
/** Links for the newsroom's own people. */
export type StaffLink = Extract<ReaderLink, { action: 'moderate' | 'stop-digest' }>
/** Links whose page has one button and nothing to type. */
export type PressLink = Exclude<ReaderLink, { action: 'own-comment' | 'my-data' } | StaffLink>

const PURPOSE = 'reader-link'

/** `${publicUrl}/r/{token}`; `expiresAt` null never expires, which only ways out of mail may do. */
export async function writeReaderLink(
  keyring: Keyring,
  publicUrl: string,
  { action, subject }: ReaderLink,
  expiresAt: Date | null,
): Promise<string> {
  const payload = JSON.stringify([action, subject, expiresAt?.getTime() ?? 0])
  return `${publicUrl}/r/${await keyring.seal(PURPOSE, payload)}`
}

/** The link behind a token, 'expired', or null for anything this service has not made. */
export async function readReaderLink(
  keyring: Keyring,
  token: string,
  now: Date,
): Promise<ReaderLink | 'expired' | null> {
  const payload = await keyring.open(PURPOSE, token)
  if (payload === null) return null
  // Sealed above, so the shape is ours.
  const [action, subject, expiresAt] = JSON.parse(payload) as [LinkAction, string, number]
  if (expiresAt !== 0 && expiresAt <= now.getTime()) return 'expired'
  return { action, subject }
}

import { invalid } from './http.ts'
import { sentence } from './messages.ts'
import type { Keyring } from './signing.ts'

/** Where a list goes on: the sort values of the last row shown. `scope` binds it to one list. */
export type Position = (number | string)[]

/** Opaque, signed, URL-safe. */
export async function writeCursor(keyring: Keyring, scope: string, position: Position) {
  return keyring.seal('cursor', JSON.stringify([scope, position]))
}

/** Throws `invalid` at `/after` for a changed cursor or one of another list. */
export async function readCursor(
  keyring: Keyring,
  scope: string,
  cursor: string | undefined,
  language: 'vi' | 'en',
): Promise<Position | null> {
  if (cursor === undefined) return null
  const payload = await keyring.open('cursor', cursor)
  // Only this service can have signed it, so its shape is ours.
  const [list, position] = payload === null ? [] : (JSON.parse(payload) as [string, Position])
  if (list !== scope || position === undefined)
    throw invalid('/after', sentence('cursor', language))
  return position
}

import type { HonoRequest } from 'hono'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { Keyring } from '../signing.ts'

/** The widget's random reader id, made at the first like; no cookie, no account. Throws `invalid` without one. */
export function readReaderId(request: HonoRequest, language: 'vi' | 'en'): string {
  const id = request.header('Phanhoi-Reader') ?? ''
  if (!/^[\w-]{22}$/.test(id)) throw invalid('', sentence('reader', language))
  return id
}

/** A reader as one comment knows them: the same reader is somebody else under the next comment. */
export function hashReader(keyring: Keyring, readerId: string, commentId: string): Promise<string> {
  return keyring.pseudonym('reader', `${commentId}:${readerId}`)
}

import type { Thread } from './context.ts'
import type { OwnComment } from './store.ts'
import type { OwnAnswer } from './wire.ts'

export const loadOwn = ({ tools, store }: Thread) => tools.load<OwnComment[]>(store + 'own', [])

/** Remembers what has changed of one comment, or forgets it. Twenty are enough to follow. */
export function remember(thread: Thread, own: OwnComment, change: Partial<OwnComment> | null) {
  const list = loadOwn(thread).map((one) =>
    one.id === own.id ? change && { ...one, ...change } : one,
  )
  thread.tools.save(thread.store + 'own', list.filter(Boolean).slice(-20))
}

/** The header that opens an own comment. */
export const proofOf = ({ token }: OwnComment) => ({ Authorization: `Bearer ${token}` })

/** Asks what became of an own comment and remembers it. Answers whether anything is different now. */
export async function refreshOwn(thread: Thread, own: OwnComment) {
  const path = `comments/${own.id}/own`
  const options = { headers: proofOf(own) }
  const { status, body } = await thread.kit.call<OwnAnswer>(thread.target, path, options)
  const isGone = status === 404 || (status === 200 && body.state === 'withdrawn')
  if (isGone) remember(thread, own, null)
  if (status !== 200 || isGone) return isGone
  const { state, reason, editableUntil, senderToken } = body
  if (senderToken)
    thread.tools.save(`${thread.target.site}:trusted`, { email: own.email, token: senderToken })
  remember(thread, own, { state, reason, editableUntil, body: body.body })
  return state !== own.state || body.body !== own.body
}

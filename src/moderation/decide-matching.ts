import type * as v from 'valibot'
import { decide, type DecisionReceipt, type NewDecision } from './decide.ts'
import { findItems, type QueueContext } from './queue.ts'
import type { MatchingDecision } from './schemas.ts'

/** Items of one call; a queue of thousands takes several, each a decision that can be taken back. */
const MOST = 500

export interface MatchingReceipt {
  /** The decision, or null where this call found nothing to decide. */
  id: string | null
  results: DecisionReceipt['results']
  /** For the next call's `after`; null once everything has been looked at. */
  next: string | null
}

/**
 * Decides about the next 500 items that match the filters and came before the given moment, so that nothing is decided
 * that nobody has seen. Each item is still compared and set on its own. Throws `not-found` for another site.
 */
export async function decideMatching(
  context: QueueContext,
  { kind, filters, sort, after, before, ...told }: v.InferOutput<typeof MatchingDecision>,
): Promise<MatchingReceipt> {
  const query = { ...filters, sort, limit: MOST, ...(after !== undefined && { after }) }
  const { items, next } = await findItems(context, kind, { ...query, before })
  if (items.length === 0) return { id: null, results: [], next }
  const decision: NewDecision = {
    ...told,
    items: items.map(({ id, state }) => ({ kind, id, from: state })),
  }
  return { ...(await decide(context.ports, context.caller, decision)), next }
}

import type { State } from '../schema.ts'
import type { CheckContext, Found, Submission } from './checks.ts'

/** Who a reader is to the ladder: nobody known, on the way up with what was approved so far, or trusted. */
export type Standing =
  { kind: 'unknown' } | { kind: 'new'; approved: number; needed: number } | { kind: 'trusted' }

/**
 * The trust ladder. `past` are the states of a confirmed reader's comments that were decided, the newest first.
 * Trust begins after `first` approvals; every refusal takes it away and makes the way up longer by as many
 * again, spam by three times as many.
 */
export function standingOf(past: readonly State[], first: number): Standing {
  const lastRefusal = past.findIndex((state) => state !== 'approved')
  const approved = lastRefusal === -1 ? past.length : lastRefusal
  const refusals = past.filter((state) => state === 'rejected').length
  const spam = past.filter((state) => state === 'spam').length
  const needed = first * (1 + refusals + 3 * spam)
  return approved >= needed ? { kind: 'trusted' } : { kind: 'new', approved, needed }
}

/** What the site's mode of moderation makes of a reader of this standing. */
export function checkModeration(
  _: Submission,
  { settings: { moderation }, known: { standing } }: CheckContext,
): Found[] {
  if (moderation.mode === 'none') return []
  if (moderation.mode === 'all') return [{ detail: 'Tòa soạn duyệt trước khi đăng' }]
  if (standing.kind === 'trusted')
    return [{ verdict: 'tag', detail: 'Độc giả đã xác nhận, có nhiều ý kiến được duyệt' }]
  if (standing.kind === 'unknown') return [{ detail: 'Người gửi chưa xác nhận địa chỉ' }]
  const { approved, needed } = standing
  return [{ detail: `Độc giả mới: ${approved}/${needed} ý kiến được duyệt` }]
}

import type { State } from '../schema.ts'

/** Where a moderator may move an item to. */
export const decidable = ['pending', 'approved', 'rejected', 'spam'] as const
export type Decidable = (typeof decidable)[number]

/**
 * From where a moderator may move an item: anywhere among the four, never out of `unconfirmed` (only the
 * sender's confirmation does that) or `withdrawn` (the reader's last word).
 */
export const origins: Record<Decidable, readonly State[]> = {
  pending: ['approved', 'rejected', 'spam'],
  approved: ['pending', 'rejected', 'spam'],
  rejected: ['pending', 'approved', 'spam'],
  spam: ['pending', 'approved', 'rejected'],
}

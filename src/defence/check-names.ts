/** Everything that can be the `check` of a stored reason, in the order of running: what queues can be narrowed by. */
export const checkNames = [
  'trap',
  'origin',
  'form-time',
  'proof',
  'ban',
  'duplicate',
  'flood',
  'name',
  'links',
  'words',
  'unmarked',
  'moderation',
  'outside',
] as const

/** The detail where a check has failed: what could not be judged waits for a person. */
export const UNCHECKED = 'Không kiểm tra được'

/** Shares have the limits of their day besides. */
export const shareCheckNames = [...checkNames, 'breaker'] as const

export type CheckName = (typeof shareCheckNames)[number]

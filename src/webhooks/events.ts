/** What a site's webhooks can be told of. Letters to the editors are tickets, never comments. */
export const webhookEvents = [
  'comment.created',
  'comment.approved',
  'comment.rejected',
  'comment.spam',
  'comment.pending',
  'comment.withdrawn',
  'ticket.created',
  'share.approved',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

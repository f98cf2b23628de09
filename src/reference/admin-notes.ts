import type { Note } from './note.ts'

const filters: Record<string, Note> = {
  site: 'Only this site.',
  actor: 'Only this moderator or token, by id; or `rules`, `reader`, `setup`.',
  action:
    'Only this action, such as `comment.approved`; with a dot at its end every action of that kind, such as `site.`.',
  subject: 'Only what was done to this, by id or key.',
  from: 'Not before this moment.',
  to: 'Before this moment.',
}

const sums: Record<string, Note> = {
  day: 'The day, in the site’s zone.',
  comments: 'Comments meant for the public that came.',
  letters: 'Letters to the editors that came.',
  shares: 'Articles that readers asked to send.',
  approved: 'Decisions of people to approve.',
  rejected: 'Decisions of people to reject.',
  spam: 'Decisions of people that it is spam.',
  sent: 'Mails to friends that left.',
  failed: 'Mails to friends that failed, bounced or were not wanted.',
  medianWaitSeconds:
    'Half of what was decided had waited no longer for its first decision, to within 8 %; null without decisions.',
  p95WaitSeconds: 'The same for 95 of 100.',
}
const under = (prefix: string) =>
  Object.fromEntries(Object.entries(sums).map(([name, note]) => [`${prefix}.${name}`, note]))

/** What the fields of the audit and of the statistics mean, by object and path. */
export const adminNotes: Record<string, Record<string, Note>> = {
  StatsParams: {
    from: 'First day (`2026-11-22`) in the site’s zone; 30 days up to `to` without it.',
    to: 'Last day; today without it. At most 92 days at once.',
  },
  Stats: {
    from: 'First day.',
    to: 'Last day.',
    days: 'One entry for each day, in order.',
    ...under('days[]'),
    total: 'The same over all days.',
    ...under('total'),
    moderators: 'By who decided, the busiest first.',
    ...under('moderators[]'),
    'moderators[].name': 'Their name, or null when the token is gone.',
    articles: 'The ten articles with most new comments; confirmed ones only.',
    'articles[].comments': 'Comments that came in these days.',
    oldestWaitingSince: 'Since when the oldest pending item has waited, or null.',
  },
  AuditParams: filters,
  AuditExport: { ...filters, format: 'For spreadsheets, or one JSON object a line.' },
  Audit: {
    items: 'The page, newest first.',
    'items[].at': 'When.',
    'items[].actor': 'Who.',
    'items[].actor.id':
      'Id of a moderator or token, or `rules`, `reader`, `setup`; `admin-token` is the bootstrap token.',
    'items[].actor.name': 'Their name, or null when it was no person or the token is gone.',
    'items[].action': 'What, and what was done to it.',
    'items[].site': 'Null where it concerns the whole deployment.',
    'items[].subject': 'Id or key of what it was done to.',
    'items[].detail': 'What else is known; never secrets, addresses or readers’ words.',
  },
}

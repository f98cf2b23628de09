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

/** What the fields of the audit and of the statistics mean, by object and path. */
export const adminNotes: Record<string, Record<string, Note>> = {
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

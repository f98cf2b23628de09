import { addressLetter } from '../mail/letter.ts'
import { moderatorDigest } from '../mail/digest-letter.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import { MailFailure } from '../ports.ts'
import { writeReaderLink } from '../reader/links.ts'
import { loadSite } from '../sites/origin.ts'
import { findModerator, selectWaiting, type WaitingItem } from './waiting.ts'

/** How long the links of such a mail work. */
export const DIGEST_LINK_HOURS = 48
/** A mail shows the oldest; the rest is in the queue. */
const MAX_ITEMS = 10
/** Beyond these the mail says “more than”. */
const MAX_COUNT = 200
const EXCERPT_UNITS = 280

/**
 * Mails one moderator what has waited too long on one site. Nothing is sent when they have left, stopped these
 * mails or lost the site since, or when colleagues have been faster.
 */
export async function sendDigest(
  { ports, keyring }: WorkContext,
  row: OutboxRow,
): Promise<Outcome> {
  const { db, config, now } = ports
  const [id = '', key = ''] = row.cause.split(':')
  const [person, [site]] = await Promise.all([findModerator(db, id), loadSite(db, key)])
  const maySee = person?.sites == null || person.sites.includes(key)
  if (person === null || site === undefined || !maySee || !person.wantsDigest)
    return { effects: [] }
  const { language, addressForm, timeZone, moderation, mailFrom } = site.settings
  const before = now().getTime() - moderation.digestAfterMinutes * 60_000
  const [comments, shares] = await db.batch([
    selectWaiting(db, 'comment', site.seq, before, MAX_COUNT),
    selectWaiting(db, 'share', site.seq, before, MAX_COUNT),
  ])
  const waiting = [...comments, ...shares].sort((a, b) => a.created_at - b.created_at)
  if (waiting.length === 0) return { effects: [] }
  const expiresAt = new Date(now().getTime() + DIGEST_LINK_HOURS * 3_600_000)
  const linkTo = (item: WaitingItem) =>
    writeReaderLink(
      keyring,
      config.publicUrl,
      { action: 'moderate', subject: [item.kind, item.id, person.id, row.id].join(':') },
      expiresAt,
    )
  const letter = moderatorDigest(
    { siteName: site.name, language, addressForm, timeZone },
    {
      name: person.name,
      count: waiting.length,
      after: spanOf(moderation.digestAfterMinutes, language),
      items: await Promise.all(
        waiting.slice(0, MAX_ITEMS).map(async (item) => ({
          author: item.author,
          text: excerpt(item.text),
          title: item.title,
          sentAt: new Date(item.created_at),
          url: await linkTo(item),
        })),
      ),
      queueUrl: `${config.publicUrl}/admin/pending`,
      stopUrl: await writeReaderLink(
        keyring,
        config.publicUrl,
        { action: 'stop-digest', subject: `${person.id}:${key}` },
        null,
      ),
    },
  )
  const from = mailFrom ?? config.mailFrom ?? `phanhoi@${new URL(config.publicUrl).hostname}`
  const mailer = await ports.mailer()
  if (mailer === null) throw new MailFailure('temporary', 'Mail is not configured')
  const messageId = `${row.id}@${from.slice(from.indexOf('@') + 1)}`
  await mailer.send(addressLetter(letter, { id: messageId, from, to: person.email }))
  return { effects: [] }
}

function excerpt(text: string): string {
  const start = text.slice(0, EXCERPT_UNITS)
  return start.length === text.length ? text : `${start.replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** `4 giờ`, `90 phút`. */
function spanOf(minutes: number, language: 'vi' | 'en'): string {
  const isHours = minutes % 60 === 0
  const unit = language === 'vi' ? ['giờ', 'phút'] : ['h', 'min']
  return isHours ? `${minutes / 60} ${unit[0] ?? ''}` : `${minutes} ${unit[1] ?? ''}`
}

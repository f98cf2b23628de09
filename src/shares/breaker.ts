import { eq, type SQL, sql } from 'drizzle-orm'
import { recordAudit } from '../audit.ts'
import { letterheadOf, postLetter } from '../mail/post.ts'
import { breakerNotice } from '../mail/staff-letters.ts'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import type { Database } from '../ports.ts'
import { article, moderator, site } from '../schema.ts'
import { databaseNow } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { breakerReason } from './limits.ts'
import { recallShareMails } from './queue.ts'

/**
 * What happens once when a breaker trips: shares that the rules let through and whose mails have not left go before
 * the moderators, each of whom gets a mail. Later shares are held as they arrive.
 */
export function holdShares({ ports }: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { db, now } = ports
  const { reach, limit, article: key } = tripOf(row)
  const siteSeq = row.siteSeq ?? 0
  const time = now()
  const id = uuidv7(time)
  const place =
    reach === 'site'
      ? sql``
      : sql`AND s.article_seq = (SELECT seq FROM article WHERE site_seq = ${siteSeq} AND key = ${key})`
  const held = sql`SELECT item_seq FROM decision WHERE id = ${id} AND kind = 'share'`
  const reason = JSON.stringify(breakerReason({ reach, limit }))
  return Promise.resolve({
    effects: [
      recordHolds(db, id, siteSeq, place, time),
      db.run(sql`UPDATE share SET state = 'pending', reasons = json_insert(reasons, '$[#]', json(${reason}))
        WHERE seq IN (${held})`),
      ...recallShareMails(db, held),
      recordAudit(
        db,
        {
          actor: 'rules',
          action: 'share.held',
          siteSeq,
          subject: reach === 'site' ? 'site' : key,
          detail: { limit },
        },
        time,
      ),
      queueNotices(db, row, time),
    ],
  })
}

/** Only what nobody has decided: a moderator's yes stands. */
function recordHolds(db: Database, id: string, siteSeq: number, place: SQL, now: Date) {
  return db.run(sql`
    INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, reason, actor, at)
    SELECT ${id}, 'share', s.seq, s.site_seq, s.state, 'pending', 'breaker', 'rules', ${now.getTime()}
    FROM share s WHERE s.site_seq = ${siteSeq} AND s.state = 'approved' AND s.decided_at IS NULL ${place}
      AND s.created_at > ${now.getTime() - 24 * 60 * 60 * 1000}
      AND EXISTS (SELECT 1 FROM recipient r WHERE r.share_seq = s.seq AND r.state IN ('waiting', 'queued'))
    ON CONFLICT DO NOTHING`)
}

/** One mail for each person who may decide on the site. */
function queueNotices(db: Database, row: OutboxRow, now: Date) {
  return db.run(sql`
    INSERT INTO outbox (id, kind, cause, site_seq, payload, state, due_at, created_at)
    SELECT lower(hex(randomblob(16))), 'mail.breaker', ${row.cause} || ':' || m.id, site.seq,
      json_set(${JSON.stringify(row.payload)}, '$.moderator', m.id), 'waiting', ${databaseNow}, ${now.getTime()}
    FROM site JOIN moderator m ON m.is_disabled = 0 AND m.role IN ('moderator', 'editor', 'admin')
      AND (m.sites IS NULL OR EXISTS (SELECT 1 FROM json_each(m.sites) WHERE value = site.key))
    WHERE site.seq = ${row.siteSeq} ON CONFLICT DO NOTHING`)
}

/** Tells one moderator what is held and where to decide. */
export async function sendBreakerNotice(context: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { db, config } = context.ports
  const { reach, limit, article: key } = tripOf(row)
  const [[person], [found], [place]] = await db.batch([
    db
      .select({ email: moderator.email, isDisabled: moderator.isDisabled })
      .from(moderator)
      .where(eq(moderator.id, row.payload?.['moderator'] ?? '')),
    db
      .select({ siteName: site.name, siteKey: site.key, settings: site.settings })
      .from(site)
      .where(eq(site.seq, row.siteSeq ?? 0)),
    db
      .select({ title: article.title })
      .from(article)
      .where(sql`${article.siteSeq} = ${row.siteSeq} AND ${article.key} = ${key}`),
  ])
  if (person === undefined || person.isDisabled || found === undefined) return { effects: [] }
  const letter = breakerNotice(letterheadOf(found), {
    limit,
    reach,
    // What a stranger claims about an article is in no mail.
    article: place?.title ?? null,
    queueUrl: `${config.publicUrl}/admin/shares?site=${found.siteKey}`,
  })
  await postLetter(context, row, found.settings, letter, { address: person.email })
  return { effects: [] }
}

function tripOf({ payload }: OutboxRow) {
  return {
    reach: payload?.['reach'] === 'article' ? ('article' as const) : ('site' as const),
    limit: Number(payload?.['limit'] ?? 0),
    article: payload?.['article'] ?? '',
  }
}

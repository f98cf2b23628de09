import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { text } from '../fields.ts'
import { articleTag } from '../pages.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { report, reportReasons } from '../schema.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import { webhooksOfMove } from '../webhooks/queue-decided.ts'
import type { KnownComment } from './situation.ts'

export const NewReport = v.strictObject({
  reason: v.picklist(reportReasons),
  detail: v.exactOptional(text(500)),
})
export type NewReport = v.InferOutput<typeof NewReport>

/**
 * Stores one report of one reader. When the weights of the different address prefixes that have reported
 * since a moderator last looked reach the site's threshold, the comment goes back to the queue; after a moderator has
 * approved it again it starts from none.
 */
export async function reportComment(
  ports: Ports,
  { comment: found, site }: { comment: KnownComment; site: LoadedSite },
  input: NewReport,
  reporter: { readerHash: string; addressHash: string },
): Promise<void> {
  if (found.isListed !== 1 || found.state !== 'approved') throw new Problem('not-found')
  const { db } = ports
  const now = ports.now()
  const decisionId = uuidv7(now)
  const threshold = site.settings.moderation.reportsToRequeue
  const [, queued] = await db.batch([
    insertWhere(
      db,
      report,
      {
        commentSeq: found.seq,
        ...reporter,
        reason: input.reason,
        detail: input.detail ?? null,
        at: now,
      },
      sql`1`,
    ),
    db.run(sql`
      INSERT INTO decision (id, kind, item_seq, site_seq, from_state, to_state, reason, actor, at)
      SELECT ${decisionId}, 'comment', seq, site_seq, 'approved', 'pending', 'reported', 'rules', ${now.getTime()}
      FROM comment c WHERE seq = ${found.seq} AND state = 'approved' AND ${threshold} <= (
        SELECT coalesce(sum(${weightOf(site.seq)}), 0) FROM (SELECT DISTINCT r.address_hash FROM report r
          WHERE r.comment_seq = c.seq AND r.at > coalesce(c.decided_at, 0)) s)`),
    db.run(sql`UPDATE comment SET state = 'pending', decided_by = 'rules', decided_at = ${now.getTime()}
      WHERE seq = (SELECT item_seq FROM decision WHERE id = ${decisionId})`),
    ...webhooksOfMove(db, site, decisionId, now),
  ])
  if (queued.rowsAffected > 0) ports.pages.purge([articleTag(site.key, found.article)])
}

/** Reports of an address that make up its record. */
const RECORD_LENGTH = 30
/** So many that moderators did not share, and more than they did share, and an address is heard no more. */
const CRIED_WOLF = 3

/**
 * What a report of the source `s` counts, by what moderators made of its former ones on this site: 1 without a record,
 * towards 2 with every one they shared and towards 0 with every one they did not, so that nobody ever counts for two.
 */
function weightOf(siteSeq: number) {
  return sql`(SELECT CASE WHEN kept >= ${CRIED_WOLF} AND kept > judged - kept THEN 0
      ELSE 2.0 * (judged - kept + 1) / (judged + 2) END
    FROM (SELECT count(*) AS judged, coalesce(sum(state = 'approved'), 0) AS kept
      FROM (SELECT o.state FROM report p JOIN comment o ON o.seq = p.comment_seq
        WHERE p.address_hash = s.address_hash AND o.site_seq = ${siteSeq} AND o.decided_at >= p.at
          AND o.decided_by <> 'rules' AND o.state IN ('approved', 'rejected', 'spam')
        ORDER BY p.seq DESC LIMIT ${RECORD_LENGTH})))`
}

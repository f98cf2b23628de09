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
import { webhooksOfMove } from '../webhooks/queue.ts'
import type { KnownComment } from './situation.ts'

export const NewReport = v.strictObject({
  reason: v.picklist(reportReasons),
  detail: v.exactOptional(text(500)),
})
export type NewReport = v.InferOutput<typeof NewReport>

/**
 * Stores one report of one reader. When enough different address prefixes have reported since a moderator
 * last looked, the comment goes back to the queue; after a moderator has approved it again it starts from none.
 * An address whose reports moderators mostly did not share is not counted.
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
        SELECT count(*) FROM (SELECT DISTINCT r.address_hash FROM report r
          WHERE r.comment_seq = c.seq AND r.at > coalesce(c.decided_at, 0)) s
        WHERE ${isHeard(site.seq)})`),
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

/** Whether the address of the source `s` still counts: by what moderators made of its former reports on this site. */
function isHeard(siteSeq: number) {
  return sql`(SELECT coalesce(sum(kept), 0) < ${CRIED_WOLF} OR sum(kept) <= sum(1 - kept)
    FROM (SELECT o.state = 'approved' AS kept FROM report p JOIN comment o ON o.seq = p.comment_seq
      WHERE p.address_hash = s.address_hash AND o.site_seq = ${siteSeq} AND o.decided_at >= p.at
        AND o.decided_by <> 'rules' AND o.state IN ('approved', 'rejected', 'spam')
      ORDER BY p.seq DESC LIMIT ${RECORD_LENGTH}))`
}

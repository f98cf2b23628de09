import { type SQL, sql } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { site, type statMark } from '../schema.ts'
import { offsetOf } from '../zone.ts'
import { waitSteps } from './scale.ts'

type Feed = (typeof statMark.$inferSelect)['feed']

/** Rows counted in one step, and steps of one run: what is behind after an update is caught up in minutes. */
const ROWS = 2000
const ROUNDS = 10

/**
 * Counts what is new since the last run into the days of the sites' zones: each row once, whoever runs at the same
 * time, because the counts and the place they reach are written together.
 */
export async function countStats({ db, now }: Ports): Promise<void> {
  const sites = await db.select({ seq: site.seq, settings: site.settings }).from(site)
  const zones = JSON.stringify(
    Object.fromEntries(sites.map(({ seq, settings }) => [seq, offsetOf(now(), settings.timeZone)])),
  )
  for (let round = 0; round < ROUNDS; round++) {
    const results = await db.batch([
      db.all<{ n: number }>(sql`SELECT (SELECT count(*) FROM (${newIn('comment')})) +
        (SELECT count(*) FROM (${newIn('share')})) + (SELECT count(*) FROM (${newIn('decision')})) AS n`),
      db.run(countComments(zones)),
      db.run(countDiscussed(zones)),
      db.run(countShares(zones)),
      db.run(countDecisions(zones)),
      db.run(countWaits(zones)),
      db.run(moveMark('comment')),
      db.run(moveMark('share')),
      db.run(moveMark('decision')),
    ])
    if ((results[0][0]?.n ?? 0) < ROWS) return
  }
}

const markOf = (feed: Feed) =>
  sql`coalesce((SELECT seq FROM stat_mark WHERE feed = ${sql.raw(`'${feed}'`)}), 0)`

/** The rows of a table that have not been counted, as many as one step takes. */
const newIn = (feed: Feed) =>
  sql`SELECT seq FROM ${sql.identifier(feed)} WHERE seq > ${markOf(feed)} ORDER BY seq LIMIT ${ROWS}`

const dayOf = (zones: string, at: SQL) =>
  sql`CAST((${at} + coalesce(${zones} ->> ('$."' || i.site_seq || '"'), 0)) / 86400000 AS INTEGER)`

const add = (select: SQL) => sql`INSERT INTO stat (site_seq, day, measure, part, size) ${select}
  ON CONFLICT DO UPDATE SET size = size + excluded.size`

const countComments = (zones: string) =>
  add(sql`SELECT i.site_seq, ${dayOf(zones, sql`i.created_at`)} AS day,
      CASE i.audience WHEN 'editors' THEN 'letters' ELSE 'comments' END AS measure, '' AS part, count(*)
    FROM comment i WHERE i.seq IN (${newIn('comment')}) GROUP BY 1, 2, 3`)

const countDiscussed = (zones: string) =>
  add(sql`SELECT i.site_seq, ${dayOf(zones, sql`i.created_at`)} AS day, 'discussed' AS measure,
      CAST(i.article_seq AS TEXT) AS part, count(*)
    FROM comment i WHERE i.seq IN (${newIn('comment')}) AND i.audience = 'public' GROUP BY 1, 2, 4`)

const countShares = (zones: string) =>
  add(sql`SELECT i.site_seq, ${dayOf(zones, sql`i.created_at`)} AS day, 'shares' AS measure, '' AS part, count(*)
    FROM share i WHERE i.seq IN (${newIn('share')}) GROUP BY 1, 2`)

/** What people have decided; taking back is no decision of its own. */
const byPeople = sql`i.seq IN (${newIn('decision')}) AND i.actor NOT IN ('rules', 'reader') AND i.undoes IS NULL`

const countDecisions = (zones: string) =>
  add(sql`SELECT i.site_seq, ${dayOf(zones, sql`i.at`)} AS day, i.to_state AS measure, i.actor AS part, count(*)
    FROM decision i WHERE ${byPeople} AND i.to_state IN ('approved', 'rejected', 'spam') GROUP BY 1, 2, 3, 4`)

/** From arrival, or from the sender's confirmation, to the first decision of a person. */
const countWaits = (zones: string) =>
  add(sql`SELECT i.site_seq, ${dayOf(zones, sql`i.at`)} AS day,
      'wait.' || (SELECT count(*) FROM json_each(${JSON.stringify(waitSteps)}) j
        WHERE j.value <= i.at - coalesce(c.created_at, s.confirmed_at, s.created_at, i.at)) AS measure,
      i.actor AS part, count(*)
    FROM decision i
    LEFT JOIN comment c ON i.kind = 'comment' AND c.seq = i.item_seq
    LEFT JOIN share s ON i.kind = 'share' AND s.seq = i.item_seq
    WHERE ${byPeople} AND i.from_state = 'pending' AND NOT EXISTS (SELECT 1 FROM decision p
      WHERE p.kind = i.kind AND p.item_seq = i.item_seq AND p.seq < i.seq AND p.actor NOT IN ('rules', 'reader'))
    GROUP BY 1, 2, 3, 4`)

/** Rows at the end of a table may be deleted and their numbers used again, so the mark never stays beyond it. */
function moveMark(feed: Feed): SQL {
  return sql`INSERT INTO stat_mark (feed, seq)
    SELECT ${feed}, coalesce((SELECT max(seq) FROM (${newIn(feed)})),
      min(${markOf(feed)}, coalesce((SELECT max(seq) FROM ${sql.identifier(feed)}), 0))) WHERE 1
    ON CONFLICT DO UPDATE SET seq = excluded.seq`
}

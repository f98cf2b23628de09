import { eq, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAudit, recordAuditWhere } from '../audit.ts'
import type { Caller } from '../auth/caller.ts'
import { requireSite } from '../auth/caller.ts'
import { httpUrl, line, siteKey } from '../fields.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import { articleTag, siteTag } from '../pages.ts'
import type { Database, Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { article } from '../schema.ts'
import { queueShareMails } from '../shares/queue.ts'
import { loadSite } from '../sites/origin.ts'
import { uuidv7 } from '../uuid.ts'

/** What a CMS says when it publishes. */
export const PutArticle = v.strictObject({
  site: siteKey,
  key: line(200),
  url: httpUrl,
  title: line(300),
  excerpt: v.exactOptional(line(500)),
  publishedAt: v.exactOptional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((value) => new Date(value)),
    ),
  ),
  isOpen: v.exactOptional(v.boolean()),
})
export type PutArticle = v.InferOutput<typeof PutArticle>

/** Opens or closes an article for responses; the members that are left out stay. */
export const ArticlePatch = v.strictObject({
  site: siteKey,
  key: line(200),
  isOpen: v.exactOptional(v.boolean()),
  /** null takes the time away. */
  closesAt: v.exactOptional(
    v.nullable(
      v.pipe(
        v.string(),
        v.isoTimestamp(),
        v.transform((value) => new Date(value)),
      ),
    ),
  ),
})
export type ArticlePatch = v.InferOutput<typeof ArticlePatch>

/** What makes an article verified: told by the site itself, by its feed, its page or its CMS. */
export interface VerifiedArticle {
  key: string
  url: string
  title: string
  excerpt?: string | undefined
  publishedAt?: Date | undefined
  isOpen?: boolean | undefined
}

/** Creates or updates a verified article. Throws `not-found` for the site, `invalid` for a foreign url. */
export async function putArticle(
  ports: Ports,
  caller: Caller,
  input: PutArticle,
  language: 'vi' | 'en',
) {
  requireSite(caller, input.site)
  const [found] = await loadSite(ports.db, input.site)
  if (found === undefined) throw new Problem('not-found')
  if (!found.origins.includes(new URL(input.url).origin))
    throw invalid('/url', sentence('origin', language))
  const now = ports.now()
  const [, , , , rows] = await ports.db.batch([
    saveVerified(ports.db, found.seq, input, now),
    recordAudit(
      ports.db,
      {
        actor: caller.id,
        action: 'article.saved',
        siteSeq: found.seq,
        subject: input.key,
        detail: { isOpen: input.isOpen ?? null },
      },
      now,
    ),
    ...queueShareMails(ports.db, sharesOf(found.seq, input.key), now),
    ports.db
      .select()
      .from(article)
      .where(sql`${article.siteSeq} = ${found.seq} AND ${article.key} = ${input.key}`),
  ])
  ports.pages.purge([articleTag(input.site, input.key), siteTag(input.site)])
  const [saved] = rows
  if (saved === undefined) throw new Problem('conflict')
  return viewArticle(saved, input.site)
}

/** Throws `not-found` for an article that nobody has written about or told of. */
export async function patchArticle(ports: Ports, caller: Caller, input: ArticlePatch) {
  const { site, key, isOpen, closesAt } = input
  requireSite(caller, site)
  const { db } = ports
  const now = ports.now()
  const mine = sql`${article.siteSeq} = (SELECT seq FROM site WHERE key = ${site}) AND ${eq(article.key, key)}`
  const entry = {
    ...{ actor: caller.id, action: 'article.changed', subject: `${site}:${key}` },
    siteSeq: sql`(SELECT seq FROM site WHERE key = ${site})`,
    detail: {
      ...(isOpen === undefined ? {} : { isOpen }),
      ...(closesAt === undefined ? {} : { closesAt: closesAt?.toISOString() ?? null }),
    },
  }
  const [, [changed]] = await db.batch([
    recordAuditWhere(db, entry, now, sql`EXISTS (SELECT 1 FROM article WHERE ${mine})`),
    db
      .update(article)
      .set({
        ...(isOpen === undefined ? {} : { isOpen }),
        ...(closesAt === undefined ? {} : { closesAt }),
        version: sql`${article.version} + 1`,
      })
      .where(mine)
      .returning(),
  ])
  if (changed === undefined) throw new Problem('not-found')
  ports.pages.purge([articleTag(site, key)])
  return viewArticle(changed, site)
}

/** Upsert of one verified article; a change that readers see raises its version. */
export function saveVerified(db: Database, siteSeq: number, input: VerifiedArticle, now: Date) {
  return db
    .insert(article)
    .values({
      id: uuidv7(now),
      siteSeq,
      key: input.key,
      url: input.url,
      title: input.title,
      excerpt: input.excerpt ?? null,
      verifiedAt: now,
      publishedAt: input.publishedAt ?? now,
      isOpen: input.isOpen ?? true,
      createdAt: now,
    })
    .onConflictDoUpdate({
      target: [article.siteSeq, article.key],
      set: {
        url: input.url,
        title: input.title,
        ...(input.excerpt === undefined ? {} : { excerpt: input.excerpt }),
        ...(input.publishedAt === undefined ? {} : { publishedAt: input.publishedAt }),
        ...(input.isOpen === undefined ? {} : { isOpen: input.isOpen }),
        verifiedAt: now,
        version: sql`${article.version} + 1`,
      },
    })
}

/** The shares that waited for an article to be verified. */
export function sharesOf(siteSeq: number, key: string): SQL {
  return sql`SELECT w.seq FROM share w JOIN article v ON v.seq = w.article_seq
    WHERE v.site_seq = ${siteSeq} AND v.key = ${key} AND w.state = 'approved'`
}

/** One article for the newsroom. Throws `not-found`. */
export async function readArticle(db: Database, caller: Caller, site: string, key: string) {
  requireSite(caller, site)
  const [found] = await db
    .select()
    .from(article)
    .where(
      sql`${article.siteSeq} = (SELECT seq FROM site WHERE key = ${site}) AND ${eq(article.key, key)}`,
    )
  if (found === undefined) throw new Problem('not-found')
  return viewArticle(found, site)
}

function viewArticle(row: typeof article.$inferSelect, site: string) {
  return {
    id: row.id,
    site,
    key: row.key,
    url: row.url,
    title: row.title,
    isOpen: row.isOpen,
    closesAt: row.closesAt?.toISOString() ?? null,
    publishedAt: row.publishedAt.toISOString(),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    commentCount: row.commentCount,
  }
}

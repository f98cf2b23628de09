import { sql } from 'drizzle-orm'
import { isOpen } from '../comments/rules.ts'
import { type CommentRow, repliesStatement, threadStatements } from '../comments/thread.ts'
import { type CommentView, viewComment, viewReplies, viewThread } from '../comments/view.ts'
import { readCursor } from '../cursor.ts'
import type { Database } from '../ports.ts'
import { Problem } from '../problem.ts'
import { loadSite } from '../sites/origin.ts'
import type { PlainEnv } from './form.ts'
import type { PlainParams } from './params.ts'

const ROOTS_SHOWN = 20
const REPLIES_SHOWN = 100

/** What a page shows: the list, one root with all its replies, or the form alone. */
export type Mode = 'list' | 'thread' | 'form'

/** All that a page about an article shows, in one database request. Throws `not-found` or `invalid`. */
export async function loadThread(
  { ports, keyring, siteKey, language }: PlainEnv['Variables'],
  params: PlainParams,
  mode: Mode,
) {
  const { reads: db } = ports
  const scope = mode === 'list' ? threadScope(siteKey, params) : `replies:${params.thread ?? ''}`
  const after = await readCursor(keyring, scope, params.after, language)
  const query = { ...params, site: siteKey, after, limit: ROOTS_SHOWN, focus: null }
  const [, articleRows, threadRows] = threadStatements(db, query)
  const replies = repliesStatement(db, params.thread ?? '', after, REPLIES_SHOWN)
  const [sites, [article], [target], rows] = await db.batch([
    loadSite(db, siteKey),
    articleRows,
    targetStatement(db, siteKey, params.article, params.reply ?? params.thread ?? ''),
    mode === 'list' ? threadRows : replies,
  ])
  const [site] = sites
  if (site === undefined) throw new Problem('not-found')
  const isMissing = target === undefined || target.state !== 'approved'
  if (mode === 'thread' && target === undefined) throw new Problem('not-found')
  return {
    site,
    article,
    isOpen: isOpen(site.settings, article, ports.now()),
    /** The comment to be answered; null when it cannot be. */
    answered: params.reply === undefined || isMissing ? null : viewComment(target),
    ...(mode === 'list'
      ? await viewThread(keyring, rows, { ...query, scope })
      : await viewOne(keyring, target, rows)),
  }
}

/** The scope of the widget's cursors: the same list pages the same way everywhere. */
function threadScope(siteKey: string, { article, sort }: PlainParams) {
  return `thread:${siteKey}:${article}:${sort}`
}

async function viewOne(
  keyring: PlainEnv['Variables']['keyring'],
  root: CommentRow | undefined,
  rows: CommentRow[],
): Promise<{ comments: CommentView[]; next: string | null }> {
  if (root === undefined) return { comments: [], next: null }
  const { comments, next } = await viewReplies(keyring, root.id, rows, REPLIES_SHOWN)
  return { comments: [{ ...viewComment(root), replies: comments }], next }
}

/** One listed comment of this very article. */
export function targetStatement(db: Database, siteKey: string, article: string, id: string) {
  return db.all<CommentRow>(sql`
    SELECT c.seq, c.id, c.root_seq, NULL AS parent_id, NULL AS root_id, c.state, c.author_name, c.badge,
      c.subject, c.body, c.created_at, c.edited_at, c.like_count, c.is_featured, c.reply_count
    FROM comment c JOIN article a ON a.seq = c.article_seq JOIN site s ON s.seq = a.site_seq
    WHERE c.id = ${id} AND c.is_listed = 1 AND a.key = ${article} AND s.key = ${siteKey}`)
}

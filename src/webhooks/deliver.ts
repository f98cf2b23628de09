import { and, eq, sql } from 'drizzle-orm'
import type { OutboxRow } from '../outbox/lease.ts'
import type { Outcome, WorkContext } from '../outbox/run.ts'
import { type Database, DeliveryFailure } from '../ports.ts'
import { article, comment, share, site, webhookSecret } from '../schema.ts'
import { isHookAllowed } from './hosts.ts'
import { signedHeaders } from './sign.ts'

/**
 * Tells one webhook of one event, signed by the Standard Webhooks scheme; the row's id is the message's, the same
 * at every attempt. Sends ids and states, and a text only while the comment is public. A webhook that the site has
 * removed meanwhile is told nothing.
 */
export async function deliverWebhook({ ports }: WorkContext, row: OutboxRow): Promise<Outcome> {
  const { payload, provider: url, siteSeq } = row
  if (payload === null || url === null || siteSeq === null) throw new Error('the row is incomplete')
  const { kind, item } = payload
  const found = await loadEvent(ports.db, { kind, item, siteSeq, url })
  if (found === undefined || !found.settings.webhooks.some((hook) => hook.url === url))
    return { effects: [] }
  if (!isHookAllowed(ports.config, url))
    throw new DeliveryFailure('permanent', 'WEBHOOK_HOSTS does not list this host')
  if (found.secret === null)
    throw new DeliveryFailure('temporary', 'The webhook has no signing secret yet')
  const body = JSON.stringify(messageOf(payload, found))
  const now = ports.now()
  const answer = await ports
    .callHook({
      url,
      headers: signedHeaders(row.id, body, { ...found, secret: found.secret }, now),
      body,
    })
    .catch((error: unknown) => {
      throw new DeliveryFailure('temporary', `no answer: ${reasonOf(error)}`, undefined, 'provider')
    })
  refuseFailure(answer.status, secondsIn(answer.retryAfter, now))
  return { effects: [] }
}

interface EventRef {
  kind: string | undefined
  item: string | undefined
  siteSeq: number
  url: string
}

async function loadEvent(db: Database, { kind, item = '', siteSeq, url }: EventRef) {
  const thing = kind === 'share' ? share : comment
  const [found] = await db
    .select({
      site: site.key,
      settings: site.settings,
      article: article.key,
      text: sql<string | null>`CASE WHEN ${kind} = 'comment' THEN (SELECT c.body FROM comment c
        WHERE c.id = ${item} AND c.audience = 'public' AND c.state = 'approved') END`,
      secret: webhookSecret.secret,
      previous: webhookSecret.previous,
      changedAt: webhookSecret.changedAt,
    })
    .from(site)
    .leftJoin(thing, and(eq(thing.id, item), eq(thing.siteSeq, site.seq)))
    .leftJoin(article, eq(article.seq, thing.articleSeq))
    .leftJoin(webhookSecret, and(eq(webhookSecret.siteSeq, site.seq), eq(webhookSecret.url, url)))
    .where(eq(site.seq, siteSeq))
  return found
}

type LoadedEvent = NonNullable<Awaited<ReturnType<typeof loadEvent>>>

function messageOf(payload: Record<string, string>, { site, article, text }: LoadedEvent) {
  const { event, item, state, at } = payload
  const isPublic = event === 'comment.approved' && text !== null
  return {
    type: event,
    timestamp: at,
    data: { id: item, site, article, state, ...(isPublic && { text }) },
  }
}

/** 410 says that nobody will ever listen there again; every other answer but 2xx may change. */
function refuseFailure(status: number, retryAfterSeconds: number | undefined) {
  if (status >= 200 && status < 300) return
  if (status === 410) throw new DeliveryFailure('permanent', 'answered 410')
  const kind = status >= 300 && status < 400 ? 'a redirect' : String(status)
  throw new DeliveryFailure('temporary', `answered ${kind}`, retryAfterSeconds, 'provider')
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3). */
function secondsIn(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}

/** Codes and short sentences of the network's; never what the other side has said. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return (cause instanceof Error ? cause.message : 'unknown').slice(0, 200)
}

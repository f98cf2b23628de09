import { eq, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import { recordAudit } from '../audit.ts'
import { type CallerEnv, requireModerator, requireProof, requireSite } from '../auth/caller.ts'
import { httpUrl, siteKey } from '../fields.ts'
import { invalid, parse, valid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { webhookSecret } from '../schema.ts'
import { type LoadedSite, loadSite } from '../sites/origin.ts'

/** Which of the site's webhooks gets a new key. */
export const NewWebhookSecret = v.strictObject({ url: httpUrl })

/** The keys with which webhooks are signed: made here, shown once, readable nowhere. */
export const webhookSecrets = new Hono<CallerEnv>().post(
  '/sites/:key/webhook-secrets',
  requireModerator('admin'),
  requireProof,
  valid(NewWebhookSecret),
  async (c) => {
    const key = parse(siteKey, c.req.param('key'), c.var.language)
    requireSite(c.var.caller, key)
    const { url } = c.var.body
    const secret = await renewSecret(c.var.ports, c.var.caller.id, key, url)
    if (secret === null) throw invalid('/url', sentence('url', c.var.language))
    return c.json({ url, secret }, 201)
  },
)

/**
 * Makes a new key for one of the site's webhooks; the former one signs along for a day. null when the site has no
 * such webhook, as a listener or as a check. Throws `not-found` for an unknown site.
 */
export async function renewSecret(ports: Ports, actor: string, key: string, url: string) {
  const { db } = ports
  const [site] = await loadSite(db, key)
  if (site === undefined) throw new Problem('not-found')
  const { webhooks, outside } = site.settings
  if (outside.webhook.url !== url && !webhooks.some((hook) => hook.url === url)) return null
  const secret = newSecret()
  const changedAt = ports.now()
  const entry = { actor, action: 'webhook.secret-made', siteSeq: site.seq, subject: key }
  await db.batch([
    db
      .insert(webhookSecret)
      .values({ siteSeq: site.seq, url, secret, changedAt })
      .onConflictDoUpdate({
        target: [webhookSecret.siteSeq, webhookSecret.url],
        set: { secret, changedAt, previous: sql`${webhookSecret.secret}` },
      }),
    recordAudit(db, { ...entry, detail: { host: new URL(url).host } }, changedAt),
  ])
  return secret
}

/** Every address that the site's calls go to, with when its key was made; null where there is none yet. */
export async function listHooks({ db }: Ports, { seq, settings }: LoadedSite) {
  const { webhooks, outside } = settings
  const urls = [...webhooks.map(({ url }) => url), outside.webhook.url].filter(
    (url) => url !== null,
  )
  const rows = await db
    .select({ url: webhookSecret.url, changedAt: webhookSecret.changedAt })
    .from(webhookSecret)
    .where(eq(webhookSecret.siteSeq, seq))
    .limit(100)
  return [...new Set(urls)].map((url) => ({
    url,
    changedAt: rows.find((row) => row.url === url)?.changedAt.toISOString() ?? null,
  }))
}

/** 32 bytes in the form of Standard Webhooks. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}

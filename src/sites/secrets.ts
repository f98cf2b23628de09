import { and, eq, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import { recordAudit } from '../audit.ts'
import { type CallerEnv, requireModerator, requireProof, requireSite } from '../auth/caller.ts'
import { siteKey } from '../fields.ts'
import { invalid, parse, valid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { secretNames, type SecretName, siteSecret } from '../schema.ts'
import { loadSite } from './origin.ts'

/** A public key as RFC 7517 writes it, of the two kinds that members' tokens may be signed with. */
const PublicKey = v.variant('kty', [
  v.strictObject({
    ...known(),
    kty: v.literal('EC'),
    crv: v.literal('P-256'),
    x: coordinate(),
    y: coordinate(),
    alg: v.exactOptional(v.literal('ES256')),
  }),
  v.strictObject({
    ...known(),
    kty: v.literal('OKP'),
    crv: v.literal('Ed25519'),
    x: coordinate(),
    alg: v.exactOptional(v.picklist(['EdDSA', 'Ed25519'])),
  }),
])

/** Either a secret or a public key; a private key is refused, as any field that is not named here. */
export const NewSiteSecret = v.strictObject({
  secret: v.exactOptional(v.pipe(v.string(), v.minLength(8), v.maxLength(500))),
  key: v.exactOptional(PublicKey),
})
export type NewSiteSecret = v.InferOutput<typeof NewSiteSecret>

/** RFC 7518 §3.2: a key of HS256 has at least as many bytes as its hash. */
const MIN_SECRET_BYTES = 32

/** A site's keys: written here, readable nowhere. */
export const siteSecrets = new Hono<CallerEnv>()
  .get('/sites/:key/secrets', requireModerator('admin'), async (c) => {
    const site = await requireSecretsOf(c.var, c.req.param('key'))
    return c.json({ items: await listSecrets(c.var.ports, site) })
  })
  .put(
    '/sites/:key/secrets/:name',
    requireModerator('admin'),
    requireProof,
    valid(NewSiteSecret),
    async (c) => {
      const site = await requireSecretsOf(c.var, c.req.param('key'))
      await setSecret(c.var, site, requireName(c.req.param('name')), c.var.body)
      return c.body(null, 204)
    },
  )
  .delete('/sites/:key/secrets/:name', requireModerator('admin'), requireProof, async (c) => {
    const site = await requireSecretsOf(c.var, c.req.param('key'))
    await removeSecret(c.var, site, requireName(c.req.param('name')))
    return c.body(null, 204)
  })

type Vars = CallerEnv['Variables']

/** Which of its keys a site has, and since when. */
export async function listSecrets({ db }: Ports, site: KnownSite) {
  const rows = await db
    .select({ name: siteSecret.name, changedAt: siteSecret.changedAt })
    .from(siteSecret)
    .where(eq(siteSecret.siteSeq, site.seq))
    .orderBy(siteSecret.name)
    .limit(secretNames.length)
  return rows.map(({ name, changedAt }) => ({ name, changedAt: changedAt.toISOString() }))
}

/** Sets or replaces one; a former key of members counts for a day. Throws `invalid`. */
export async function setSecret(
  { ports, caller, language }: Vars,
  site: KnownSite,
  name: SecretName,
  given: NewSiteSecret,
): Promise<void> {
  const value = storedValue(name, given, language)
  await writeSecret(ports, caller.id, site, name, value)
}

/** Nothing that was signed with it, and no question that needs it, works from now on. */
export async function removeSecret(
  { ports, caller }: Vars,
  site: KnownSite,
  name: SecretName,
): Promise<void> {
  await ports.db.batch([
    ports.db
      .delete(siteSecret)
      .where(and(eq(siteSecret.siteSeq, site.seq), eq(siteSecret.name, name))),
    recordSecret(ports, caller.id, site, 'site.secret-removed', name),
  ])
}

async function requireSecretsOf({ ports, caller, language }: Vars, key: string) {
  const known = parse(siteKey, key, language)
  requireSite(caller, known)
  const [site] = await loadSite(ports.db, known)
  if (site === undefined) throw new Problem('not-found')
  return site
}

function requireName(given: string): SecretName {
  const name = secretNames.find((one) => one === given)
  if (name === undefined) throw new Problem('not-found')
  return name
}

/** Kept with its kind, so that a public key is never taken for a shared secret. Throws `invalid`. */
function storedValue(name: SecretName, { secret, key }: NewSiteSecret, language: 'vi' | 'en') {
  if (secret !== undefined && key === undefined) {
    const bytes = new TextEncoder().encode(secret).length
    if (name === 'member' && bytes < MIN_SECRET_BYTES)
      throw invalid('/secret', sentence('min_bytes', language, MIN_SECRET_BYTES))
    return JSON.stringify({ secret })
  }
  if (key !== undefined && secret === undefined && name === 'member') return JSON.stringify({ key })
  throw invalid('/secret', sentence('missing', language))
}

interface KnownSite {
  seq: number
  key: string
}

function writeSecret(
  ports: Ports,
  actor: string,
  site: KnownSite,
  name: SecretName,
  value: string,
) {
  const changedAt = ports.now()
  return ports.db.batch([
    ports.db
      .insert(siteSecret)
      .values({ siteSeq: site.seq, name, value, changedAt })
      .onConflictDoUpdate({
        target: [siteSecret.siteSeq, siteSecret.name],
        set: { value, changedAt, previous: sql`${siteSecret.value}` },
      }),
    recordSecret(ports, actor, site, 'site.secret-set', name),
  ])
}

function recordSecret(
  { db, now }: Ports,
  actor: string,
  { seq, key }: KnownSite,
  action: string,
  name: SecretName,
) {
  return recordAudit(db, { actor, action, siteSeq: seq, subject: key, detail: { name } }, now())
}

function known() {
  return {
    kid: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
    use: v.exactOptional(v.literal('sig')),
    key_ops: v.exactOptional(v.tuple([v.literal('verify')])),
  }
}

/** 32 bytes. */
function coordinate() {
  return v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
}

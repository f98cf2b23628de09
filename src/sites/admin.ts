import { and, asc, eq, gt, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAuditWhere } from '../audit.ts'
import type { Caller } from '../auth/caller.ts'
import { withinSites } from '../auth/caller.ts'
import { httpUrl, line, siteKey } from '../fields.ts'
import { invalid, parse } from '../http.ts'
import { sentence } from '../messages.ts'
import { isHookAllowed } from '../webhooks/hosts.ts'
import { siteTag } from '../pages.ts'
import type { Database, Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { site, siteOrigin } from '../schema.ts'
import { insertWhere } from '../sql.ts'
import { parseUrl } from '../url.ts'
import { loadSite, type LoadedSite, siteColumns } from './origin.ts'
import { SiteSettings } from './settings.ts'

const origin = v.pipe(
  httpUrl,
  v.check((value) => parseUrl(value)?.origin === value, 'url'),
)
const origins = v.pipe(v.array(origin), v.minLength(1), v.maxLength(50))

/** A new site; absent settings take their defaults. */
export const NewSite = v.strictObject({
  key: siteKey,
  name: line(100),
  origins,
  settings: v.optional(SiteSettings, {}),
})
export type NewSite = v.InferOutput<typeof NewSite>

/** RFC 7396: absent members stay, `null` restores a setting's default. Settings merge by top-level group. */
export const SitePatch = v.strictObject({
  name: v.exactOptional(line(100)),
  origins: v.exactOptional(origins),
  settings: v.exactOptional(v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown())),
})
export type SitePatch = v.InferOutput<typeof SitePatch>

export function viewSite({ key, name, origins, settings, version }: LoadedSite) {
  return { key, name, origins, settings, version }
}

/** The caller's sites in the order of their keys. */
export async function listSites(db: Database, caller: Caller, after: string, limit: number) {
  const rows = await db
    .select(siteColumns)
    .from(site)
    .where(and(gt(site.key, after), withinSites(caller, sql`${site.seq}`)))
    .orderBy(asc(site.key))
    .limit(limit)
  return rows.map(viewSite)
}

/** Throws `conflict` when the key is taken. */
export async function createSite(
  ports: Ports,
  caller: Caller,
  input: NewSite,
  language: 'vi' | 'en',
) {
  const { db } = ports
  const now = ports.now()
  const { key, name, settings } = input
  requireHookHosts(ports, settings, language)
  const own = sql`(SELECT seq FROM site WHERE key = ${key} AND created_at = ${now.getTime()} AND version = 1)`
  const [made, , , rows] = await db.batch([
    insertWhere(db, site, { key, name, settings, createdAt: now, updatedAt: now }, sql`1`),
    replaceOrigins(db, own, input.origins),
    recordAuditWhere(
      db,
      { actor: caller.id, action: 'site.added', siteSeq: own, subject: key },
      now,
      sql`EXISTS ${own}`,
    ),
    loadSite(db, key),
  ])
  if (made.rowsAffected === 0 || rows[0] === undefined) throw new Problem('conflict')
  ports.pages.purge([siteTag(key)])
  return viewSite(rows[0])
}

/** Merges a patch if the site still has the version the caller saw. Throws `not-found`, `conflict`, `invalid`. */
export async function patchSite(
  ports: Ports,
  caller: Caller,
  key: string,
  version: number,
  patch: SitePatch,
  language: 'vi' | 'en',
) {
  const { db } = ports
  const [found] = await loadSite(db, key)
  if (found === undefined) throw new Problem('not-found')
  if (found.version !== version) throw new Problem('conflict')
  const settings = mergeSettings(found.settings, patch.settings ?? {}, language)
  if (['webhooks', 'outside'].some((group) => patch.settings?.[group] !== undefined))
    requireHookHosts(ports, settings, language)
  requireAdminFor(caller, found.settings, settings, language)
  const now = ports.now()
  const own = sql`(SELECT seq FROM site WHERE key = ${key} AND version = ${version + 1} AND updated_at = ${now.getTime()})`
  const [changed, , , , rows] = await db.batch([
    db
      .update(site)
      .set({ name: patch.name ?? found.name, settings, version: version + 1, updatedAt: now })
      .where(and(eq(site.key, key), eq(site.version, version))),
    db.run(
      patch.origins === undefined
        ? sql`SELECT 1`
        : sql`DELETE FROM site_origin WHERE site_seq = ${own}`,
    ),
    replaceOrigins(db, own, patch.origins ?? []),
    recordAuditWhere(
      db,
      {
        actor: caller.id,
        action: 'site.changed',
        siteSeq: own,
        subject: key,
        detail: { changed: changedParts(found, settings, patch).join(', '), version: version + 1 },
      },
      now,
      sql`EXISTS ${own}`,
    ),
    loadSite(db, key),
  ])
  if (changed.rowsAffected === 0 || rows[0] === undefined) throw new Problem('conflict')
  ports.pages.purge([siteTag(key)])
  return viewSite(rows[0])
}

/** What a patch changes, by name: values may be secret or long. */
function changedParts(found: LoadedSite, settings: SiteSettings, patch: SitePatch): string[] {
  const groups = Object.entries(settings).filter(
    ([group, value]) =>
      JSON.stringify(value) !==
      JSON.stringify(Object.entries(found.settings).find(([name]) => name === group)?.[1]),
  )
  const isRenamed = patch.name !== undefined && patch.name !== found.name
  return [
    ...(isRenamed ? ['name'] : []),
    ...(patch.origins === undefined ? [] : ['origins']),
    ...groups.map(([group]) => group),
  ]
}

/** Webhooks and questions to outside services may only go where the deployment lets them. Throws `invalid`. */
function requireHookHosts(
  { config }: Ports,
  { webhooks, outside }: SiteSettings,
  language: 'vi' | 'en',
) {
  const addresses = [
    ...webhooks.map(({ url }, index) => ({ url, place: `webhooks/${index}` })),
    { url: outside.akismet.url, place: 'outside/akismet' },
    { url: outside.webhook.url, place: 'outside/webhook' },
  ]
  const wrong = addresses.find(({ url }) => url !== null && !isHookAllowed(config, url))
  if (wrong !== undefined)
    throw invalid(`/settings/${wrong.place}/url`, sentence('hookHost', language))
}

/** Who must prove themselves twice is not for those to say who would have to. Throws `invalid`. */
function requireAdminFor(
  { role }: Caller,
  { moderation: before }: SiteSettings,
  { moderation: after }: SiteSettings,
  language: 'vi' | 'en',
) {
  if (role !== 'admin' && before.secondFactor !== after.secondFactor)
    throw invalid('/settings/moderation/secondFactor', sentence('adminOnly', language))
}

function replaceOrigins(db: Database, siteSeq: ReturnType<typeof sql>, list: string[]) {
  return db.run(sql`
    INSERT INTO ${siteOrigin} (origin, site_seq)
    SELECT value, ${siteSeq} FROM json_each(${JSON.stringify(list)}) WHERE ${siteSeq} IS NOT NULL
    ON CONFLICT DO NOTHING`)
}

function mergeSettings(
  current: SiteSettings,
  patch: Record<string, unknown>,
  language: 'vi' | 'en',
): SiteSettings {
  const merged: Record<string, unknown> = { ...current }
  for (const [group, value] of Object.entries(patch)) {
    if (group === '__proto__') throw invalid('/settings', group)
    if (value === null) merged[group] = undefined
    else merged[group] = isRecord(value) ? mergeMembers(merged[group], value) : value
  }
  return parse(v.strictObject({ settings: SiteSettings }), { settings: merged }, language).settings
}

function mergeMembers(current: unknown, patch: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = isRecord(current) ? { ...current } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(merged, name)
    else merged[name] = isRecord(value) ? mergeMembers(merged[name], value) : value
  }
  return merged
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

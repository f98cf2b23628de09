import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Config } from '../config.ts'
import type { AppEnv } from '../http.ts'
import { audit, moderator, type Role, roles, session, site } from '../schema.ts'
import { sha256 } from '../signing.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'
import type { Caller } from './caller.ts'

type Vars = AppEnv['Variables']

/** A newsroom's shift; no session outlives it. */
export const SESSION_SECONDS = 12 * 60 * 60
const IDLE_MS = 60 * 60 * 1000
/** How exactly idleness is known; spares a write per request. */
const TOUCH_MS = 60 * 1000

/** `__Host-` (RFC 6265bis §4.1.3.2) wherever the service is reached by TLS: no other host or path can set it. */
export function sessionCookieName(config: Config): string {
  return isSecure(config) ? '__Host-phanhoi.session' : 'phanhoi.session'
}

/** Whether cookies may carry `Secure`. */
export function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith('https:')
}

/**
 * Who the session cookie belongs to, or null: unknown, ended, idle for 60 minutes, older than 12 hours, or of a
 * disabled moderator. Reads the rows each time, so ending a session or disabling somebody takes effect at once.
 */
export async function readSession(vars: Vars, request: Request): Promise<Caller | null> {
  const token = cookieToken(vars.ports.config, request)
  if (token === null) return null
  const { db } = vars.ports
  const now = vars.ports.now()
  const [found] = await db
    .select({
      sessionId: session.id,
      touchedAt: session.updatedAt,
      provedAt: sql`coalesce(${session.provedAt}, ${session.createdAt})`.mapWith(session.createdAt),
      hasFactor:
        sql`EXISTS (SELECT 1 FROM factor WHERE moderator_id = ${moderator.id} AND confirmed_at IS NOT NULL)`.mapWith(
          Boolean,
        ),
      id: moderator.id,
      name: moderator.name,
      role: moderator.role,
      sites: moderator.sites,
      asked: askedBySites,
    })
    .from(session)
    .innerJoin(moderator, eq(moderator.id, session.userId))
    .where(
      and(
        eq(session.token, await sha256(token)),
        gt(session.expiresAt, now),
        gt(session.updatedAt, new Date(now.getTime() - IDLE_MS)),
        eq(moderator.isDisabled, false),
      ),
    )
  if (found === undefined) return null
  const { sessionId, touchedAt, provedAt, hasFactor, asked, ...caller } = found
  if (now.getTime() - touchedAt.getTime() > TOUCH_MS) await touch(vars, sessionId, now)
  const owesFactor =
    !hasFactor &&
    [vars.ports.config.secondFactorFrom, ...asked].some(
      (from) => from !== null && roles.indexOf(caller.role) >= roles.indexOf(from),
    )
  return { ...caller, session: { id: sessionId, provedAt, owesFactor } }
}

/** The roles from which on the person's sites ask for a second factor, by an index that holds such sites alone. */
const askedBySites = sql`(SELECT json_group_array(${site.settings} ->> '$.moderation.secondFactor')
  FROM ${site} WHERE ${site.settings} ->> '$.moderation.secondFactor' <> 'off' AND (${moderator.sites} IS NULL
    OR ${site.key} IN (SELECT value FROM json_each(${moderator.sites}))))`.mapWith(
  // The setting's schema lets nothing else in.
  (json: string) => JSON.parse(json) as Role[],
)

/** Ends the session that the request's cookie opens, if any. */
export async function endSession(vars: Vars, request: Request): Promise<void> {
  const token = cookieToken(vars.ports.config, request)
  if (token === null) return
  const { db, now } = vars.ports
  const hash = await sha256(token)
  const at = now()
  const owner = sql`(SELECT user_id FROM session WHERE token = ${hash})`
  const row = { id: uuidv7(at), actor: owner, action: 'session.ended', siteSeq: 0, subject: owner }
  await db.batch([
    insertWhere(db, audit, { ...row, detail: { which: 'own' }, at }, sql`${owner} IS NOT NULL`),
    db.delete(session).where(eq(session.token, hash)),
  ])
}

/** `Set-Cookie` that carries a session which was not opened by better-auth. */
export function sessionCookie(config: Config, token: string): string {
  return cookie(config, `${token}.`, SESSION_SECONDS)
}

/** `Set-Cookie` that makes the browser forget the session. */
export function forgetCookie(config: Config): string {
  return cookie(config, '', 0)
}

/** Statement that removes what nobody can use any more. */
export function deleteOldSessions({ ports }: Vars) {
  const now = ports.now()
  return ports.db.delete(session).where(lt(session.expiresAt, now))
}

function cookie(config: Config, value: string, seconds: number): string {
  const secure = isSecure(config) ? '; Secure' : ''
  return `${sessionCookieName(config)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

async function touch({ ports }: Vars, sessionId: string, now: Date) {
  await ports.db.update(session).set({ updatedAt: now }).where(eq(session.id, sessionId))
}

/**
 * The token without the signature that better-auth adds: 32 random characters looked up by their hash
 * prove themselves, also while `SECRET` is being rotated.
 */
function cookieToken(config: Config, request: Request): string | null {
  const name = sessionCookieName(config)
  for (const pair of (request.headers.get('Cookie') ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2)
    if (key === name) return /^[\w-]{32}(?=\.)/.exec(value)?.[0] ?? null
  }
  return null
}

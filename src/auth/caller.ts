import { and, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http.ts'
import { Problem } from '../problem.ts'
import { type Role, roles, token } from '../schema.ts'
import { isEqual, sha256 } from '../signing.ts'

/** Who is acting: a person with a session or the holder of an API token. */
export interface Caller {
  /** Moderator's or token's id; stands in decisions. */
  id: string
  name: string
  role: Role
  /** Keys of the sites that may be seen and changed; null means all. */
  sites: string[] | null
}

export interface CallerEnv {
  Variables: AppEnv['Variables'] & { caller: Caller }
}

/**
 * Lets callers of at least this role pass, by bearer token or by session cookie. Throws `unauthorized` or
 * `forbidden`. With a cookie every unsafe method must come from this service's own pages.
 */
export const requireModerator = (role: Role) =>
  createMiddleware<CallerEnv>(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const bearer = /^Bearer ([\w-]{32,200})$/.exec(c.req.header('Authorization') ?? '')?.[1]
    const caller =
      bearer === undefined
        ? await sessionCaller(c.var, c.req.raw)
        : await tokenCaller(c.var, bearer)
    if (caller === null) throw new Problem('unauthorized')
    if (roles.indexOf(caller.role) < roles.indexOf(role)) throw new Problem('forbidden')
    c.set('caller', caller)
    await next()
  })

/** Lets only callers of every site pass: what they do concerns the whole deployment. Stands behind `requireModerator`. */
export const requireEverySite = createMiddleware<CallerEnv>(async (c, next) => {
  if (c.var.caller.sites !== null) throw new Problem('forbidden')
  await next()
})

/** SQL that limits rows to the caller's sites by their `site_seq` column. */
export function withinSites(caller: Caller, siteSeq: SQL): SQL {
  if (caller.sites === null) return sql`1`
  return sql`${siteSeq} IN (SELECT seq FROM site WHERE key IN (SELECT value FROM json_each(${JSON.stringify(caller.sites)})))`
}

/** Throws `not-found` for a site that the caller must not even know of. */
export function requireSite(caller: Caller, key: string) {
  if (caller.sites !== null && !caller.sites.includes(key)) throw new Problem('not-found')
}

async function tokenCaller(vars: AppEnv['Variables'], bearer: string): Promise<Caller | null> {
  const { config, db, now } = vars.ports
  if (config.adminToken !== null && isEqual(await sha256(bearer), await sha256(config.adminToken)))
    return { id: 'admin-token', name: 'ADMIN_TOKEN', role: 'admin', sites: null }
  const [found] = await db
    .select({ id: token.id, name: token.name, role: token.role, sites: token.sites })
    .from(token)
    .where(
      and(
        eq(token.hash, await sha256(bearer)),
        or(isNull(token.expiresAt), gt(token.expiresAt, now())),
      ),
    )
  return found ?? null
}

/** Sign-in code is heavy, so it is loaded only where a cookie could mean a session. */
async function sessionCaller(vars: AppEnv['Variables'], request: Request): Promise<Caller | null> {
  if (!(request.headers.get('Cookie') ?? '').includes('phanhoi')) return null
  requireSameOrigin(request, vars.ports.config.publicUrl)
  const { readSession } = await import('./session.ts')
  return readSession(vars, request)
}

/** The cookie is `SameSite=Lax`, so links from mail work; what changes anything must come from our own pages. */
export function requireSameOrigin(request: Request, publicUrl: string) {
  if (['GET', 'HEAD'].includes(request.method)) return
  if (request.headers.get('Origin') !== publicUrl) throw new Problem('forbidden')
}

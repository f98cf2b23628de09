import { and, eq, getTableColumns, gt, isNull, or, type SQL, sql } from 'drizzle-orm'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http.ts'
import type { Ports } from '../ports.ts'
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
  /** Of people who signed in here; tokens and people from a sign-in proxy have none. */
  session?: CallerSession
}

export interface CallerSession {
  id: string
  /** When the password was last given. */
  provedAt: Date
  /** The deployment asks for a second factor that is not set up yet: nothing but its set-up is open. */
  owesFactor: boolean
}

export interface CallerEnv {
  Variables: AppEnv['Variables'] & { caller: Caller }
}

/**
 * Lets callers of at least this role pass: by bearer token, by the assertion of a sign-in proxy or by session
 * cookie. Throws `unauthorized` or `forbidden`. Without a token every unsafe method must come from this service's
 * own pages.
 */
export const requireModerator = (role: Role) =>
  createMiddleware<CallerEnv>(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const bearer = /^Bearer ([\w-]{32,200})$/.exec(c.req.header('Authorization') ?? '')?.[1]
    const caller =
      bearer === undefined ? await findPerson(c.var, c.req.raw) : await tokenCaller(c.var, bearer)
    if (caller === null) throw new Problem('unauthorized')
    if (roles.indexOf(caller.role) < roles.indexOf(role)) throw new Problem('forbidden')
    if (caller.session?.owesFactor === true)
      throw new Problem('forbidden', { detail: 'Set up a second factor at /admin/account/factor' })
    c.set('caller', caller)
    await next()
  })

/** How long a password counts as just given (ASVS V7.5.1). */
export const PROOF_MS = 15 * 60 * 1000

/** Lets people pass who gave their password a moment ago; tokens and sign-in proxies prove themselves each time. */
export const requireProof = createMiddleware<CallerEnv>(async (c, next) => {
  if (!hasProof(c.var.caller, c.var.ports.now()))
    throw new Problem('forbidden', { detail: 'Give the password again at /admin/prove' })
  await next()
})

/** Whether the caller's password was given within the last `PROOF_MS`, or none is needed. */
export function hasProof({ session }: Caller, now: Date): boolean {
  return session === undefined || now.getTime() - session.provedAt.getTime() < PROOF_MS
}

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
  const at = now()
  const { id, name, role, sites, lastUsedAt } = getTableColumns(token)
  const [found] = await db
    .select({ caller: { id, name, role, sites }, lastUsedAt })
    .from(token)
    .where(
      and(
        eq(token.hash, await sha256(bearer)),
        or(isNull(token.expiresAt), gt(token.expiresAt, at)),
      ),
    )
  if (found === undefined) return null
  if (at.getTime() - (found.lastUsedAt?.getTime() ?? 0) > USED_MS)
    vars.ports.defer(() => noteUse(vars.ports, found.caller.id, at))
  return found.caller
}

/** How exactly the last use of a token is known; spares a write per request. */
const USED_MS = 60 * 1000

async function noteUse({ db, log }: Ports, id: string, at: Date): Promise<void> {
  try {
    await db.update(token).set({ lastUsedAt: at }).where(eq(token.id, id))
  } catch (error) {
    log.error('token.use', { error: error instanceof Error ? error.name : 'unknown' })
  }
}

/**
 * The person behind a request without a token: by the proxy's assertion where one is sent and expected, else by
 * session. Throws `forbidden` for an assertion that is not valid. Sign-in code is heavy, so it is loaded only here.
 */
export async function findPerson(
  vars: AppEnv['Variables'],
  request: Request,
): Promise<Caller | null> {
  const { access, publicUrl } = vars.ports.config
  const assertion = request.headers.get('Cf-Access-Jwt-Assertion')
  if (access !== null && assertion !== null) {
    requireSameOrigin(request, publicUrl)
    const { readAssertion } = await import('./access.ts')
    return readAssertion(vars.ports, access, assertion)
  }
  if (!(request.headers.get('Cookie') ?? '').includes('phanhoi')) return null
  requireSameOrigin(request, publicUrl)
  const { readSession } = await import('./session.ts')
  return readSession(vars, request)
}

/** The cookie is `SameSite=Lax`, so links from mail work; what changes anything must come from our own pages. */
export function requireSameOrigin(request: Request, publicUrl: string) {
  if (['GET', 'HEAD'].includes(request.method)) return
  if (request.headers.get('Origin') !== publicUrl) throw new Problem('forbidden')
}

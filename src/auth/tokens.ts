import { asc, eq, gt, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { recordAudit } from '../audit.ts'
import { line, siteKey } from '../fields.ts'
import type { Database, Ports } from '../ports.ts'
import { Problem } from '../problem.ts'
import { audit, type Role, roles, token } from '../schema.ts'
import { randomToken, sha256 } from '../signing.ts'
import { insertWhere } from '../sql.ts'
import { uuidv7 } from '../uuid.ts'

/** A new API token. `sites` absent or null means every site, `expiresAt` absent means never. */
export const NewToken = v.strictObject({
  name: line(100),
  role: v.picklist(roles),
  sites: v.optional(v.nullable(v.pipe(v.array(siteKey), v.minLength(1), v.maxLength(100))), null),
  expiresAt: v.exactOptional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((value) => new Date(value)),
    ),
  ),
})
export type NewToken = v.InferOutput<typeof NewToken>

const columns = {
  id: token.id,
  name: token.name,
  role: token.role,
  sites: token.sites,
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  lastUsedAt: token.lastUsedAt,
}

/** Makes a token; the secret is in this one answer and nowhere else. */
export async function createToken({ db, now }: Ports, actor: string, input: NewToken) {
  const secret = `ph_${randomToken()}`
  const id = uuidv7(now())
  const { role, sites } = input
  const entry = { actor, action: 'token.made', siteSeq: 0, subject: id }
  const [[made]] = await db.batch([
    db
      .insert(token)
      .values({
        id,
        hash: await sha256(secret),
        name: input.name,
        role,
        sites,
        createdAt: now(),
        expiresAt: input.expiresAt ?? null,
      })
      .returning(columns),
    recordAudit(db, { ...entry, detail: { role, sites: sites?.join(' ') ?? null } }, now()),
  ])
  if (made === undefined) throw new Problem('conflict')
  return { ...viewToken(made), secret }
}

/** Tokens in the order they were made, after one of them. */
export async function listTokens(db: Database, after: string, limit: number) {
  const rows = await db
    .select(columns)
    .from(token)
    .where(gt(token.id, after))
    .orderBy(asc(token.id))
    .limit(limit)
  return rows.map(viewToken)
}

/** The token opens nothing from now on. Throws `not-found`. */
export async function revokeToken({ db, now }: Ports, actor: string, id: string): Promise<void> {
  const at = now()
  const entry = { id: uuidv7(at), actor, action: 'token.revoked', siteSeq: 0, subject: id, at }
  const isThere = sql`EXISTS (SELECT 1 FROM token WHERE id = ${id})`
  const [, gone] = await db.batch([
    insertWhere(db, audit, { ...entry, detail: {} }, isThere),
    db.delete(token).where(eq(token.id, id)).returning({ id: token.id }),
  ])
  if (gone.length === 0) throw new Problem('not-found')
}

function viewToken(row: {
  id: string
  name: string
  role: Role
  sites: string[] | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}) {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}

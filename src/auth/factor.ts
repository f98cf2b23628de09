import { and, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { recordAudit } from '../audit.ts'
import type { AppEnv } from '../http.ts'
import { backupCode, factor } from '../schema.ts'
import { insertWhere } from '../sql.ts'
import { base32, findTotpStep, newTotpSecret } from './totp.ts'

type Vars = AppEnv['Variables']

/** How many codes somebody can keep for the day the telephone is lost. */
const BACKUP_CODES = 10
/** 50 bits each: nobody guesses one within the attempts that are allowed. */
const BACKUP_LENGTH = 10

/** Begins or repeats the set-up of a person's second factor; gives the secret in base32, null once there is one. */
export async function beginFactor(vars: Vars, moderatorId: string): Promise<string | null> {
  const { db, now } = vars.ports
  const known = await readFactor(vars, moderatorId)
  if (known !== null) return known.isConfirmed ? null : known.secret
  const secret = newTotpSecret()
  const box = await vars.keyring.encrypt(boxOf(moderatorId), secret)
  await db
    .insert(factor)
    .values({ moderatorId, secret: box, createdAt: now() })
    .onConflictDoUpdate({
      target: factor.moderatorId,
      set: { secret: box, createdAt: now() },
      setWhere: isNull(factor.confirmedAt),
    })
  return secret
}

/** The secret of a set-up that waits for its first code, null when there is none. */
export async function readWaitingSecret(vars: Vars, moderatorId: string): Promise<string | null> {
  const known = await readFactor(vars, moderatorId)
  return known === null || known.isConfirmed ? null : known.secret
}

/** Switches the second factor on when the code is right. Gives the backup codes, which are never shown again, or null. */
export async function confirmFactor(
  vars: Vars,
  moderatorId: string,
  code: string,
): Promise<string[] | null> {
  const { db, now } = vars.ports
  const known = await readFactor(vars, moderatorId)
  if (known === null || known.isConfirmed) return null
  const step = await findTotpStep(known.secret, digitsOf(code), now())
  if (step === null) return null
  const codes = newBackupCodes()
  const [confirmed] = await db.batch([
    db
      .update(factor)
      .set({ confirmedAt: now(), lastStep: step })
      .where(and(eq(factor.moderatorId, moderatorId), isNull(factor.confirmedAt)))
      .returning({ id: factor.moderatorId }),
    ...(await replaceBackupCodes(vars, moderatorId, codes)),
    recordAudit(
      db,
      { actor: moderatorId, action: 'factor.added', siteSeq: 0, subject: moderatorId },
      now(),
    ),
  ])
  return confirmed.length === 0 ? null : codes
}

/** New backup codes; the old ones open nothing any more. */
export async function renewBackupCodes(vars: Vars, moderatorId: string): Promise<string[]> {
  const { db, now } = vars.ports
  const codes = newBackupCodes()
  const entry = { actor: moderatorId, action: 'factor.codes-renewed', siteSeq: 0 }
  await db.batch([
    recordAudit(db, { ...entry, subject: moderatorId }, now()),
    ...(await replaceBackupCodes(vars, moderatorId, codes)),
  ])
  return codes
}

/** Uses up a code of the person's app or one of the backup codes. False when it is wrong or was used before. */
export async function spendCode(vars: Vars, moderatorId: string, code: string): Promise<boolean> {
  const typed = code.replace(/[\s-]/g, '').toUpperCase()
  return /^\d{6}$/.test(typed)
    ? spendAppCode(vars, moderatorId, typed)
    : spendBackupCode(vars, moderatorId, typed)
}

/** Statements that take the second factor away, with its record. */
export function removeFactor({ ports }: Vars, actor: string, moderatorId: string) {
  const { db, now } = ports
  return [
    db.delete(factor).where(eq(factor.moderatorId, moderatorId)),
    db.delete(backupCode).where(eq(backupCode.moderatorId, moderatorId)),
    recordAudit(db, { actor, action: 'factor.removed', siteSeq: 0, subject: moderatorId }, now()),
  ] as const
}

/** Whether the person has a second factor, and how many backup codes are left. */
export async function describeFactor({ ports }: Vars, moderatorId: string) {
  const { db } = ports
  const [on, codes] = await db.batch([
    db
      .select({ confirmedAt: factor.confirmedAt })
      .from(factor)
      .where(and(eq(factor.moderatorId, moderatorId), isNotNull(factor.confirmedAt))),
    db
      .select({ hash: backupCode.hash })
      .from(backupCode)
      .where(eq(backupCode.moderatorId, moderatorId)),
  ])
  return { confirmedAt: on[0]?.confirmedAt ?? null, codesLeft: codes.length }
}

async function spendAppCode(vars: Vars, moderatorId: string, code: string): Promise<boolean> {
  const { db, now } = vars.ports
  const known = await readFactor(vars, moderatorId)
  if (known === null || !known.isConfirmed) return false
  const step = await findTotpStep(known.secret, code, now())
  if (step === null) return false
  // Of two who send the same code at once, one moves the step on (RFC 6238 §5.2: at most one success).
  const spent = await db
    .update(factor)
    .set({ lastStep: step })
    .where(
      and(
        eq(factor.moderatorId, moderatorId),
        isNotNull(factor.confirmedAt),
        lt(factor.lastStep, step),
      ),
    )
    .returning({ id: factor.moderatorId })
  return spent.length === 1
}

async function spendBackupCode(vars: Vars, moderatorId: string, code: string): Promise<boolean> {
  if (!/^[A-Z2-7]{10}$/.test(code)) return false
  const hashes = await vars.keyring.pseudonyms('backup-code', `${moderatorId}:${code}`)
  const spent = await vars.ports.db
    .delete(backupCode)
    .where(and(eq(backupCode.moderatorId, moderatorId), inArray(backupCode.hash, hashes)))
    .returning({ hash: backupCode.hash })
  return spent.length === 1
}

async function readFactor(vars: Vars, moderatorId: string) {
  const [row] = await vars.ports.db
    .select({ secret: factor.secret, confirmedAt: factor.confirmedAt })
    .from(factor)
    .where(eq(factor.moderatorId, moderatorId))
  if (row === undefined) return null
  const secret = await vars.keyring.decrypt(boxOf(moderatorId), row.secret)
  return secret === null ? null : { secret, isConfirmed: row.confirmedAt !== null }
}

async function replaceBackupCodes(vars: Vars, moderatorId: string, codes: string[]) {
  const { db } = vars.ports
  const hashes = await Promise.all(
    codes.map((code) => vars.keyring.pseudonym('backup-code', `${moderatorId}:${code}`)),
  )
  const isOn = sql`EXISTS (SELECT 1 FROM factor WHERE moderator_id = ${moderatorId} AND confirmed_at IS NOT NULL)`
  return [
    db.delete(backupCode).where(eq(backupCode.moderatorId, moderatorId)),
    ...hashes.map((hash) => insertWhere(db, backupCode, { moderatorId, hash }, isOn)),
  ]
}

function newBackupCodes(): string[] {
  return Array.from({ length: BACKUP_CODES }, () =>
    base32(crypto.getRandomValues(new Uint8Array(10))).slice(0, BACKUP_LENGTH),
  )
}

/** A secret that was copied to another person's row does not open there. */
function boxOf(moderatorId: string): string {
  return `factor:${moderatorId}`
}

function digitsOf(code: string): string {
  return code.replace(/\s/g, '')
}

import { eq, sql } from 'drizzle-orm'
import { decide } from '../moderation/decide.ts'
import type { Form } from '../plain/form.ts'
import type { Database, Ports } from '../ports.ts'
import type { LinkPage } from '../reader/words.tsx'
import type { StaffLink } from '../reader/links.ts'
import { ActButton } from '../reader/page.tsx'
import { recordAuditWhere } from '../audit.ts'
import { counter, moderator, site } from '../schema.ts'
import { insertWhere } from '../sql.ts'
import { DIGEST_LINK_HOURS } from './send.ts'
import { digestTexts } from './texts.ts'
import { findItem, findModerator, type WaitingItem } from './waiting.ts'

/** The page behind a link of a moderator's mail: without a form it only shows. null when there is nothing to act on. */
export function openStaffLink(
  ports: Ports,
  { action, subject }: StaffLink,
  form: Form | null,
): Promise<LinkPage | null> {
  return action === 'moderate'
    ? openModerate(ports, subject, form)
    : openStop(ports, subject, form !== null)
}

async function openModerate(
  ports: Ports,
  subject: string,
  form: Form | null,
): Promise<LinkPage | null> {
  const { db } = ports
  // Sealed by `sendDigest`, so the shape is ours.
  const [kind, id = '', personId = '', mail = ''] = subject.split(':')
  const of = kind === 'share' ? 'share' : 'comment'
  const [person, item] = await Promise.all([findModerator(db, personId), findItem(db, of, id)])
  if (person === null || item === undefined) return null
  if (person.sites !== null && !person.sites.includes(item.site)) return null
  const frame = await frameOf(db, item.site)
  if (frame === null) return null
  const texts = digestTexts[frame.language]
  const page = (content: LinkPage['content']) => ({ ...frame, title: texts.title, content })
  const claim = `moderate:${mail}:${of}:${id}`
  const to = form?.get('to')
  if (to !== 'approved' && to !== 'rejected') {
    if (await isClaimed(db, claim)) return page(<Told sentence={texts.used} texts={texts} />)
    if (item.state !== 'pending') return page(<Told sentence={texts.taken} texts={texts} />)
    return page(<Question item={item} texts={texts} />)
  }
  if (!(await claimLink(ports, claim))) return page(<Told sentence={texts.used} texts={texts} />)
  const items = [{ kind: of, id, from: 'pending' }] as const
  const { results } = await decide(ports, person, { items: [...items], to }).catch(
    async (error: unknown) => {
      // What broke was not the moderator's doing: the link works again.
      await db.delete(counter).where(eq(counter.key, claim))
      throw error
    },
  )
  return page(<Told sentence={results[0]?.ok === true ? texts[to] : texts.taken} texts={texts} />)
}

type Texts = (typeof digestTexts)['vi' | 'en']

function Question({ item, texts }: { item: WaitingItem; texts: Texts }) {
  return (
    <>
      <dl>
        <dt>{texts.author}</dt>
        <dd>{item.author}</dd>
        <dt>{texts.article}</dt>
        <dd>{item.title ?? texts.unverified}</dd>
        <dt>{texts.text}</dt>
        <dd class="words">{item.text === '' ? texts.none : item.text}</dd>
      </dl>
      <p>{texts.intro}</p>
      <form method="post" class="choice">
        <button name="to" value="approved">
          {texts.approve}
        </button>{' '}
        <button name="to" value="rejected" class="second">
          {texts.reject}
        </button>
      </form>
    </>
  )
}

function Told({ sentence, texts }: { sentence: string; texts: Texts }) {
  return (
    <>
      <p>{sentence}</p>
      <p>
        <a href="/admin/">{texts.queue}</a>
      </p>
    </>
  )
}

async function openStop(ports: Ports, subject: string, isPressed: boolean) {
  const [id = '', key = ''] = subject.split(':')
  const frame = await frameOf(ports.db, key)
  if (frame === null) return null
  const texts = digestTexts[frame.language]
  const page = (content: LinkPage['content']) => ({ ...frame, title: texts.stopTitle, content })
  if (isPressed) {
    await setDigest(ports, id, false)
    return page(
      <p>
        {texts.stopped} <a href="/admin/reminders">/admin/reminders</a>
      </p>,
    )
  }
  return page(
    <>
      <p>{texts.stopIntro}</p>
      <ActButton label={texts.stopButton} />
    </>,
  )
}

/** Whether a moderator gets these mails; a change is recorded. */
export async function setDigest({ db, now }: Ports, id: string, wants: boolean): Promise<void> {
  await db.batch([
    recordAuditWhere(
      db,
      { actor: id, action: 'digest.changed', siteSeq: 0, subject: id, detail: { wants } },
      now(),
      sql`EXISTS (SELECT 1 FROM moderator WHERE id = ${id} AND wants_digest <> ${wants ? 1 : 0})`,
    ),
    db.update(moderator).set({ wantsDigest: wants }).where(eq(moderator.id, id)),
  ])
}

async function frameOf(db: Database, key: string) {
  const [found] = await db
    .select({ siteName: site.name, settings: site.settings })
    .from(site)
    .where(eq(site.key, key))
  return found === undefined
    ? null
    : { siteName: found.siteName, language: found.settings.language }
}

async function isClaimed(db: Database, key: string): Promise<boolean> {
  return (await db.select().from(counter).where(eq(counter.key, key))).length > 0
}

/** Takes the link's one use; it is remembered for as long as the link could live. */
async function claimLink({ db, now }: Ports, key: string): Promise<boolean> {
  const expiresAt = new Date(now().getTime() + DIGEST_LINK_HOURS * 3_600_000)
  const made = await insertWhere(db, counter, { key, hits: 1, expiresAt }, sql`1`)
  return made.rowsAffected === 1
}

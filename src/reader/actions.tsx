import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { recipient, share, site } from '../schema.ts'
import { confirmShare, isAsking, readShareToConfirm } from '../shares/confirm.ts'
import { revokeSenders } from '../shares/sender-revocation.ts'
import type { PressLink } from './links.ts'
import { ActButton } from './page.tsx'
import { confirmNotice, stopNotices } from './notice-actions.tsx'
import { readerTexts } from './texts.ts'
import { type LinkPage, type Sentence, words } from './words.tsx'

export interface Action {
  /** What GET shows; nothing changes. null when there is nothing to act on any more. */
  show(ports: Ports, subject: string): Promise<LinkPage | null>
  /** What POST does; harmless when repeated. */
  act(ports: Ports, subject: string): Promise<LinkPage | null>
}

/** The page behind a link, before or after its button is pressed. */
export function openLink(ports: Ports, link: PressLink, step: 'show' | 'act') {
  return actions[link.action][step](ports, link.subject)
}

const actions: Record<PressLink['action'], Action> = {
  'confirm-share': { show: showConfirmation, act: actConfirmation },
  'forget-sender': {
    show: (ports, subject) =>
      siteWords(ports, subject, 'forgetTitle', 'forgetIntro', 'forgetButton'),
    act: async (ports, subject) => {
      await revokeSenders(ports.db, addressed(subject), ports.now())
      return siteWords(ports, subject, 'forgetTitle', 'forgotten')
    },
  },
  'stop-mail': {
    show: (ports, subject) => siteWords(ports, subject, 'stopTitle', 'stopIntro', 'stopButton'),
    act: async (ports, subject) => {
      await stopMail(ports, subject)
      return siteWords(ports, subject, 'stopTitle', 'stopped')
    },
  },
  'confirm-notice': confirmNotice,
  'stop-notice': stopNotices,
  'report-share': {
    show: (ports, subject) => reportWords(ports, subject, 'reportIntro', 'reportButton'),
    act: async (ports, subject) => {
      await reportShare(ports, subject)
      return reportWords(ports, subject, 'reported')
    },
  },
}

async function showConfirmation(ports: Ports, id: string): Promise<LinkPage | null> {
  const found = await readShareToConfirm(ports, id)
  if (found === null) return null
  if (!isAsking(found)) return settled(found, found.state)
  const texts = readerTexts[found.language]
  return {
    title: texts.confirmTitle,
    siteName: found.siteName,
    language: found.language,
    content: (
      <>
        <p>{texts.confirmIntro}</p>
        <dl>
          <dt>{texts.article}</dt>
          <dd>{found.title ?? texts.articleUnverified}</dd>
          <dt>{texts.from}</dt>
          <dd>{found.senderName}</dd>
          <dt>{texts.to}</dt>
          {found.recipients.map((address) => (
            <dd>{address}</dd>
          ))}
          {found.message !== null && (
            <>
              <dt>{texts.message}</dt>
              <dd>{found.message}</dd>
            </>
          )}
        </dl>
        <ActButton label={texts.confirmButton} />
        <p>
          <small>{texts.confirmIgnore}</small>
        </p>
      </>
    ),
  }
}

async function actConfirmation(ports: Ports, id: string): Promise<LinkPage | null> {
  const state = await confirmShare(ports, id)
  if (state === null) return null
  const found = await readShareToConfirm(ports, id)
  return found === null ? null : settled(found, state)
}

function settled(
  found: { siteName: string; language: 'vi' | 'en'; url: string | null; title: string | null },
  state: string,
): LinkPage {
  const texts = readerTexts[found.language]
  const sentences: Record<string, string> = {
    approved: texts.sentApproved,
    pending: texts.sentPending,
  }
  return {
    title: texts.sentTitle,
    siteName: found.siteName,
    language: found.language,
    content: (
      <>
        <p>{sentences[state] ?? texts.sentOther}</p>
        {found.url !== null && (
          <p>
            <a href={found.url}>{found.title}</a>
          </p>
        )}
      </>
    ),
  }
}

async function siteWords(
  ports: Ports,
  subject: string,
  title: Sentence,
  text: Sentence,
  button?: Sentence,
): Promise<LinkPage | null> {
  const [found] = await ports.db
    .select({ name: site.name, settings: site.settings })
    .from(site)
    .where(eq(site.seq, Number(subject.split(':')[0])))
  return found === undefined
    ? null
    : words(found.name, found.settings.language, title, text, button)
}

async function reportWords(ports: Ports, recipientId: string, text: Sentence, button?: Sentence) {
  const [found] = await ports.db
    .select({ name: site.name, language: share.language })
    .from(recipient)
    .innerJoin(share, eq(share.seq, recipient.shareSeq))
    .innerJoin(site, eq(site.seq, share.siteSeq))
    .where(eq(recipient.id, recipientId))
  return found === undefined ? null : words(found.name, found.language, 'reportTitle', text, button)
}

/** `site_seq` and hash of the address that a link is about, as a selection. */
function addressed(subject: string) {
  const [siteSeq = '', hash = ''] = subject.split(':')
  return sql`SELECT ${Number(siteSeq)} AS site_seq, ${hash} AS sender_hash`
}

/** Whoever wants no mail is no sender either: their devices are forgotten with it. */
async function stopMail({ db, now }: Ports, subject: string) {
  await db.batch([
    db.run(sql`INSERT INTO suppression (address_hash, site_seq, reason, at)
      SELECT sender_hash, site_seq, 'unsubscribe', ${now().getTime()} FROM (${addressed(subject)}) WHERE 1
      ON CONFLICT DO NOTHING`),
    revokeSenders(db, addressed(subject), now()),
  ])
}

/** Suppresses the friend everywhere and lets the moderators see whose share it was. */
async function reportShare({ db, now }: Ports, recipientId: string) {
  await db.batch([
    db.run(sql`INSERT INTO suppression (address_hash, site_seq, reason, at)
      SELECT address_hash, 0, 'complaint', ${now().getTime()} FROM recipient WHERE id = ${recipientId}
      ON CONFLICT DO NOTHING`),
    db
      .update(recipient)
      .set({ state: 'complained', at: now() })
      .where(eq(recipient.id, recipientId)),
  ])
}

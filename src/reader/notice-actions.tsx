import { and, eq } from 'drizzle-orm'
import type { Ports } from '../ports.ts'
import { notice, site } from '../schema.ts'
import type { Action } from './actions.tsx'
import { words } from './words.tsx'

/** Switches notices of one thread on, at the pace that the link names; the subject is the notice's id and the pace. */
export const confirmNotice: Action = {
  async show(ports, subject) {
    const { id, isDaily } = readPace(subject)
    const found = await loadSiteOf(ports, id)
    if (found === undefined) return null
    const text = isDaily ? 'noticeDailyIntro' : 'noticeIntro'
    return words(found.name, found.settings.language, 'noticeTitle', text, 'noticeButton')
  },
  async act(ports, subject) {
    const { id, isDaily } = readPace(subject)
    const { db, now } = ports
    const found = await loadSiteOf(ports, id)
    if (found === undefined) return null
    await db
      .update(notice)
      .set({
        state: 'active',
        pace: isDaily ? 'daily' : 'each',
        confirmedAt: found.confirmedAt ?? now(),
      })
      .where(eq(notice.id, id))
    const text = isDaily ? 'noticeDailyOn' : 'noticeOn'
    return words(found.name, found.settings.language, 'noticeTitle', text)
  },
}

/** Ends one notice, by its id, or every one of an address on a site, by `site:hash`. Its address goes with it. */
export const stopNotices: Action = {
  show: (ports, subject) => stopWords(ports, subject, 'noticeStopIntro', 'noticeStopButton'),
  async act(ports, subject) {
    const page = await stopWords(ports, subject, 'noticeStopped')
    const [siteSeq = '', hash] = subject.split(':')
    await ports.db
      .delete(notice)
      .where(
        hash === undefined
          ? eq(notice.id, subject)
          : and(eq(notice.emailHash, hash), eq(notice.siteSeq, Number(siteSeq))),
      )
    // Pressed again there is nothing left to name; that it has ended stays true.
    return page ?? words('', 'vi', 'noticeStopTitle', 'noticeStopped')
  },
}

function readPace(subject: string) {
  const [id = '', pace] = subject.split(':')
  return { id, isDaily: pace === 'daily' }
}

async function loadSiteOf({ db }: Ports, id: string) {
  const [found] = await db
    .select({ name: site.name, settings: site.settings, confirmedAt: notice.confirmedAt })
    .from(notice)
    .innerJoin(site, eq(site.seq, notice.siteSeq))
    .where(eq(notice.id, id))
  return found
}

async function stopWords(
  ports: Ports,
  subject: string,
  text: 'noticeStopIntro' | 'noticeStopped',
  button?: 'noticeStopButton',
) {
  const [siteSeq = '', hash] = subject.split(':')
  const [found] =
    hash === undefined
      ? [await loadSiteOf(ports, subject)]
      : await ports.db
          .select({ name: site.name, settings: site.settings })
          .from(site)
          .where(eq(site.seq, Number(siteSeq)))
  if (found === undefined) return null
  return words(found.name, found.settings.language, 'noticeStopTitle', text, button)
}

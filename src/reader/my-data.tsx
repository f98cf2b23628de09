import type { Child } from 'hono/jsx'
import { eraseStored, personOf, readStored } from '../my-data/stored.ts'
import { timeIn } from '../plain/comment-item.tsx'
import { Hidden } from '../plain/fields.tsx'
import type { Form } from '../plain/form.ts'
import { SitePage, type View, viewOf } from '../plain/frame.tsx'
import { fill } from '../plain/texts.ts'
import type { Ports } from '../ports.ts'

type Stored = NonNullable<Awaited<ReturnType<typeof readStored>>>

/** What is stored about the address of a link; nothing changes. null where the site is gone. */
export async function showMyData({ db }: Ports, subject: string) {
  const stored = await readStored(db, personOf(subject))
  return stored === undefined ? null : dataPage(stored, null)
}

/** Erases or anonymises it, as the form says; harmless when repeated. */
export async function actOnMyData(ports: Ports, subject: string, form: Form) {
  const person = personOf(subject)
  const stored = await readStored(ports.db, person)
  if (stored === undefined) return null
  const act = form.get('act')
  if (act !== 'erase' && act !== 'anonymise') return dataPage(stored, null)
  await eraseStored(ports, person, act, stored.site.key)
  return dataPage((await readStored(ports.db, person)) ?? stored, act)
}

function dataPage(stored: Stored, done: 'erase' | 'anonymise' | null) {
  const view = viewOf(stored.site)
  const { t } = view
  const { comments, sent, received, notices } = stored
  // Of received mails only the hash may be left, which nobody can read.
  const readable = received.filter(({ address }) => address !== null)
  const isEmpty = [comments, sent, readable, notices].every(({ length }) => length === 0)
  return (
    <SitePage view={view} title={t.dataTitle}>
      <h1>{t.dataTitle}</h1>
      {done !== null && <p role="status">{done === 'erase' ? t.dataErased : t.dataAnonymised}</p>}
      {isEmpty && <p>{t.dataNothing}</p>}
      <Comments view={view} comments={comments} />
      <Sent view={view} sent={sent} />
      <Section title={t.dataReceived}>
        {readable.map(({ address, at, title }) => (
          <Item view={view} title={title} at={at} facts={[address]} />
        ))}
      </Section>
      <Section title={t.dataNotices}>
        {notices.map(({ email, createdAt }) => (
          <Item view={view} title={null} at={createdAt} facts={[email]} />
        ))}
      </Section>
      {!isEmpty && <Ways view={view} />}
    </SitePage>
  )
}

function Comments({ view, comments }: { view: View; comments: Stored['comments'] }) {
  const { t } = view
  return (
    <Section title={t.dataComments}>
      {comments.map(({ title, createdAt, authorName, email, phone, address, body, isKept }) => (
        <Item
          view={view}
          title={title}
          at={createdAt}
          facts={[authorName, email, phone, address]}
          words={body}
          note={isKept === 1 ? t.dataKept : null}
        />
      ))}
    </Section>
  )
}

function Sent({ view, sent }: { view: View; sent: Stored['sent'] }) {
  const { t } = view
  return (
    <Section title={t.dataSent}>
      {sent.map(({ title, createdAt, senderName, email, friends, message }) => (
        <Item
          view={view}
          title={title}
          at={createdAt}
          facts={[senderName, email, friends === null ? null : fill(t.dataFriends, { friends })]}
          words={message}
        />
      ))}
    </Section>
  )
}

function Section({ title, children }: { title: string; children: Child[] }) {
  if (children.length === 0) return null
  return (
    <section>
      <h2>
        {title} ({children.length})
      </h2>
      <ul class="plain">{children}</ul>
    </section>
  )
}

interface ItemProps {
  view: View
  title: string | null
  at: Date | null
  facts: (string | null)[]
  words?: string | null
  note?: string | null
}

function Item({ view, title, at, facts, words = null, note = null }: ItemProps) {
  const { timeZone } = view.site.settings
  const given = facts.filter((fact) => fact !== null && fact !== '')
  return (
    <li>
      <p class="quiet">
        {at !== null && timeIn(timeZone, at.toISOString())} {title}
      </p>
      <p>{given.join(' · ')}</p>
      {words !== null && words !== '' && (
        <p class="kept text" dir="auto">
          {words}
        </p>
      )}
      {note !== null && <p class="quiet">{note}</p>}
    </li>
  )
}

function Ways({ view: { t } }: { view: View }) {
  return (
    <>
      <form method="post" class="parting">
        <h2>{t.dataAnonymise}</h2>
        <Hidden values={{ act: 'anonymise' }} />
        <p>{t.dataAnonymiseHint}</p>
        <button type="submit">{t.dataAnonymise}</button>
      </form>
      <form method="post" class="parting">
        <h2>{t.dataErase}</h2>
        <Hidden values={{ act: 'erase' }} />
        <p>{t.dataEraseHint}</p>
        <button type="submit" class="final">
          {t.dataErase}
        </button>
      </form>
    </>
  )
}

import type { Child } from 'hono/jsx'
import { shareCheckNames, UNCHECKED } from '../defence/check-names.ts'
import type { Reason } from '../schema.ts'
import { pathTo } from './address.ts'
import type { ItemContext } from './load-context.ts'
import type { QueueComment, QueueShare } from './load-desk.ts'
import type { TextKey } from './texts.ts'
import { absolute } from './times.tsx'
import type { View } from './view.ts'

/** What is known about an item, as a list of terms. */
export function Aside({ children }: { children?: Child }) {
  return <dl class="aside">{children}</dl>
}

/** Every reason why it is held, in words. */
export function Reasons({ view, reasons }: { view: View; reasons: Reason[] }) {
  const held = reasons.filter(({ verdict }) => verdict !== 'tag')
  if (held.length === 0) return null
  return (
    <>
      <dt>{view.say('reasons')}</dt>
      {held.map((reason) => (
        <dd>
          {kindOf(view, reason)}
          <bdi>{reason.detail}</bdi>
        </dd>
      ))}
    </>
  )
}

/**
 * What is said before a detail that does not speak for itself: a list's word, a check that failed, and what whoever
 * reads English cannot read, because details are kept in Vietnamese.
 */
function kindOf({ say, language }: View, { check, detail }: Reason): string {
  const name = shareCheckNames.find((one) => one === check)
  const isAlone = check === 'words' || detail === UNCHECKED || language !== 'vi'
  return name !== undefined && isAlone ? `${say(`check_${name}`)}: ` : ''
}

const reportTexts: Record<string, TextKey> = {
  spam: 'report_spam',
  abuse: 'report_abuse',
  false: 'report_false',
  personal: 'report_personal',
}

/** What readers have reported it for, with the words of one of them. */
export function Reports({ view, reports }: { view: View; reports: ItemContext['reports'] }) {
  if (reports.length === 0) return null
  return (
    <>
      <dt>{view.say('reports')}</dt>
      {reports.map(({ reason, n, detail }) => (
        <dd>
          {n} × {view.say(reportTexts[reason] ?? 'report_other')}
          {detail !== null && detail !== '' && (
            <span class="quiet">
              : <bdi>{detail}</bdi>
            </span>
          )}
        </dd>
      ))}
    </>
  )
}

/** What became of the sender's earlier comments, and where to see them. */
export function Record({
  view,
  item,
  notes,
  isUnknown = false,
}: {
  view: View
  item: QueueComment
  notes: ItemContext['notes']
  /** Nothing tells whose it is: it came without an e-mail address. */
  isUnknown?: boolean
}) {
  const { say } = view
  const { approved, rejected, spam, firstSeenAt } = item.record
  if (isUnknown)
    return (
      <>
        <dt>{say('record')}</dt>
        <dd class="quiet">{say('recordUnknown')}</dd>
      </>
    )
  const isNew = approved + rejected + spam === 0
  return (
    <>
      <dt>{say('record')}</dt>
      <dd>{isNew ? say('recordNew') : say('recordCounts', { approved, rejected, spam })}</dd>
      {!isNew && (
        <dd class="quiet">
          {say('firstSeen', { time: absolute(view, new Date(firstSeenAt)).slice(0, 10) })}
        </dd>
      )}
      <dd>
        <a href={pathTo('all', { author: item.id })}>{say('otherOfAuthor')}</a>
        {notes.elsewhere > 0 && (
          <span class="quiet"> · {say('notesElsewhere', { n: notes.elsewhere })}</span>
        )}
      </dd>
    </>
  )
}

/** The way to what waits and has something in common with the item, to decide about it at once. */
export function Alike({ view, id }: { view: View; id: string }) {
  const { say } = view
  return (
    <>
      <dt>{say('alike')}</dt>
      <dd>
        <a href={pathTo('pending', { network: id })}>{say('alikeNetwork')}</a>
        {' · '}
        <a href={pathTo('pending', { sameText: id })}>{say('alikeText')}</a>
      </dd>
    </>
  )
}

/** How many notes colleagues have left at the item, with the way to them. */
export function Notes({
  view,
  count,
  path,
}: {
  view: View
  count: number
  path: string | undefined
}) {
  if (count === 0) return null
  return (
    <>
      <dt>{view.say('notes')}</dt>
      <dd>
        <a href={path}>{view.say('notesHere', { n: count })}</a>
      </dd>
    </>
  )
}

/** How to reach the sender; hidden from those who only look. */
export function Contact({
  view,
  isHidden,
  lines,
}: {
  view: View
  isHidden: boolean
  lines: (string | null | undefined)[]
}) {
  const given = lines.filter((line) => line !== null && line !== undefined && line !== '')
  if (!isHidden && given.length === 0) return null
  return (
    <>
      <dt>{view.say('contact')}</dt>
      {isHidden ? (
        <dd class="quiet">{view.say('hidden')}</dd>
      ) : (
        given.map((line) => (
          <dd>
            <bdi>{line}</bdi>
          </dd>
        ))
      )}
    </>
  )
}

/** To whom a share goes, and how far it has come. */
export function Recipients({
  view,
  recipients,
}: {
  view: View
  recipients: QueueShare['recipients']
}) {
  return (
    <>
      <dt>{view.say('recipients')}</dt>
      {recipients.map(({ address, state }) => (
        <dd>
          {address !== null && <bdi>{address}</bdi>} {view.say(`recipient_${state}`)}
        </dd>
      ))}
    </>
  )
}

import type { Child } from 'hono/jsx'
import type { State } from '../schema.ts'
import { Actions } from './actions.tsx'
import type { QueueAddress } from './address.ts'
import { pathTo } from './address.ts'
import { AssignForm } from './assign-form.tsx'
import {
  Alike,
  Aside,
  Contact,
  Notes,
  Reasons,
  Record,
  Recipients,
  Reports,
} from './item-facts.tsx'
import { Glimpse } from './glimpse.tsx'
import { ArticleFacts, ArticleLink, ShareArticleFacts } from './item-article.tsx'
import { itemLinks } from './item-links.ts'
import type { ItemContext } from './load-context.ts'
import type { QueueComment, QueueShare } from './load-desk.ts'
import { MarkedText } from './marked-text.tsx'
import type { ConsoleSite, Queue } from './queues.ts'
import { stateText } from './state-text.ts'
import { absolute, Moment } from './times.tsx'
import type { View } from './view.ts'

export interface CardProps {
  view: View
  queue: Queue
  address: QueueAddress
  site: ConsoleSite | undefined
  /** The caller sees more than one site, so each item says where it belongs. */
  isOneOfMany: boolean
  canDecide: boolean
  isCurrent: boolean
  /** Folded words of the search, to be marked. */
  words: string[]
  people: { id: string; name: string; sites: string[] | null }[]
  context: ItemContext
}

/** One comment or letter: a row to glance at, and all that a decision needs. */
export function CommentCard({ item, ...card }: CardProps & { item: QueueComment }) {
  const { view, context, words } = card
  const { say } = view
  const { parent } = context
  return (
    <Card
      item={item}
      kind="comment"
      name={item.author.name}
      isLetter={item.audience === 'editors'}
      glimpse={<Glimpse view={view} subject={item.subject} text={item.body} words={words} />}
      {...card}
    >
      {parent !== undefined && (
        <blockquote class="parent">
          <p class="quiet">
            {say('replyTo', { name: parent.name })}
            {parent.state !== 'approved' && ` · ${say(parent.state)}`}
          </p>
          <p>
            <MarkedText view={view} text={parent.beginning} />
          </p>
        </blockquote>
      )}
      {item.subject !== null && item.subject !== '' && (
        <p class="subject">
          <MarkedText view={view} text={item.subject} words={words} />
        </p>
      )}
      <div class="text">
        <MarkedText view={view} text={item.body} reasons={item.reasons} words={words} />
      </div>
      <Aside>
        <Reasons view={view} reasons={item.reasons} />
        <Reports view={view} reports={context.reports} />
        <Record
          view={view}
          item={item}
          notes={context.notes}
          isUnknown={context.alike?.author === ''}
        />
        {card.canDecide && <Alike view={view} id={item.id} />}
        <Notes view={view} count={context.notes.here} path={itemLinks.comment(item.id).edit} />
        <Contact
          view={view}
          isHidden={item.sender === null}
          lines={[item.sender?.email, item.sender?.phone, item.sender?.address]}
        />
        <ArticleFacts view={view} item={item} excerpt={context.excerpt} />
      </Aside>
    </Card>
  )
}

/** One share: from whom, to whom, with which words. */
export function ShareCard({ item, ...card }: CardProps & { item: QueueShare }) {
  const { view } = card
  const { say } = view
  const message = item.message ?? ''
  return (
    <Card
      item={item}
      kind="share"
      name={item.sender?.name ?? say('sender')}
      isLetter={false}
      glimpse={<Glimpse view={view} text={message} words={card.words} />}
      {...card}
    >
      {message === '' ? (
        <p class="quiet">{say('noMessage')}</p>
      ) : (
        <div class="text">
          <MarkedText view={view} text={message} reasons={item.reasons} words={card.words} />
        </div>
      )}
      <Aside>
        <Reasons view={view} reasons={item.reasons} />
        <Contact
          view={view}
          isHidden={item.sender === null}
          lines={[
            item.sender?.email,
            item.sender && say(item.sender.isConfirmed ? 'confirmed' : 'notConfirmed'),
          ]}
        />
        <Recipients view={view} recipients={item.recipients} />
        <ShareArticleFacts view={view} item={item} excerpt={card.context.excerpt} />
        <Notes view={view} count={card.context.notes.here} path={itemLinks.share(item.id).edit} />
      </Aside>
    </Card>
  )
}

interface FrameProps extends CardProps {
  item: QueueComment | QueueShare
  kind: 'comment' | 'share'
  name: string
  isLetter: boolean
  /** What stands in the list beside the open item. */
  glimpse: Child
  children?: Child
}

function Card(props: FrameProps) {
  const { item, kind, name, isCurrent, context, view, glimpse, words, children } = props
  const reports = 'reportCount' in item ? item.reportCount : 0
  return (
    <article
      class={isCurrent ? 'item current' : 'item'}
      id={`item-${item.id}`}
      tabindex={-1}
      aria-labelledby={`name-${item.id}`}
      data-kind={kind}
      data-id={item.id}
      data-state={item.state}
      data-name={name}
      data-reported={reports > 0 ? reports : undefined}
      data-author={context.alike?.author}
      data-network={context.alike?.network}
      data-text={context.alike?.text}
      data-links={linksIn(item)}
    >
      <Head {...props} reports={reports} />
      <p class="where">
        <ArticleLink view={view} article={item.article} words={words} />
        {props.isOneOfMany && <span class="quiet"> · {props.site?.name ?? item.site}</span>}
      </p>
      <p class="glimpse">{glimpse}</p>
      <div class="detail">
        <p class="detail-head">
          <bdi>{name}</bdi> <Moment view={view} at={item.createdAt} />
        </p>
        {children}
        <Foot {...props} reports={reports} />
      </div>
    </article>
  )
}

function Head(props: FrameProps & { reports: number }) {
  const { item, kind, name, isLetter, view, queue, address, canDecide, context, reports } = props
  const { say } = view
  const value = `${kind}:${item.id}:${item.state}`
  return (
    <header class="item-head">
      {canDecide && isMovable(item.state) && (
        <input
          type="checkbox"
          class="tick"
          name="item"
          value={value}
          form="bulk"
          aria-label={say('tick', { name })}
        />
      )}
      <h2 id={`name-${item.id}`}>
        <a
          class="open"
          href={`${pathTo(queue.name, { ...address, open: item.id })}#item-${item.id}`}
        >
          <bdi>
            <MarkedText view={view} text={name} words={props.words} />
          </bdi>
        </a>
      </h2>
      <Moment view={view} at={item.createdAt} />
      {item.state !== 'pending' && (
        <span class={`state ${item.state}`}>{say(stateText(item.state, kind, isLetter))}</span>
      )}
      {isLetter && <span class="state">{say('forEditors')}</span>}
      {context.asksCorrection && <span class="tag">{say('asksCorrection')}</span>}
      {reports > 0 && <span class="tag">{say('reportCount', { n: reports })}</span>}
      {item.reasons
        .filter(({ verdict }) => verdict === 'tag')
        .map(({ detail }) => (
          <span class="tag">{detail}</span>
        ))}
      <span class="assigned" hidden={item.assigned === null}>
        {item.assigned && say('assigned', { name: item.assigned.label })}
      </span>
      <span class="seen" hidden={context.seenBy.length === 0}>
        {context.seenBy.length > 0 && say('seen', { name: context.seenBy.join(', ') })}
      </span>
    </header>
  )
}

function Foot(props: FrameProps & { reports: number }) {
  const { item, kind, isLetter, view, site, canDecide, queue, address, people } = props
  const { say } = view
  const back = pathTo(queue.name, address)
  return (
    <>
      {item.decidedBy !== null && item.decidedAt !== null && (
        <p class="quiet decided-by">
          {say('decidedBy', {
            name: item.decidedBy,
            time: absolute(view, new Date(item.decidedAt)),
          })}
        </p>
      )}
      {canDecide && (
        <AssignForm
          view={view}
          item={`${kind}:${item.id}`}
          site={site}
          people={people}
          assigned={item.assigned?.to}
          back={back}
        />
      )}
      {canDecide && isMovable(item.state) && (
        <Actions
          view={view}
          kind={kind}
          id={item.id}
          state={item.state}
          isLetter={isLetter}
          isReported={props.reports > 0}
          reasons={site?.settings.reasons ?? []}
          back={back}
          links={itemLinks[kind](item.id)}
        />
      )}
    </>
  )
}

/** Nothing moves what its sender has not confirmed or has taken back. */
function isMovable(state: State): boolean {
  return state !== 'unconfirmed' && state !== 'withdrawn'
}

/** What the check for links has found, each as one word, so that items with the same one can be selected. */
function linksIn(item: QueueComment | QueueShare): string | undefined {
  if (!('body' in item)) return undefined
  const found = item.reasons
    .filter(({ check }) => check === 'links')
    .flatMap(({ spans }) => spans.map(([start, end]) => item.body.slice(start, end)))
  const links = found.map((link) => link.toLowerCase().replaceAll(/\s+/g, ''))
  return links.length === 0 ? undefined : [...new Set(links)].join(' ')
}

import type { Child } from 'hono/jsx'
import type { Reason, State } from '../schema.ts'
import { Actions } from './actions.tsx'
import type { Parent, QueueComment, QueueShare } from './load-desk.ts'
import { MarkedText } from './marked-text.tsx'
import type { ConsoleSite } from './queues.ts'
import type { TextKey } from './texts.ts'
import { absolute, Moment } from './times.tsx'
import type { View } from './view.ts'

interface CardContext {
  view: View
  site: ConsoleSite | undefined
  /** The caller sees more than one site, so each item says where it belongs. */
  isOneOfMany: boolean
  canDecide: boolean
  /** Where the forms lead back to. */
  back: string
}

/** One comment or letter: who, where, the whole text with what the checks found, and what can be done. */
export function CommentCard({
  item,
  parent,
  ...context
}: CardContext & { item: QueueComment; parent: Parent | undefined }) {
  const { view } = context
  const { say } = view
  const isLetter = item.audience === 'editors'
  return (
    <Card item={item} kind="comment" name={item.author.name} isLetter={isLetter} {...context}>
      {parent !== undefined && (
        <blockquote class="parent">
          <p class="quiet">{say('replyTo', { name: parent.name })}</p>
          <p>{parent.beginning}</p>
        </blockquote>
      )}
      {item.subject !== null && item.subject !== '' && <p class="subject">{item.subject}</p>}
      <div class="text">
        <MarkedText view={view} text={item.body} reasons={item.reasons} />
      </div>
      <Aside>
        <Reasons view={view} reasons={item.reasons} />
        <Record view={view} record={item.record} />
        <Contact
          view={view}
          isHidden={item.sender === null}
          lines={[item.sender?.email, item.sender?.phone, item.sender?.address]}
        />
      </Aside>
    </Card>
  )
}

/** One share: from whom, to whom, with which words. */
export function ShareCard({ item, ...context }: CardContext & { item: QueueShare }) {
  const { view } = context
  const { say } = view
  return (
    <Card
      item={item}
      kind="share"
      name={item.sender?.name ?? say('sender')}
      isLetter={false}
      {...context}
    >
      {item.message === null || item.message === '' ? (
        <p class="quiet">{say('noMessage')}</p>
      ) : (
        <div class="text">
          <MarkedText view={view} text={item.message} reasons={item.reasons} />
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
        <dt>{say('recipients')}</dt>
        {item.recipients.map(({ address, state }) => (
          <dd>
            {address !== null && <bdi>{address}</bdi>} {say(`recipient_${state}`)}
          </dd>
        ))}
      </Aside>
    </Card>
  )
}

interface CardProps extends CardContext {
  item: QueueComment | QueueShare
  kind: 'comment' | 'share'
  name: string
  isLetter: boolean
  children?: Child
}

function Card({ item, kind, name, isLetter, children, ...context }: CardProps) {
  const { view, site, isOneOfMany, canDecide, back } = context
  const { say } = view
  const title = `name-${item.id}`
  const isDone = item.state !== 'pending'
  return (
    <article
      class="item"
      id={`item-${item.id}`}
      tabindex={-1}
      aria-labelledby={title}
      data-kind={kind}
      data-id={item.id}
      data-state={item.state}
      data-name={name}
    >
      <header class="item-head">
        <h2 id={title}>
          <bdi>{name}</bdi>
        </h2>
        <Moment view={view} at={item.createdAt} />
        {isDone && (
          <span class={`state ${item.state}`}>{say(stateText(item.state, kind, isLetter))}</span>
        )}
        {isLetter && <span class="state">{say('forEditors')}</span>}
        {item.reasons
          .filter(({ verdict }) => verdict === 'tag')
          .map(({ detail }) => (
            <span class="tag">{detail}</span>
          ))}
      </header>
      <p class="where">
        <ArticleLink article={item.article} />
        {isOneOfMany && <span class="quiet"> · {site?.name ?? item.site}</span>}
      </p>
      {children}
      {item.decidedBy !== null && item.decidedAt !== null && (
        <p class="quiet decided-by">
          {say('decidedBy', {
            name: item.decidedBy,
            time: absolute(view, new Date(item.decidedAt)),
          })}
        </p>
      )}
      {canDecide && isMovable(item.state) && (
        <Actions
          view={view}
          kind={kind}
          id={item.id}
          state={item.state}
          isLetter={isLetter}
          reasons={site?.settings.reasons ?? []}
          back={back}
        />
      )}
    </article>
  )
}

/** Nothing moves what its sender has not confirmed or has taken back. */
function isMovable(state: State): boolean {
  return state !== 'unconfirmed' && state !== 'withdrawn'
}

function stateText(state: State, kind: 'comment' | 'share', isLetter: boolean): TextKey {
  if (state !== 'approved') return state
  if (kind === 'share') return 'approvedShare'
  return isLetter ? 'approvedLetter' : 'approved'
}

/** Only an http(s) address becomes a link. */
function ArticleLink({ article }: { article: QueueComment['article'] }) {
  const isWeb =
    URL.canParse(article.url) && ['http:', 'https:'].includes(new URL(article.url).protocol)
  const title = <bdi>{article.title}</bdi>
  return isWeb ? (
    <a href={article.url} target="_blank" rel="noopener noreferrer">
      {title}
    </a>
  ) : (
    title
  )
}

function Aside({ children }: { children?: Child }) {
  return <dl class="aside">{children}</dl>
}

function Reasons({ view, reasons }: { view: View; reasons: Reason[] }) {
  const held = reasons.filter(({ verdict }) => verdict !== 'tag')
  if (held.length === 0) return null
  return (
    <>
      <dt>{view.say('reasons')}</dt>
      {held.map(({ detail }) => (
        <dd>{detail}</dd>
      ))}
    </>
  )
}

function Record({ view, record }: { view: View; record: QueueComment['record'] }) {
  const { say } = view
  const isNew = record.approved + record.rejected + record.spam === 0
  return (
    <>
      <dt>{say('record')}</dt>
      <dd>
        {isNew
          ? say('recordNew')
          : say('recordCounts', {
              approved: record.approved,
              rejected: record.rejected,
              spam: record.spam,
            })}
      </dd>
      {!isNew && (
        <dd class="quiet">
          {say('firstSeen', { time: absolute(view, new Date(record.firstSeenAt)).slice(0, 10) })}
        </dd>
      )}
    </>
  )
}

function Contact({
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

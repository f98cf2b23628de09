import type { Child } from 'hono/jsx'
import type { CommentView } from '../comments/view.ts'
import { findLinks } from '../text/links.ts'
import type { View } from './frame.tsx'
import { pageAddress, type PlainParams } from './params.ts'
import { fill } from './texts.ts'

interface ItemProps {
  view: View
  params: PlainParams
  comment: CommentView
  canReply: boolean
  /** Shown above a form about it, without anything to do. */
  isQuoted?: boolean
  /** Names by comment, to say who is answered. */
  names?: ReadonlyMap<string, string>
}

/** One comment with the replies that came with it. */
export function CommentItem({
  view,
  params,
  comment,
  canReply,
  isQuoted = false,
  names = nobody,
}: ItemProps) {
  const { t } = view
  const known = new Map([...names, ...comment.replies.map(nameOf)])
  return (
    <li id={`ph-${comment.id}`} itemprop="comment" itemscope itemtype="https://schema.org/Comment">
      {comment.isWithdrawn ? (
        <p class="quiet">{t.withdrawn}</p>
      ) : (
        <Words
          view={view}
          params={params}
          comment={comment}
          canReply={canReply}
          isQuoted={isQuoted}
          names={names}
        />
      )}
      {comment.replies.length > 0 && (
        <ol class="replies">
          {comment.replies.map((reply) => (
            <CommentItem
              view={view}
              params={params}
              comment={reply}
              canReply={canReply}
              names={known}
            />
          ))}
        </ol>
      )}
      {comment.repliesNext !== null && <MoreReplies view={view} params={params} root={comment} />}
    </li>
  )
}

const nobody: ReadonlyMap<string, string> = new Map()

const nameOf = ({ id, author }: CommentView): [string, string] => [id, author.name]

function Words(props: ItemProps) {
  const { view, comment, names = nobody } = props
  const { t, site } = view
  const answered = comment.parentId === null ? undefined : names.get(comment.parentId)
  return (
    <>
      <p class="meta">
        <Author view={view} comment={comment} />
        <time datetime={comment.createdAt} itemprop="dateCreated">
          {timeIn(site.settings.timeZone, comment.createdAt)}
        </time>
        {comment.editedAt !== null && <span>{t.edited}</span>}
        {comment.isFeatured && <b>{t.featured}</b>}
      </p>
      {comment.subject !== null && (
        <p class="subject" dir="auto" itemprop="headline">
          {comment.subject}
        </p>
      )}
      {answered !== undefined && (
        <p class="quiet">
          <bdi>{fill(t.replyTo, { name: answered })}</bdi>
        </p>
      )}
      <div class="text" dir="auto" itemprop="text">
        {linked(comment.body)}
      </div>
      {props.isQuoted !== true && <Acts {...props} />}
    </>
  )
}

function Acts({ view: { t, site }, params: { article }, comment, canReply }: ItemProps) {
  const { id, author } = comment
  return (
    <p class="acts">
      {canReply && (
        <a href={pageAddress(site.key, { article, reply: id })} rel="nofollow">
          {t.reply}
          <span class="unseen"> {author.name}</span>
        </a>
      )}
      <a href={pageAddress(site.key, { article, comment: id }, '/report')} rel="nofollow">
        {t.report}
        <span class="unseen">: {author.name}</span>
      </a>
    </p>
  )
}

function Author({ view: { t }, comment: { author } }: Pick<ItemProps, 'view' | 'comment'>) {
  return (
    <span itemprop="author" itemscope itemtype="https://schema.org/Person">
      <bdi class="name" itemprop="name">
        {author.name}
      </bdi>
      {author.badge !== null && <b class="badge">{t[author.badge]}</b>}
    </span>
  )
}

function MoreReplies({
  view: { t, site },
  params,
  root,
}: Omit<ItemProps, 'comment' | 'canReply'> & { root: CommentView }) {
  const { article } = params
  return (
    <p class="acts">
      <a href={pageAddress(site.key, { article, thread: root.id })}>
        {fill(t.replies, { n: root.replyCount })}
        <span class="unseen"> {root.author.name}</span>
      </a>
    </p>
  )
}

/** Plain text whose written-out web addresses are links; everything else stays as it was typed. */
function linked(text: string): Child[] {
  const links = text.includes('://')
    ? findLinks(text).filter(({ start, isDisguised }) => !isDisguised && isWrittenOut(text, start))
    : []
  const parts: Child[] = []
  let end = 0
  for (const link of links) {
    parts.push(
      text.slice(end, link.start),
      <a href={link.href} rel="nofollow ugc noopener">
        {text.slice(link.start, link.end)}
      </a>,
    )
    end = link.end
  }
  return [...parts, text.slice(end)]
}

function isWrittenOut(text: string, start: number): boolean {
  return /^https?:\/\//i.test(text.slice(start, start + 8))
}

/** dd/MM/yyyy HH:mm, as Vietnamese writes a time. */
export function timeIn(timeZone: string, time: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return parts.format(new Date(time)).replace(',', '')
}

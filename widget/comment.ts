import type { Context, Thread } from './context.ts'
import { button, call, h, quiet } from './dom.ts'
import { fill } from './strings.ts'
import { absoluteTime, initials, relativeTime } from './text.ts'
import type * as More from './more.ts'
import type { ReplyPage, WireComment } from './wire.ts'

/** A root with its replies. */
export function rootView(thread: Thread, comment: WireComment) {
  const replies = h('ol.replies')
  const inset = h('div.inset', null, replies)
  const names = new Map([[comment.id, '']])
  const append = (list: WireComment[]) => {
    for (const reply of list)
      if (!names.has(reply.id)) {
        replies.append(commentView(thread, reply, inset, names.get(reply.parentId ?? '')))
        names.set(reply.id, reply.author.name)
        append(reply.replies)
      }
  }
  append(comment.replies)
  let next = comment.repliesNext
  const label = () => fill(thread, 'replies', Math.max(1, comment.replyCount - names.size + 1))
  const more = button(label(), async () => {
    const path = `comments/${comment.id}/replies?after=${next ?? ''}`
    const { status, body } = await call<ReplyPage>(thread.target, path)
    if (status !== 200) {
      thread.status_.textContent = thread.s.errNetwork
      return
    }
    const first = replies.children.length
    append(body.comments)
    next = body.next
    more.textContent = label()
    more.hidden = !next
    focus(replies, first)
  })
  more.hidden = !next
  const item = commentView(thread, comment, inset)
  inset.append(more)
  item.append(inset)
  return item
}

/** Moves the focus to a comment of a list without scrolling. */
export function focus(list: Element, index: number) {
  // Lists hold nothing but elements of our own.
  const item = list.children[index] as HTMLElement | undefined
  item?.focus({ preventScroll: true })
}

/** One comment. `answers` names the person answered where that is not the root's author. */
function commentView(thread: Thread, comment: WireComment, inset: Element, answers?: string) {
  const { id, author, subject, body, isWithdrawn } = comment
  const shown = isWithdrawn
    ? [quiet(thread.s.withdrawn)]
    : [
        avatar(author.name),
        head(thread, comment),
        subject && h('p.subject', { dir: 'auto' }, subject),
        bodyView(thread, body, answers),
        actionRow(thread, comment, inset),
      ]
  return h('li.comment', { id: `ph-${id}`, tabindex: -1 }, ...shown)
}

function avatar(name: string) {
  const circle = h('span.avatar', { 'aria-hidden': 'true' }, initials(name))
  // A hue that belongs to the name, in degrees, any number of turns.
  circle.style.setProperty('--h', String(name.charCodeAt(0) * 7 + name.length * 47))
  return circle
}

function head(context: Context, comment: WireComment) {
  const { s } = context
  const { author, createdAt, id } = comment
  const time = h('time', { datetime: createdAt }, relativeTime(context, createdAt))
  return h(
    'p.meta',
    null,
    h('bdi.name', null, author.name),
    author.badge && h('b.badge', null, s[author.badge]),
    h('a.when', { href: `#ph-${id}`, title: absoluteTime(context, createdAt) }, time),
    comment.editedAt && h('span', null, s.edited),
    comment.isFeatured && h('b', null, s.featured),
  )
}

/** Long texts are folded. */
function bodyView(thread: Thread, body: string, answers?: string) {
  const { s } = thread
  const text = h('div.text', { dir: 'auto' })
  const show = (part: string) => {
    text.textContent = ''
    if (answers) text.append(h('bdi.quiet', null, fill(thread, 'replyTo', answers)), ' ')
    text.append(part)
    // Links are rare and change nothing in the layout, so they can come later.
    if (part.includes('://')) void withMore(thread, (more) => more.linkify(text))
  }
  const short = body.split('\n').slice(0, 10).join('\n').slice(0, 600)
  if (body.length < short.length + 100) {
    show(body)
    return text
  }
  const folded = short.replace(/\s\S{0,30}$|[\ud800-\udbff]$/, '') + '…'
  const fold = button(s.unfold, () => {
    const isFolded = fold.textContent === s.unfold
    fold.textContent = isFolded ? s.fold : s.unfold
    show(isFolded ? body : folded)
  })
  show(folded)
  return h('div', null, text, fold)
}

function actionRow(thread: Thread, comment: WireComment, inset: Element) {
  const { s, reply } = thread
  const row = h('div.row.actions')
  if (reply) row.append(button(s.reply, () => reply(comment.id, comment.author.name, inset)))
  const like = button(
    likeLabel(s, comment),
    () => withMore(thread, (more) => more.toggleLike(thread, comment, like)),
    'button',
    { 'aria-pressed': String(thread.likes.includes(comment.id)) },
  )
  const menu = button(
    '⋯',
    () => withMore(thread, (more) => more.toggleMenu(thread, comment, menu, row)),
    'button',
    { 'aria-label': s.menu, 'aria-expanded': 'false' },
  )
  row.append(like, menu)
  return row
}

export const likeLabel = (s: Context['s'], { likeCount }: WireComment) =>
  s.like + (likeCount ? ` ${likeCount}` : '')

/** Runs what is needed rarely or later, from a chunk of its own; says so when that cannot be had, unless `isQuiet`. */
export const withMore = (
  { status_, s }: Thread,
  use: (more: typeof More) => unknown,
  isQuiet = false,
) =>
  import('./more.ts').then(use).catch(() => {
    if (!isQuiet) status_.textContent = s.errNetwork
  })

/** The comment with an id, where it is shown. */
export const findComment = ({ root }: Thread, id = '') => root.getElementById('ph-' + id)

/** Where replies to a comment stand, whether it is a root or a reply itself. */
export function insetOf(thread: Thread, id?: string) {
  const comment = findComment(thread, id)
  return comment?.querySelector('.inset') ?? comment?.closest('.inset')
}

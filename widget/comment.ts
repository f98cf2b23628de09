import type { Context, Thread } from './context.ts'
import { button, call, h, quiet } from './dom.ts'
import type { OwnComment } from './store.ts'
import { fill } from './strings.ts'
import { absoluteTime, hueOf, initials, relativeTime } from './text.ts'
import type { ReplyPage, WireComment } from './wire.ts'

/** A root with its replies. */
export function rootView(thread: Thread, comment: WireComment) {
  const replies = h('ol.replies', null)
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
  const label = () => fill(thread.s.replies, Math.max(1, comment.replyCount - names.size + 1))
  const more = button(label(), async () => {
    const path = `comments/${comment.id}/replies?after=${encodeURIComponent(next ?? '')}`
    const { status, body } = await call<ReplyPage>(thread.target, path)
    if (status !== 200) return thread.announce(thread.s.errNetwork)
    const first = replies.children.length
    append(body.comments)
    next = body.next
    more.textContent = label()
    more.hidden = !next
    focus(replies.children[first])
  })
  more.hidden = !next
  const item = commentView(thread, comment, inset)
  inset.append(more)
  item.append(inset)
  return item
}

/** Moves the focus to a comment without scrolling. */
export function focus(item: Element | undefined) {
  if (item instanceof HTMLElement) item.focus({ preventScroll: true })
}

/** One comment. `answers` names the person answered where that is not the root's author. */
function commentView(thread: Thread, comment: WireComment, inset: Element, answers?: string) {
  const item = h('li.comment', { id: `ph-${comment.id}`, tabindex: -1 })
  const own = thread.own.get(comment.id)
  if (comment.isWithdrawn) item.append(quiet(thread.s.withdrawn))
  else
    item.append(
      avatar(comment.author.name),
      head(thread, comment, own),
      comment.subject ? h('p.subject', { dir: 'auto' }, comment.subject) : '',
      bodyView(thread, comment.body, answers),
      actionRow(thread, comment, item, inset, own),
    )
  return item
}

function avatar(name: string) {
  const circle = h('span.avatar', { 'aria-hidden': 'true' }, initials(name))
  circle.style.setProperty('--hue', String(hueOf(name)))
  return circle
}

function head({ s, target }: Context, comment: WireComment, own?: OwnComment) {
  const { author, createdAt, id } = comment
  const time = h('time', { datetime: createdAt }, relativeTime(createdAt, s))
  // Only http(s) addresses become links, here as everywhere.
  const href = /^https?:/i.test(target.url) && `${target.url}#ph-${id}`
  return h(
    'p.meta',
    null,
    h('bdi.name', null, author.name),
    author.badge && h('b.badge', null, s[author.badge]),
    h('a.when', { href, title: absoluteTime(createdAt) }, time),
    comment.editedAt && h('span', null, s.edited),
    comment.isFeatured && h('b', null, s.featured),
    own && own.state !== 'approved' && h('b', null, stateOf(own, s)),
  )
}

function stateOf({ state, audience }: OwnComment, s: Context['s']) {
  if (audience === 'editors') return s.private
  return state === 'pending' ? s.waiting : s.refused
}

/** Long texts are folded; links are the only thing that is not plain text. */
function bodyView({ s }: Context, body: string, answers?: string) {
  const text = h('div.text', { dir: 'auto' })
  const show = (part: string) => {
    text.textContent = ''
    if (answers) text.append(h('bdi.quiet', null, fill(s.replyTo, answers)), ' ')
    text.append(...linked(part))
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

/** Web addresses become links when they parse as http(s); everything else stays text. */
function linked(text: string): (string | Node)[] {
  return text.split(/(https?:\/\/[^\s<>"“”]{1,2000}[^\s<>"“”.,;:!?)\]])/i).map((part, i) => {
    if (i % 2 === 0) return part
    try {
      return h('a', { href: new URL(part).href, rel: 'nofollow ugc noopener' }, part)
    } catch {
      return part
    }
  })
}

function actionRow(
  thread: Thread,
  comment: WireComment,
  item: HTMLElement,
  inset: Element,
  own?: OwnComment,
) {
  const { s, reply } = thread
  const row = h('div.row.actions', null)
  if (own) withMore(thread, (more) => more.showOwn(thread, own, row, item))
  if (own && own.state !== 'approved') return row
  if (reply) row.append(button(s.reply, () => reply(comment, inset)))
  const like = button(likeLabel(s, comment), () =>
    withMore(thread, (more) => more.toggleLike(thread, comment, like)),
  )
  like.setAttribute('aria-pressed', String(thread.likes.includes(comment.id)))
  const menu = h('button', { type: 'button', 'aria-label': s.menu, 'aria-expanded': 'false' }, '⋯')
  menu.addEventListener('click', () =>
    withMore(thread, (more) => more.toggleMenu(thread, comment, menu, row)),
  )
  row.append(like, menu)
  return row
}

export const likeLabel = (s: Context['s'], { likeCount }: WireComment) =>
  s.like + (likeCount ? ` ${likeCount}` : '')

/** Runs what is needed rarely or later, from a chunk of its own. */
export const withMore = (
  { announce, s }: Thread,
  use: (more: typeof import('./more.ts')) => unknown,
) => import('./more.ts').then(use).catch(() => announce(s.errNetwork))

import { findComment, insetOf, likeLabel, rootView, withMore } from './comment.ts'
import type { Context } from './context.ts'
import { button, h, quiet, useKit } from './dom.ts'
import { createField, tickField, valueOf } from './field.ts'
import type { Answer, Kit, Target } from './kit.ts'
import { createSender } from './sending.ts'
import { load, newUuid, randomToken, save } from './store.ts'
import { chooseStrings, fill } from './strings.ts'
import { findColours, settleHeight } from './surroundings.ts'
import { countCharacters, relativeTime } from './text.ts'
import css from './thread.css'
import { draw, fetchPage, hasOwn, showThread } from './thread-view.ts'
import type { ThreadPage } from './wire.ts'

/** What the later chunks borrow, so that none of it loads twice. */
export const tools = {
  useKit,
  button,
  quiet,
  chooseStrings,
  countCharacters,
  createField,
  draw,
  fetchPage,
  findComment,
  insetOf,
  createSender,
  fill,
  findColours,
  likeLabel,
  load,
  newUuid,
  randomToken,
  relativeTime,
  rootView,
  withMore,
  save,
  tickField,
  valueOf,
  css,
}
export type Tools = typeof tools

type Page = Answer<ThreadPage>

/** Shows an article's comments in a shadow root; until `page` arrives, a line that says so. Never throws. */
export function mountThread(
  root: ShadowRoot,
  kit: Kit,
  target: Target,
  page: Promise<Page>,
  english: Record<string, string>,
  signal: AbortSignal,
) {
  useKit(kit)
  const box = h('section.root', { lang: target.lang })
  box.style.minHeight = '100vh'
  kit.restyle(root, css)
  root.append(box)
  findColours(root.host, box)
  const { loading, down } = chooseStrings(english, {}, {})
  box.append(quiet(loading, 'status'))
  const store = `${target.site}:${target.key}:`
  // What belongs to this visitor comes before the first drawing, so that nothing jumps later.
  const chunk = hasOwn({ store }) && import('./more.ts').catch(() => 0)
  void Promise.all([page, chunk]).then(([{ body }]) => {
    if (signal.aborted) return
    box.textContent = ''
    const words: Context['words'] = (more) => chooseStrings(english, body.form, more)
    try {
      const context = { target, rules: body.form, s: words({}), words, signal, store }
      showThread(box, context, kit, tools, body)
    } catch {
      // Nothing readable came, whatever the status: the page's own link leads to the service's page.
      box.textContent = ''
      box.append(quiet(down, 'status'), h('slot'))
    }
    settleHeight(box)
  })
}

import type { Thread } from './context.ts'
import { proofOf, refreshOwn, remember } from './own-store.ts'
import type { OwnComment } from './store.ts'
import { moreVietnamese } from './words.ts'

/** Forms in which an own comment is being edited, by thread and comment: they outlive the list around them. */
const open = new WeakMap<Element, Map<string, HTMLElement>>()

/** The form in which a comment is being edited, if it is. */
export const editorOf = ({ list_ }: Thread, own: OwnComment) => open.get(list_)?.get(own.id)

/** Puts an editor into its comment, in place of the words. */
export const placeEditor = (item: Element, editor: Element) =>
  item.querySelector('.text')?.replaceWith(editor)

/** Opens the form to edit an own comment; `onEnd` draws the comment anew. */
export function openEdit(
  thread: Thread,
  own: OwnComment,
  item: HTMLElement,
  onEnd: () => HTMLElement | undefined,
) {
  const { kit, tools, rules } = thread
  const s = thread.words(moreVietnamese)
  const body = tools.createField(s.body, {}, s.errBody, 'textarea')
  body.input.value = own.body
  body.check = (text) =>
    tools.countCharacters(text) > rules.maxLength
      ? tools.fill({ ...thread, s }, 'errLong', rules.maxLength)
      : ''
  const { note, send, deliver } = tools.createSender<object>({
    target: thread.target,
    path: `comments/${own.id}`,
    options: { method: 'PATCH', headers: proofOf(own) },
    fields: { '/body': body },
    rest: () => ({ subject: own.values.subject || undefined }),
    needsProof: false,
    s,
    words: thread.words,
    label: s.saveEdit,
    refusals: { closed: s.tooLate, 'invalid-transition': s.tooLate, conflict: s.errConflict },
  })
  const close = () => {
    open.get(thread.list_)?.delete(own.id)
    onEnd()?.focus({ preventScroll: true })
  }
  const row = kit.h('div.row.end', null, tools.button(s.cancel, close), send)
  const form = kit.h('form', { novalidate: true }, body.row, note, row)
  const save = async () => {
    const answer = await deliver()
    if (!answer?.body.id) return
    remember(thread, own, { body: tools.valueOf(body), state: 'pending' })
    await refreshOwn(thread, { ...own, state: 'pending' })
    close()
    thread.status_.textContent = s.saved
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void save()
  })
  open.set(
    thread.list_,
    (open.get(thread.list_) ?? new Map<string, HTMLElement>()).set(own.id, form),
  )
  placeEditor(item, form)
  body.input.focus()
}

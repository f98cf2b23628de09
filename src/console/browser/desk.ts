import { followPerson, onCurrent } from './current.ts'
import { takeOverForms } from './forms.ts'
import { enableKeys, press } from './keys.ts'
import { watch } from './live.ts'
import { appendSoon } from './more.ts'
import { byId, list } from './page.ts'
import { enableSelection } from './selection.ts'
import { sendBeforeLeaving } from './send.ts'

/** Three large buttons at the bottom of a phone's screen, for the item in view. */
function enableThumbs() {
  const thumbs = byId('thumbs')
  if (thumbs === null) return
  thumbs.hidden = false
  document.documentElement.classList.add('has-thumbs')
  thumbs.addEventListener('click', ({ target }) => {
    const to = target instanceof Element ? target.closest('button')?.dataset['to'] : undefined
    if (to !== undefined) press(to)
  })
}

/** The panel of the open item begins below the head, however high that is. */
function measureHead() {
  const head = document.querySelector('.top')
  if (head === null) return
  new ResizeObserver(() => {
    const { height } = head.getBoundingClientRect()
    document.documentElement.style.setProperty('--head', `${Math.ceil(height)}px`)
  }).observe(head)
}

if (list !== null) {
  sendBeforeLeaving()
  measureHead()
  enableThumbs()
  takeOverForms()
  enableSelection()
  enableKeys()
  followPerson()
  onCurrent(() => void appendSoon())
  void appendSoon()
  watch()
}

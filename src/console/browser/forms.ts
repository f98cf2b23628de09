import { decide, type Told } from './decisions.ts'
import { itemOf, list, say, tell } from './page.ts'

/** The items' own forms decide without a page load. */
export function takeOverForms() {
  list?.addEventListener('submit', (event) => {
    const item = itemOf(event.target)
    const { target: form, submitter } = event
    if (item === null || !(form instanceof HTMLFormElement)) return
    if (form.classList.contains('assign')) {
      event.preventDefault()
      void assign(item, form)
    } else if (submitter instanceof HTMLButtonElement && submitter.name === 'to') {
      event.preventDefault()
      decide([item], submitter.value, toldBy(form))
    }
  })
  list?.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.name !== 'reason') return
    const input = target.form?.elements.namedItem('message')
    if (input instanceof HTMLInputElement)
      input.placeholder = target.selectedOptions[0]?.dataset['message'] ?? ''
  })
}

/** The reason chosen, and the sentence: the moderator's own, else the one that the site keeps for it. */
export function toldBy(form: HTMLFormElement): Told {
  const select = form.elements.namedItem('reason')
  const input = form.elements.namedItem('message')
  if (!(select instanceof HTMLSelectElement)) return {}
  const own = input instanceof HTMLInputElement ? input.value.trim() : ''
  const message = own || (select.selectedOptions[0]?.dataset['message'] ?? '')
  return {
    ...(select.value !== '' && { reason: select.value }),
    ...(message !== '' && { message }),
  }
}

/** Opens the current item's reasons for a rejection. */
export function openReasons(item: HTMLElement | null) {
  const details = item?.querySelector<HTMLDetailsElement>('details.reject')
  if (!details) return
  details.open = true
  details.querySelector('select')?.focus()
}

async function assign(item: HTMLElement, form: HTMLFormElement) {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') fields.set(name, value)
  const select = form.elements.namedItem('to')
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: fields,
  }).catch(() => null)
  if (response?.ok !== true) {
    tell(say('failed'))
    return
  }
  const chosen = select instanceof HTMLSelectElement ? select.selectedOptions[0] : undefined
  const label = chosen?.value ? chosen.text : ''
  for (const place of item.querySelectorAll<HTMLElement>('.assigned')) {
    place.textContent = label === '' ? '' : say('assigned', { name: label })
    place.hidden = label === ''
  }
  tell(label === '' ? say('unassigned') : say('assigned', { name: label }))
}

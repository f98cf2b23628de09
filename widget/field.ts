import { h } from './dom.ts'
import type { Attributes } from './kit.ts'

/** One labelled control with room for what is wrong with it. */
export interface Field {
  row: HTMLElement
  input: HTMLInputElement
  label: HTMLLabelElement
  /** What to say of an empty one, '' where it may be empty. */
  missing: string
  /** What is wrong with a value that is there, '' for nothing. */
  check?: (value: string) => string
  /** Shows a message at the control; '' takes it away. */
  complain: (message: string) => void
}

/** Controls by the JSON pointer of what they send, in the order in which they stand. Other names are not sent. */
export type Fields = Record<string, Field>

let lastId = 0

/**
 * A control below its label; tick boxes stand beside it and are never ticked beforehand. With `missing`, what to
 * say of an empty one, it is required.
 */
export function createField(
  text: string,
  attributes: Attributes,
  missing = '',
  tag: 'input' | 'textarea' = 'input',
): Field {
  const id = `ph${++lastId}`
  const all = { id, 'aria-describedby': id + 'e', 'aria-required': !!missing, ...attributes }
  // Of what only inputs have, `checked` alone is used, and only on tick boxes.
  const input = h(tag, all) as HTMLInputElement
  const label = h('label', { for: id }, text + (missing && ' *'))
  const error = h('p.error', { id: id + 'e' })
  return {
    row: h(`div.field.for-${input.type}`, null, label, input, error),
    input,
    label,
    missing,
    complain(message) {
      error.textContent = message
      input.setAttribute('aria-invalid', String(!!message))
    },
  }
}

export const tickField = (text: string, missing = '') =>
  createField(text, { type: 'checkbox' }, missing)

/** Trimmed text, 'on' for a ticked box; '' of what is hidden. */
export const valueOf = (field?: Field) =>
  !field || field.row.hidden || (isTick(field) && !field.input.checked)
    ? ''
    : field.input.value.trim()

export const isTick = ({ input }: Field) => input.type === 'checkbox'

/** What is missing or wrong in one field before anything is sent. */
export function errorOf(field: Field) {
  const value = valueOf(field)
  return field.row.hidden ? '' : value ? (field.check?.(value) ?? '') : field.missing
}

/** Puts each message at its control and the focus on the first; answers whether there was any. */
export function complainAll(fields: Fields, messageOf: (field: Field, pointer: string) => string) {
  let first: Field | undefined
  for (const [pointer, field] of Object.entries(fields)) {
    const message = messageOf(field, pointer)
    field.complain(message)
    if (message) first ??= field
  }
  first?.input.focus()
  return first
}

/** What the fields hold, as the members of a request that their pointers name (one or two levels). */
export function collect(fields: Fields) {
  const request: Record<string, unknown> = {}
  for (const [pointer, field] of Object.entries(fields)) {
    const [start, group = '', member] = pointer.split('/')
    const text = valueOf(field)
    if (start || !text) continue
    const value = isTick(field) || text
    request[group] = member ? { ...(request[group] as object), [member]: value } : value
  }
  return request
}

import { h } from './dom.ts'
import type { Attributes } from './kit.ts'

/** One labelled control with room for what is wrong with it. */
export interface Field {
  row: HTMLElement
  input: HTMLInputElement
  label: HTMLLabelElement
  /** What is wrong with a value, '' for nothing. */
  check: (value: string) => string
  /** Shows a message at the control; '' takes it away. */
  complain: (message: string) => void
}

/** Controls by the JSON pointer of what they send, in the order in which they stand. Other names are not sent. */
export type Fields = Record<string, Field>

let lastId = 0

/** A control below its label; tick boxes stand beside it and are never ticked beforehand. */
export function createField(
  text: string,
  attributes: Attributes,
  check: Field['check'] = () => '',
  tag: 'input' | 'textarea' = 'input',
): Field {
  const id = `ph${++lastId}`
  // Of what only inputs have, `checked` alone is used, and only on tick boxes.
  const input = h(tag, { id, 'aria-describedby': id + 'e', ...attributes }) as HTMLInputElement
  const label = h('label', { for: id }, text + (attributes['aria-required'] ? ' *' : ''))
  const error = h('p.error', { id: id + 'e' })
  return {
    row: h(`div.field.${input.type}`, null, label, input, error),
    input,
    label,
    check,
    complain(message) {
      error.textContent = message
      input.setAttribute('aria-invalid', String(!!message))
    },
  }
}

export const tickField = (text: string, message = '') =>
  createField(text, { type: 'checkbox' }, (value) => (value ? '' : message))

const isShown = ({ row }: Field) => !row.hidden

/** Trimmed text; 'true' for a ticked box. */
export const valueOf = (field: Field | undefined) =>
  !field || !isShown(field)
    ? ''
    : field.input.type === 'checkbox'
      ? field.input.checked
        ? 'true'
        : ''
      : field.input.value.trim()

export type FieldErrors = { pointer: string; detail: string }[]

export const findErrors = (fields: Fields): FieldErrors =>
  Object.entries(fields)
    .map(([pointer, field]) => ({
      pointer,
      detail: isShown(field) ? field.check(valueOf(field)) : '',
    }))
    .filter(({ detail }) => detail)

/** Puts each message at its control and the focus on the first; answers whether any found its place. */
export function complainAll(fields: Fields, errors: FieldErrors) {
  let first: Field | undefined
  for (const [pointer, field] of Object.entries(fields)) {
    const detail = errors.find((error) => error.pointer === pointer)?.detail ?? ''
    field.complain(detail)
    if (detail) first ??= field
  }
  first?.input.focus()
  return !!first
}

/** What the fields hold, as the members of a request that their pointers name (one or two levels). */
export function collect(fields: Fields) {
  const request: Record<string, unknown> = {}
  for (const [pointer, field] of Object.entries(fields)) {
    const [start, group = '', member] = pointer.split('/')
    const text = valueOf(field)
    if (start || !text) continue
    const value = field.input.type === 'checkbox' || text
    request[group] = member ? { ...(request[group] as object), [member]: value } : value
  }
  return request
}

const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

/** A check for addresses: `missing` is said of an empty one, `wrong` of a malformed one. */
export const emailCheck = (missing: string, wrong: string) => (value: string) =>
  value ? (isEmail(value) ? '' : wrong) : missing

/** Vietnamese mobile (10 digits) and landline numbers; the service checks again. */
export const isPhone = (text: string) =>
  /^(?:\+?84|0084|0)(?:[35789]\d{8}|2\d{9})$/.test(text.replace(/[\s.()-]/g, ''))

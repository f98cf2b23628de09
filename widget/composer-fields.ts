import type { Context } from './context.ts'
import { h } from './dom.ts'
import { createField, emailCheck, isPhone, tickField, type Fields } from './field.ts'
import { fill } from './strings.ts'
import { countCharacters } from './text.ts'

const kinds = {
  name: { autocomplete: 'name' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  address: { autocomplete: 'street-address' },
  subject: {},
}

export type ComposerFields = ReturnType<typeof createFields>

/** Everything that can be filled in, as the site's rules ask; `rows` is what stands below the message. */
export function createFields({ s, rules }: Context) {
  const body = createField(
    s.body,
    { placeholder: s.placeholder, rows: 3 },
    (text) => {
      const length = countCharacters(text)
      if (!length) return s.errBody
      if (length < rules.minLength) return fill(s.errShort, rules.minLength)
      return length > rules.maxLength ? fill(s.errLong, rules.maxLength) : ''
    },
    'textarea',
  )
  const fields: Fields = { '/body': body }
  const grid = h('div.grid', null)
  for (const [name, attributes] of Object.entries(kinds)) {
    // The keys of `kinds`.
    const kind = name as keyof typeof kinds
    const rule = rules.fields[kind]
    if (rule === 'hidden') continue
    const missing =
      rule === 'required' ? ({ name: s.errName, email: s.errEmail }[name] ?? s.errEmpty) : ''
    const checks: Record<string, (value: string) => string> = {
      email: emailCheck(missing, s.errEmail),
      phone: (value) => (value ? (isPhone(value) ? '' : s.errPhone) : missing),
    }
    const plain = (value: string) => (value ? '' : missing)
    const required = { ...attributes, 'aria-required': !!missing && 'true' }
    const field = createField(s[kind], required, checks[name] ?? plain)
    fields[name === 'subject' ? '/subject' : '/author/' + name] = field
    grid.append(field.row)
  }
  const secret = (fields['private'] = tickField(s.editors))
  const process = (fields['/consent/process'] = tickField(rules.consent.processText, s.errConsent))
  const publish = (fields['/consent/publish'] = tickField(rules.consent.publishText, s.errConsent))
  const remember = (fields['remember'] = tickField(s.remember))
  const ticks = [secret, process, publish, remember].map(({ row }) => row)
  const rows = [h('h3', null, s.identity), grid, ...ticks]
  return { fields, body, secret, publish, remember, rows }
}

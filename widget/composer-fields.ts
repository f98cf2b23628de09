import type { Context } from './context.ts'
import { h } from './dom.ts'
import { fill } from './strings.ts'
import { createField, tickField, type Fields } from './field.ts'

const kinds = {
  name: { autocomplete: 'name' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  address: { autocomplete: 'street-address' },
  subject: {},
}

export type ComposerFields = ReturnType<typeof createFields>

/**
 * Everything that can be filled in, as the site's rules ask; `rows` is what stands below the message. Here is only
 * checked what is missing (nothing personal leaves without consent); lengths and forms are the service's to judge,
 * which answers field by field.
 */
export function createFields(context: Context) {
  const { s, rules } = context
  const note = { placeholder: s.placeholder, rows: 3 }
  const body = createField(s.body, note, s.errBody, 'textarea')
  const fields: Fields = { '/body': body }
  const grid = h('div.grid')
  for (const [name, attributes] of Object.entries(kinds)) {
    // The keys of `kinds`.
    const kind = name as keyof typeof kinds
    const rule = rules.fields[kind]
    if (rule === 'hidden') continue
    const missing = rule === 'required' ? fill(context, 'errEmpty', s[kind].toLowerCase()) : ''
    const field = createField(s[kind], attributes, missing)
    fields[name === 'subject' ? '/subject' : '/author/' + name] = field
    grid.append(field.row)
  }
  const secret = (fields['private'] = tickField(s.editors))
  const process = (fields['/consent/process'] = tickField(rules.consent.processText, s.errConsent))
  const publish = (fields['/consent/publish'] = tickField(rules.consent.publishText, s.errConsent))
  // Only offered with an address, and where the site mails answers.
  const notify = (fields['/notify'] = tickField(s.notify))
  const memory = (fields['memory'] = tickField(s.remember))
  const ticks = [secret, process, publish, notify, memory].map(({ row }) => row)
  return {
    fields,
    body,
    secret,
    publish,
    notify,
    memory,
    rows: [h('h3', null, s.identity), grid, ...ticks],
  }
}

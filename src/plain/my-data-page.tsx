import { sentence } from '../messages.ts'
import { Problem } from '../problem.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { parseEmail } from '../text/email.ts'
import { type FormView, TextField } from './fields.tsx'
import type { Form } from './form.ts'
import { SitePage, viewOf } from './frame.tsx'

/** The address that was typed; null where it is none. */
export function typedAddress(form: Form): string | null {
  return parseEmail(form.get('email') ?? '')
}

/** Asks for an address; after that says what follows, the same for every address. Throws `not-found`. */
export function showMyDataForm([site]: LoadedSite[], form: Form | null, isAsked: boolean) {
  if (site === undefined) throw new Problem('not-found')
  const view = viewOf(site)
  const { t } = view
  const fields: FormView = {
    t,
    values: form ?? new Map(),
    errors:
      form === null ? new Map() : new Map([['email', sentence('email', site.settings.language)]]),
  }
  return (
    <SitePage view={view} title={t.dataTitle}>
      <h1>{t.dataTitle}</h1>
      {isAsked ? (
        <p role="status">{t.dataAsked}</p>
      ) : (
        <form method="post" action={`/p/${site.key}/my-data`}>
          <p>{t.dataIntro}</p>
          <TextField
            form={fields}
            name="email"
            label={t.email}
            use="required"
            type="email"
            autocomplete="email"
          />
          <button type="submit">{t.dataAsk}</button>
        </form>
      )}
    </SitePage>
  )
}

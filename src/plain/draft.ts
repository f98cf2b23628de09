import * as v from 'valibot'
import { writeFormToken } from '../defence/form-token.ts'
import { secretToken, uuid } from '../fields.ts'
import { sentence } from '../messages.ts'
import type { Problem } from '../problem.ts'
import { randomToken } from '../signing.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { uuidv7 } from '../uuid.ts'
import type { View } from './frame.tsx'
import type { FormView } from './fields.tsx'
import { type Form, given, type PlainEnv } from './form.ts'
import type { Texts } from './texts.ts'

/** What was refused and why: a form is shown again with it. */
export interface Refused {
  form: Form
  problem: Problem
}

/**
 * The hidden values of a form. Shown again it stays the same draft, so that sending it twice is harmless,
 * unless the draft was already stored with other words.
 */
export async function draftValues(
  { ports, keyring }: PlainEnv['Variables'],
  { site }: View,
  articleUrl: string,
  refused: Refused | null,
): Promise<Record<string, string>> {
  const now = ports.now()
  const isTaken = refused?.problem.code === 'idempotency-key-reused'
  const kept = (name: string) => refused?.form.get(name)
  const [id, token] = [kept('id'), kept('token')]
  return {
    id: v.is(uuid, id) && !isTaken ? id : uuidv7(now),
    token: v.is(secretToken, token) && !isTaken ? token : randomToken(),
    formToken: kept('formToken') ?? (await writeFormToken(keyring, site.key, now)),
    language: site.settings.language,
    'article/url': articleUrl,
    'consent/version': site.settings.consent.version,
  }
}

/** The form as typed with its errors by field, those of empty fields included; blank at the first time. */
export function formView(t: Texts, refused: Refused | null, missing: [string, string][]): FormView {
  if (refused === null) return { t, values: new Map(), errors: new Map() }
  const { problem, form } = refused
  const given = (problem.options.errors ?? []).map(({ pointer, detail }): [string, string] => [
    pointer.slice(1),
    detail,
  ])
  const errors = problem.code === 'invalid' ? [...given, ...missing] : []
  const values = new Map(form)
  // Consent to other words is no consent to these.
  if (given.some(([name]) => name === 'consent/version'))
    for (const name of form.keys()) if (name.startsWith('consent/')) values.delete(name)
  return { t, values, errors: new Map(errors) }
}

/** What must be there and is not: the rules name one fault at a time, a page names them all. */
export function findMissing(
  form: Form,
  language: 'vi' | 'en',
  fields: { name: string; isTick?: boolean }[],
): [string, string][] {
  return fields
    .filter(({ name, isTick }) =>
      isTick === true ? !form.has(name) : given(form, name) === undefined,
    )
    .map(({ name, isTick }) => [name, sentence(isTick === true ? 'consent' : 'missing', language)])
}

/**
 * Where the article lies, as far as the service knows or a path tells; null for an unknown key of a CMS. Of an
 * article that exists only the origin counts.
 */
export function articleUrl(
  { origins }: LoadedSite,
  known: { url: string | null } | undefined,
  key: string,
): string | null {
  const [home] = origins
  if (home === undefined) return null
  if (known !== undefined) return known.url ?? `${home}/`
  return key.startsWith('/') && URL.canParse(home + key) ? new URL(home + key).href : null
}

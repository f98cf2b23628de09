import { MAX_RECIPIENTS } from '../shares/schemas.ts'
import { type Form, given, present } from './form.ts'
import type { PlainParams } from './params.ts'

// Fields are named by their JSON pointer without its first slash, so that every refusal finds its field.

/** The body of `POST /v1/comments` that a form means, still to be parsed by its schema. */
export function commentOf(site: string, { article, reply }: PlainParams, form: Form) {
  return {
    ...draftOf(site, article, form),
    ...present({
      parentId: reply,
      subject: given(form, 'subject'),
      notify: form.has('notify') || undefined,
    }),
    audience: form.has('private') ? 'editors' : (form.get('audience') ?? 'public'),
    author: {
      name: form.get('author/name')?.trim() ?? '',
      ...present({
        email: given(form, 'author/email'),
        phone: given(form, 'author/phone'),
        address: given(form, 'author/address'),
      }),
    },
    body: form.get('body') ?? '',
    consent: {
      version: form.get('consent/version') ?? '',
      process: form.has('consent/process'),
      publish: form.has('consent/publish'),
    },
  }
}

/** The body of `POST /v1/shares` that a form means, still to be parsed by its schema. */
export function shareOf(site: string, { article }: PlainParams, form: Form) {
  return {
    ...draftOf(site, article, form),
    ...present({ message: given(form, 'message') }),
    sender: {
      name: form.get('sender/name') ?? '',
      email: form.get('sender/email') ?? '',
    },
    recipients: recipientsOf(form),
    consent: {
      version: form.get('consent/version') ?? '',
      process: form.has('consent/process'),
      share: form.has('consent/share'),
    },
  }
}

/** Friends' addresses as typed, without the empty ones: their places are those of the request. */
export function recipientsOf(form: Form): string[] {
  // One more than allowed, so that the schema sees when there are too many.
  return Array.from({ length: MAX_RECIPIENTS + 1 }, (_, i) =>
    given(form, `recipients/${i}`),
  ).filter((address) => address !== undefined)
}

function draftOf(site: string, article: string, form: Form) {
  return {
    id: form.get('id'),
    site,
    // The title that a form could claim counts nowhere, so none is asked.
    article: { key: article, url: form.get('article/url'), title: article },
    ...present({
      token: given(form, 'token'),
      formToken: given(form, 'formToken'),
      website: given(form, 'website'),
    }),
  }
}

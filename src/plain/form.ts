import { createMiddleware } from 'hono/factory'
import { readStart } from '../bytes.ts'
import { type AppEnv, READER_BODY_BYTES } from '../http.ts'
import { Problem } from '../problem.ts'

/** What was typed, by the name of its field; a field given twice counts once. */
export type Form = ReadonlyMap<string, string>

/** What the handlers of these pages find in `c.var`. */
export interface PlainEnv extends AppEnv {
  Variables: AppEnv['Variables'] & {
    siteKey: string
    /** null until a form has been read: what a refusal then shows again. */
    form: Form | null
  }
}

/** A form of these pages, once it is known to be there. */
export interface FormEnv extends PlainEnv {
  Variables: PlainEnv['Variables'] & { form: Form }
}

/**
 * Only our own pages may send forms. `Origin` is the address we serve, or absent or `null` in old browsers;
 * where the browser says that another site sends, it is refused whatever the origin.
 */
export const guardOrigin = createMiddleware<PlainEnv>(async (c, next) => {
  const origin = c.req.header('Origin') ?? 'null'
  const from = c.req.header('Sec-Fetch-Site') ?? 'same-origin'
  const isOurs = origin === c.var.ports.config.publicUrl || origin === 'null'
  if (!isOurs || !['same-origin', 'none'].includes(from)) throw new Problem('forbidden')
  await next()
})

/** `takeForm` into `c.var.form`. */
export const readForm = createMiddleware<FormEnv>(async (c, next) => {
  const form = await takeForm(c.req.raw)
  c.set('form', form)
  // The page said in which language it was; its errors come in the same.
  c.set('language', form.get('language') === 'en' ? 'en' : 'vi')
  await next()
})

/**
 * Reads an urlencoded form. Throws `unsupported-media-type`, `too-large` (before reading it all) or `invalid`
 * for what is no UTF-8.
 */
export async function takeForm({ headers, body }: Request): Promise<Form> {
  const type = headers.get('Content-Type') ?? ''
  if (!/^application\/x-www-form-urlencoded *(?:; *charset="?utf-8"?)?$/i.test(type.trim()))
    throw new Problem('unsupported-media-type')
  if (Number(headers.get('Content-Length') ?? 0) > READER_BODY_BYTES) throw new Problem('too-large')
  const { bytes, isWhole } = await readStart(body, READER_BODY_BYTES)
  if (!isWhole) throw new Problem('too-large')
  return parseForm(bytes)
}

/** More fields than any of our forms has. */
const MAX_FIELDS = 100

function parseForm(bytes: Uint8Array): Form {
  const form = new Map<string, string>()
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    for (const pair of text.split('&', MAX_FIELDS)) {
      const cut = pair.indexOf('=')
      const name = decode(cut === -1 ? pair : pair.slice(0, cut))
      if (!form.has(name)) form.set(name, cut === -1 ? '' : decode(pair.slice(cut + 1)))
    }
  } catch {
    throw new Problem('invalid')
  }
  return form
}

/** Throws for bytes that are no UTF-8, where `URLSearchParams` would put replacement characters. */
function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

/** The text of a field, undefined when it is absent or blank. */
export function given(form: Form, name: string): string | undefined {
  const text = form.get(name)
  return text === undefined || text.trim() === '' ? undefined : text
}

/** An object without its undefined members, as the schemas ask for. */
export function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

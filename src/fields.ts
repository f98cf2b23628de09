import * as v from 'valibot'
import { findTextFault } from './text/bounds.ts'
import { parseEmail } from './text/email.ts'
import { countGraphemes } from './text/graphemes.ts'
import { hasHostLook } from './text/links.ts'
import { normaliseLine, normaliseText } from './text/normalise.ts'
import { parseUrl } from './url.ts'

// Messages name sentences of messages.ts. Lengths of raw text are bounded in UTF-16 units before
// anything normalises it (NFC is quadratic on hostile input), then counted in graphemes.
const RAW_PER_GRAPHEME = 4

/** UUIDv7 in lower case, made by the client. */
export const uuid = v.pipe(
  v.string(),
  v.regex(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/, 'uuid'),
)

/** A site's key: lower-case letters, digits and hyphens. */
export const siteKey = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/))

/** 32 random bytes, base64url. */
export const secretToken = v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'token'))

/** One line of text such as a name or a subject, 1..`max` graphemes, NFC, without line breaks. */
export const line = (max: number) =>
  v.pipe(
    v.string(),
    v.check(
      (raw) => findTextFault(raw, max * RAW_PER_GRAPHEME) === null && !/[\n\r\t]/.test(raw),
      'text',
    ),
    v.transform(normaliseLine),
    v.minLength(1, 'blank'),
    v.check((text) => countGraphemes(text) <= max, 'text'),
  )

/** Text of several lines, at most `max` graphemes, NFC; empty text passes. */
export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.check((raw) => findTextFault(raw, max * RAW_PER_GRAPHEME) === null, 'text'),
    v.transform(normaliseText),
    v.check((value) => countGraphemes(value) <= max, 'text'),
  )

/** A person's name; what mail programs would turn into a link is refused. */
export const personName = v.pipe(
  line(100),
  v.check((name) => !hasHostLook(name), 'name'),
)

/** One plain address, domain in lower case. */
export const email = v.pipe(
  v.string(),
  v.maxLength(320, 'email'),
  v.transform((raw) => parseEmail(raw)),
  v.string('email'),
)

/** An http(s) address without credentials. */
export const httpUrl = v.pipe(v.string(), v.maxLength(2000), v.check(isHttpUrl, 'url'))

export const articleRef = v.strictObject({
  key: v.pipe(line(200)),
  url: httpUrl,
  title: line(300),
})

/** Bounds of every list. */
export const pageLimit = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
  '20',
)

function isHttpUrl(raw: string): boolean {
  const url = parseUrl(raw)
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    // The parser drops or converts these silently, so the text would not be the address it becomes.
    !/[\s\\]/.test(raw) &&
    isPrintable(raw)
  )
}

function isPrintable(raw: string): boolean {
  return Array.from(raw).every((char) => char > ' ' && char !== '\u007f')
}

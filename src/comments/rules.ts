import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import { Problem } from '../problem.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { countGraphemes } from '../text/graphemes.ts'
import type { NewComment } from './schemas.ts'

interface KnownArticle {
  seq: number
  isOpen: boolean
  closesAt: Date | null
  publishedAt: Date
}

const DAY_MS = 24 * 60 * 60 * 1000

/** What the site's settings and the state of the article ask of a comment. Throws `closed` or `invalid`. */
export function checkSiteRules(
  { settings, origins }: LoadedSite,
  body: NewComment,
  article: KnownArticle | undefined,
  parent: { articleSeq: number } | undefined,
  now: Date,
  language: 'vi' | 'en',
) {
  const refuse = (pointer: string, key: string, n?: number) =>
    invalid(pointer, sentence(key, language, n))
  if (!origins.includes(new URL(body.article.url).origin)) throw refuse('/article/url', 'origin')
  if (!isOpen(settings, article, now)) throw new Problem('closed')
  if (!allowedAudiences(settings).includes(body.audience)) throw refuse('/audience', 'audience')
  if (body.parentId !== undefined && (parent === undefined || parent.articleSeq !== article?.seq))
    throw refuse('/parentId', 'parent')
  if (body.consent.version !== settings.consent.version)
    throw refuse('/consent/version', 'consentVersion')
  if (body.audience === 'public' && body.consent.publish !== true)
    throw refuse('/consent/publish', 'consent')
  checkFields(settings, body, refuse)
  // There is nowhere to send what was asked for.
  if (body.notify === true && body.author.email === undefined)
    throw refuse('/author/email', 'missing')
  const length = countGraphemes(body.body)
  const { minLength, maxLength } = settings.comments
  if (length < minLength) throw refuse('/body', 'min_length', minLength)
  if (length > maxLength) throw refuse('/body', 'max_length', maxLength)
}

/** Readers' comments under an aggregator's articles are not lawful, whatever the audiences say. */
export function allowedAudiences(settings: LoadedSite['settings']) {
  return settings.kind === 'aggregator'
    ? settings.comments.audiences.filter((audience) => audience === 'editors')
    : settings.comments.audiences
}

/** Whether responses are taken: the site's switch, the article's own, its closing time, its age. */
export function isOpen(
  settings: LoadedSite['settings'],
  article: Omit<KnownArticle, 'seq'> | undefined,
  now: Date,
): boolean {
  if (!settings.comments.isOpen) return false
  if (article === undefined) return true
  const closesAt = closingTime(settings, article)
  return article.isOpen && (closesAt === null || closesAt > now)
}

/** When responses end, by the article's own time or the site's rule, whichever comes first. */
export function closingTime(
  settings: LoadedSite['settings'],
  article: { closesAt: Date | null; publishedAt: Date },
): Date | null {
  const { closeAfterDays } = settings.comments
  const byAge =
    closeAfterDays === null
      ? null
      : new Date(article.publishedAt.getTime() + closeAfterDays * DAY_MS)
  if (article.closesAt === null || byAge === null) return article.closesAt ?? byAge
  return article.closesAt < byAge ? article.closesAt : byAge
}

function checkFields(
  settings: LoadedSite['settings'],
  body: NewComment,
  refuse: (pointer: string, key: string) => Problem,
) {
  const given = {
    name: body.author.name === '' ? undefined : body.author.name,
    email: body.author.email,
    phone: body.author.phone,
    address: body.author.address,
    subject: body.subject,
  }
  for (const [field, use] of Object.entries(settings.comments.fields)) {
    const value = given[field as keyof typeof given] // the settings have exactly these fields
    const pointer = field === 'subject' ? '/subject' : `/author/${field}`
    if (use === 'required' && value === undefined) throw refuse(pointer, 'missing')
    // A member's address comes from the newspaper, which may know what its form does not ask.
    const isKnown = field === 'email' && body.member !== undefined
    if (use === 'hidden' && value !== undefined && !isKnown) throw refuse(pointer, 'hidden')
  }
}

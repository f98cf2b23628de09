import { fold, foldWithOffsets, sourceSpan, type Folded } from './fold.ts'
import { judgeTopLevel, SPELLED_TOP_LEVELS } from './hosts.ts'

export interface FoundLink {
  /** UTF-16 offsets into the text that was searched. */
  start: number
  end: number
  /** Parsed http(s) URL, percent-encoded. Safe as `href`, with `rel="nofollow ugc noopener"`. */
  href: string
  /** Written so that only people see it: `hxxp`, `shop . com`, `shop chấm com`. Never make these clickable. */
  isDisguised: boolean
}

export interface FoundContact {
  kind: 'link' | 'email' | 'phone' | 'handle'
  start: number
  end: number
}

/**
 * Every link in a text, in order, without overlaps: URLs, `www.`, bare hosts and disguised hosts. Linear. `folded` is the
 * text's own, where it is known already.
 */
export function findLinks(text: string, folded = foldWithOffsets(text)): FoundLink[] {
  if (!MAY_LINK.test(folded.text)) return []
  const found = [...findUrls(text, folded), ...findHosts(text, folded), ...findSpelled(folded)]
  return withoutOverlaps(found)
}

/** Whatever lets a message lead people elsewhere: links, e-mail addresses, phone numbers, @handles. Linear. */
export function findContacts(text: string): FoundContact[] {
  const folded = foldWithOffsets(text)
  const links = findLinks(text, folded).map(({ start, end }) => ({
    kind: 'link' as const,
    start,
    end,
  }))
  return withoutOverlaps([
    ...locate(folded, EMAIL, 'email'),
    ...links,
    ...locate(folded, PHONE, 'phone', isPhoneLike),
    ...locate(folded, HANDLE, 'handle'),
  ])
}

/** True where a mail client would make a link of a name: `evil.test`, `www.x`, `http://…`; not for `Th.S Nguyễn T. Hoà`. */
export function hasHostLook(name: string): boolean {
  if (/:\/\/|\bwww\b/.test(fold(name))) return true
  return findLinks(name).length > 0 || hasDoubtfulHost(name)
}

/** What every form of a link has at least one of: most texts and nearly all names have none. */
const MAY_LINK = /\/\/|[.,]|dot|cham/
const SCHEME_URL = /h(?:tt|xx|\*\*)ps?\s?:\s?\/\/[^\s<>"]+/g
const HOST =
  /(?<![\p{L}\p{N}@._-])(?:www\.)?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}(?![\p{L}\p{N}@_-])(?::\d{1,5})?(?:[/?#][^\s<>"]*)?/gu
const SPELLED = new RegExp(
  String.raw`(?<![\p{L}\p{N}-])([a-z\d-]{2,63})(?:\s?[[({]\s?(?:\.|,|dot|cham)\s?[\])}]\s?|\s\.\s?|,(?=com)|\s(?:dot|cham)\s)(${SPELLED_TOP_LEVELS})(?![\p{L}\p{N}-])`,
  'gu',
)
const EMAIL =
  /(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\)|\[a cong\]|\(a cong\))\s?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d(?:[ ().-]{0,3}\d){7,14}(?![\p{L}\p{N}])/gu
const HANDLE = /(?<![\p{L}\p{N}_@.])@[a-z\d_][\w.]{2,31}/gu

function findUrls(text: string, folded: Folded): FoundLink[] {
  return [...folded.text.matchAll(SCHEME_URL)].flatMap((match) => {
    const [start, end] = trimmedSpan(folded, match.index, match[0])
    const url = fold(text.slice(start, end)).startsWith('http') ? text.slice(start, end) : match[0]
    return toLink(url.replace(/^[^:]*:\s?\/\/|^[^:]*:\s?\/\s?\//, ''), start, end, {
      scheme: match[0].startsWith('https') || match[0].startsWith('hxxps') ? 'https' : 'http',
      isDisguised: !/^https?:\/\//.test(match[0]),
    })
  })
}

function findHosts(text: string, folded: Folded): FoundLink[] {
  return [...folded.text.matchAll(HOST)].flatMap((match) => {
    if (!isHost(match[0], folded, match.index)) return []
    const [start, end] = trimmedSpan(folded, match.index, match[0])
    return toLink(text.slice(start, end), start, end, { scheme: 'http', isDisguised: false })
  })
}

function findSpelled(folded: Folded): FoundLink[] {
  return [...folded.text.matchAll(SPELLED)].flatMap((match) => {
    const { 0: whole, 1: label = '', 2: topLevel = '', index } = match
    if (!/[a-z]/.test(label) || isMarked(folded, index, index + label.length)) return []
    const [start, end] = sourceSpan(folded, index, index + whole.length)
    return toLink(`${label}.${topLevel}`, start, end, { scheme: 'http', isDisguised: true })
  })
}

/** A sentence joined by a full stop ("rồi.com" aside) has marks; a host of doubtful top level needs a path or `www.`. */
function isHost(match: string, folded: Folded, at: number): boolean {
  const host = /^[^/?#:]+/.exec(match)?.[0] ?? ''
  const hasMore = host.length < match.length || match.startsWith('www.')
  const topLevel = host.slice(host.lastIndexOf('.') + 1)
  if (isMarked(folded, at + host.length - topLevel.length, at + host.length)) return false
  const verdict = judgeTopLevel(topLevel)
  if (verdict === 'clear') return true
  return (
    (verdict === 'doubtful' || match.startsWith('www.')) &&
    hasMore &&
    !isMarked(folded, at, at + host.length)
  )
}

function hasDoubtfulHost(name: string): boolean {
  const folded = foldWithOffsets(name)
  return [...folded.text.matchAll(HOST)].some(({ 0: host, index }) => {
    const labels = host.split('.')
    if (isMarked(folded, index, index + host.length)) return false
    if (labels.slice(0, -1).every((label) => label.length < 2 || TITLES.has(label))) return false
    return judgeTopLevel(labels.at(-1) ?? '') === 'doubtful'
  })
}

const TITLES: ReadonlySet<string> = new Set(
  'th ths ts bs gs pgs ks kts cn ls ds mr mrs ms dr'.split(' '),
)

function isMarked(folded: Folded, from: number, to: number): boolean {
  return folded.marks.subarray(from, to).some((bits) => bits !== 0)
}

/** Punctuation at the end belongs to the sentence, so does a closing bracket that the link did not open. */
function trimmedSpan(folded: Folded, at: number, match: string): [number, number] {
  let length = match.length
  let unopened = match.split(')').length - match.split('(').length
  while (length > 1 && TRAILING.includes(match.charAt(length - 1))) {
    if (match[length - 1] === ')' && unopened-- <= 0) break
    length -= 1
  }
  return sourceSpan(folded, at, at + length)
}

const TRAILING = ".,;:!?)]}'”»…"

function toLink(
  rest: string,
  start: number,
  end: number,
  { scheme, isDisguised }: { scheme: string; isDisguised: boolean },
): FoundLink[] {
  const url = `${scheme}://${rest.normalize('NFKC')}`
  return URL.canParse(url) ? [{ start, end, href: new URL(url).href, isDisguised }] : []
}

function locate(
  folded: Folded,
  pattern: RegExp,
  kind: FoundContact['kind'],
  accept: (match: string) => boolean = () => true,
): FoundContact[] {
  return [...folded.text.matchAll(pattern)]
    .filter((match) => accept(match[0]))
    .map((match) => {
      const [start, end] = sourceSpan(folded, match.index, match.index + match[0].length)
      return { kind, start, end }
    })
}

/** Vietnamese and foreign numbers, not sums of money (1.000.000.000) or spans of years (1954-1975). */
function isPhoneLike(match: string): boolean {
  if (/^\d{4}\s?-\s?\d{4}$/.test(match)) return false
  return /^\+|^\(?0|^\(?84|^1[89]00/.test(match) || /^\d{9,}$/.test(match)
}

function withoutOverlaps<Span extends { start: number; end: number }>(spans: Span[]): Span[] {
  const kept: Span[] = []
  const ordered = spans.toSorted((a, b) => a.start - b.start || b.end - a.end)
  for (const span of ordered) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}

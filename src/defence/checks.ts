import { type CheckName, UNCHECKED } from './check-names.ts'
import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { SiteSettings } from '../sites/settings.ts'
import type { Reason } from '../schema.ts'
import { type Folded, foldWithOffsets } from '../text/fold.ts'
import { findLinks, type FoundLink } from '../text/links.ts'
import {
  checkFormTime,
  checkLinks,
  checkOrigin,
  checkProof,
  checkTrap,
  checkUnmarked,
} from './basic-checks.ts'
import { checkEchoes, checkFloods } from './flood-checks.ts'
import type { Tide } from './floods.ts'
import type { OutsideCheck } from './outside.ts'
import type { Situation } from './situation.ts'
import { checkModeration, type Standing } from './trust.ts'
import type * as Words from './words.ts'

/** What the checks judge: a comment or a share's message, already normalised. */
export interface Submission {
  text: string
  folded: Folded
  /** The links in `text`. */
  links: FoundLink[]
  /** Where the body starts in `text`, after the subject; spans count from there. */
  bodyOffset: number
  authorName: string
  /** True when a hidden field was filled in. */
  isTrapped: boolean
  /** Milliseconds since the form was rendered; null without a valid token. Infinity where no form is due. */
  formAgeMs: number | null
  /** A browser names the page's origin; what comes without one is not a reader's page. */
  hasOrigin: boolean
  /** `unsolved`: a challenge was taken, and the device could not solve it. */
  proof: 'none' | 'solved' | 'unsolved'
}

/** What the database knew when the submission came. */
export interface Known {
  bans: Situation['bans']
  /** Moderators' names, one a line. */
  names: string
  tide: Tide
  /** The same words within a day. */
  echoes: { own: number; others: number; isWave: boolean }
  standing: Standing
}

export interface CheckContext {
  siteKey: string
  settings: SiteSettings
  /** Where the texts stand in the request, for refusals. */
  pointers: { text: string; name: string }
  language: 'vi' | 'en'
  known: Known
  /** Services that the site asks as well; none for what they have judged already. */
  outside: OutsideCheck[]
}

/** What a check found. Spans are UTF-16 offsets into the body; without a verdict it has the check's weight. */
export interface Found {
  detail: string
  spans?: [number, number][]
  verdict?: Reason['verdict']
}
/** Ends the request with a sentence at the field; nothing is kept. */
export interface Refusal {
  verdict: 'refuse'
  field: 'text' | 'name'
  sentence: string
}
export type Check = (
  submission: Submission,
  context: CheckContext,
) => (Found | Refusal)[] | Promise<(Found | Refusal)[]>

interface CheckRow {
  name: CheckName
  /** Verdict of what it finds, where the finding does not say another: `spam` outweighs `hold` outweighs `tag`. */
  weight: Reason['verdict']
  run: Check
}

/**
 * Every check in its order with its weight, cheap ones first. Size and form of the request, origin, rate limits and
 * proof of work come before, outside services after. Word lists are loaded when first needed.
 */
export const checks: CheckRow[] = [
  { name: 'trap', weight: 'spam', run: checkTrap },
  { name: 'origin', weight: 'hold', run: checkOrigin },
  { name: 'form-time', weight: 'hold', run: checkFormTime },
  { name: 'proof', weight: 'hold', run: checkProof },
  // An e-mail ban is spam, a network address holds: carriers put many readers behind one.
  { name: 'ban', weight: 'hold', run: byWords(({ checkBans }) => checkBans) },
  { name: 'duplicate', weight: 'hold', run: checkEchoes },
  { name: 'flood', weight: 'hold', run: checkFloods },
  // Only refuses.
  { name: 'name', weight: 'hold', run: byWords(({ checkName }) => checkName) },
  { name: 'links', weight: 'hold', run: checkLinks },
  // The entry's own level counts.
  { name: 'words', weight: 'hold', run: byWords(({ checkWords }) => checkWords) },
  { name: 'unmarked', weight: 'tag', run: checkUnmarked },
  { name: 'moderation', weight: 'hold', run: checkModeration },
]

let words: typeof Words | undefined

/** A check of the word lists, which answers at once when they are there. */
function byWords(checkOf: (words: typeof Words) => Check): Check {
  return (...given) => {
    if (words !== undefined) return checkOf(words)(...given)
    return import('./words.ts').then((loaded) => checkOf((words = loaded))(...given))
  }
}

/**
 * Runs all checks: the worst verdict decides, every reason is kept. A check that throws holds the item,
 * because what could not be judged must be seen by a person. Throws `invalid` where a check refuses.
 */
export async function judge(submission: Submission, context: CheckContext) {
  const reasons: Reason[] = []
  for (const check of checks) {
    const found = attempt(check.run, submission, context)
    // Most answer at once: waiting for each of them would cost more than the checks themselves.
    const findings = found instanceof Promise ? await found : found
    for (const finding of findings) reasons.push(reasonFrom(check, finding, context))
  }
  // Nobody outside is told of what is spam already.
  if (!reasons.some(({ verdict }) => verdict === 'spam'))
    reasons.push(...(await Promise.all(context.outside.map((ask) => ask()))).flat())
  const isSpam = reasons.some(({ verdict }) => verdict === 'spam')
  const isHeld = reasons.some(({ verdict }) => verdict === 'hold')
  const state: 'spam' | 'pending' | 'approved' = isSpam ? 'spam' : isHeld ? 'pending' : 'approved'
  return { state, reasons }
}

function reasonFrom(
  { name, weight }: CheckRow,
  finding: Found | Refusal,
  context: CheckContext,
): Reason {
  if ('field' in finding)
    throw invalid(context.pointers[finding.field], sentence(finding.sentence, context.language))
  const { verdict = weight, detail, spans = [] } = finding
  return { check: name, verdict, detail, spans }
}

const failed = [{ verdict: 'hold' as const, detail: UNCHECKED }]

function attempt(run: Check, submission: Submission, context: CheckContext): ReturnType<Check> {
  try {
    const found = run(submission, context)
    return found instanceof Promise ? found.catch(() => failed) : found
  } catch {
    return failed
  }
}

/** A text with what the checks look at again and again. */
export function readText(text: string): Pick<Submission, 'text' | 'folded' | 'links'> {
  const folded = foldWithOffsets(text)
  return { text, folded, links: findLinks(text, folded) }
}

/** Where nothing was asked of the database: an edit by who has the comment's token. */
export const nothingKnown: Known = {
  bans: [],
  names: '',
  tide: {
    pressure: 'calm',
    isReaderBurst: false,
    isAddressBurst: false,
    linkCount: 0,
    isLinkFlood: false,
    isArticleHeld: false,
    isSiteHeld: false,
    trips: { article: false, site: false, pressure: false },
  },
  echoes: { own: 0, others: 0, isWave: false },
  standing: { kind: 'unknown' },
}

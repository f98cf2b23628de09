import { invalid } from '../http.ts'
import { sentence } from '../messages.ts'
import type { SiteSettings } from '../sites/settings.ts'
import type { Reason } from '../schema.ts'
import { findLinks } from '../text/links.ts'
import { isUnmarkedVietnamese } from '../text/unmarked.ts'

/** What the checks judge: a comment or a share's message, already normalised. */
export interface Submission {
  text: string
  /** Where the body starts in `text`, after the subject; spans count from there. */
  bodyOffset: number
  authorName: string
  /** True when a hidden field was filled in. */
  isTrapped: boolean
  /** Milliseconds since the form was rendered; null without a valid token. Infinity where no form is due. */
  formAgeMs: number | null
  /** A browser names the page's origin; what comes without one is not a reader's page. */
  hasOrigin: boolean
}

export interface CheckContext {
  siteKey: string
  settings: SiteSettings
  /** Where the texts stand in the request, for refusals. */
  pointers: { text: string; name: string }
  language: 'vi' | 'en'
}

/** `refuse` ends the request with a sentence at the field; the other verdicts are kept as reasons. */
export type Finding =
  Omit<Reason, 'check'> | { verdict: 'refuse'; field: 'text' | 'name'; sentence: string }
export type Check = (
  submission: Submission,
  context: CheckContext,
) => Finding[] | Promise<Finding[]>

/** Nobody reads, writes and sends within this time. */
const MIN_FORM_AGE_MS = 3000
/** A page left open longer than this asks for a new token when it polls. */
const MAX_FORM_AGE_MS = 2 * 60 * 60 * 1000 + 10 * 60 * 1000

/** Every check in its order, cheap ones first. No finding means the check passes. Word lists are loaded when first needed. */
export const checks: { name: string; run: Check }[] = [
  { name: 'trap', run: checkTrap },
  { name: 'origin', run: checkOrigin },
  { name: 'form-time', run: checkFormTime },
  { name: 'name', run: async (submission) => (await import('./words.ts')).checkName(submission) },
  { name: 'links', run: checkLinks },
  { name: 'words', run: async (...given) => (await import('./words.ts')).checkWords(...given) },
  { name: 'unmarked', run: checkUnmarked },
  { name: 'moderation', run: checkModeration },
]

/**
 * Runs all checks: the worst verdict decides, every reason is kept. A check that throws holds the item,
 * because what could not be judged must be seen by a person. Throws `invalid` where a check refuses.
 */
export async function judge(submission: Submission, context: CheckContext) {
  const reasons: Reason[] = []
  for (const { name, run } of checks) {
    for (const finding of await runCheck(run, submission, context)) {
      if (finding.verdict === 'refuse')
        throw invalid(context.pointers[finding.field], sentence(finding.sentence, context.language))
      reasons.push({ check: name, ...finding })
    }
  }
  const isSpam = reasons.some(({ verdict }) => verdict === 'spam')
  const isHeld = reasons.some(({ verdict }) => verdict === 'hold')
  const state: 'spam' | 'pending' | 'approved' = isSpam ? 'spam' : isHeld ? 'pending' : 'approved'
  return { state, reasons }
}

async function runCheck(run: Check, submission: Submission, context: CheckContext) {
  try {
    return await run(submission, context)
  } catch {
    return [finding('hold', 'Không kiểm tra được')]
  }
}

function checkTrap({ isTrapped }: Submission) {
  return isTrapped ? [finding('spam', 'Điền vào ô ẩn mà người đọc không thấy')] : []
}

function checkOrigin({ hasOrigin }: Submission) {
  return hasOrigin ? [] : [finding('hold', 'Không gửi từ trang bài viết')]
}

function checkFormTime({ formAgeMs }: Submission) {
  if (formAgeMs === null) return [finding('hold', 'Biểu mẫu không có dấu thời gian')]
  if (formAgeMs < MIN_FORM_AGE_MS) return [finding('hold', 'Gửi quá nhanh sau khi mở biểu mẫu')]
  const isOld = formAgeMs > MAX_FORM_AGE_MS && formAgeMs !== Number.POSITIVE_INFINITY
  return isOld ? [finding('hold', 'Biểu mẫu mở quá lâu')] : []
}

function checkLinks({ text, bodyOffset }: Submission) {
  const links = findLinks(text)
  const spans = links
    .filter(({ start }) => start >= bodyOffset)
    .map(({ start, end }): [number, number] => [start - bodyOffset, end - bodyOffset])
  return links.length === 0 ? [] : [finding('hold', 'Có đường dẫn', spans)]
}

function checkUnmarked({ text }: Submission, { settings }: CheckContext) {
  if (settings.language !== 'vi') return []
  return isUnmarkedVietnamese(text) ? [finding('tag', 'Gõ không dấu')] : []
}

/** Only a confirmed reader can have earned trust, so until one is known `first` holds as `all` does. */
function checkModeration(_: Submission, { settings }: CheckContext) {
  return settings.moderation.mode === 'none'
    ? []
    : [finding('hold', 'Tòa soạn duyệt trước khi đăng')]
}

function finding(
  verdict: Reason['verdict'],
  detail: string,
  spans: [number, number][] = [],
): Finding {
  return { verdict, detail, spans }
}

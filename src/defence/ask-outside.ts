import * as v from 'valibot'
import type { Ports } from '../ports.ts'
import type { Reason } from '../schema.ts'
import type { KnownSecret } from '../sites/known-secrets.ts'
import type { LoadedSite } from '../sites/origin.ts'
import { normaliseText } from '../text/normalise.ts'
import { parseUrl } from '../url.ts'
import type { HookAnswer, HookCall } from '../webhooks/call.ts'
import { isHookAllowed } from '../webhooks/hosts.ts'
import { signedHeaders } from '../webhooks/sign.ts'
import type { OutsideItem } from './outside.ts'

/** A reader waits for it, so a service that is slow today is as good as away. */
const ANSWER = { timeoutMs: 2000, maxBytes: 16 * 1024 }
const REASON_LENGTH = 200

export interface Asked {
  ports: Ports
  site: LoadedSite
  secrets: KnownSecret[]
  item: OutsideItem
}

/**
 * `comment-check` of Akismet's API 1.1, or of a service that speaks as it does. Tells it the network address, the
 * name, the text, the article's address and, only where the site says so, the e-mail address.
 */
export async function askAkismet(url: string, asked: Asked): Promise<Reason[]> {
  const { ports, site, secrets, item } = asked
  const secret = secrets.find(({ name }) => name === 'akismet')
  if (secret === undefined) return hold(url, 'chưa có khóa')
  const { blog, sendEmail } = site.settings.outside.akismet
  const fields = {
    // Written by `sites/secrets.ts`.
    api_key: (JSON.parse(secret.value) as { secret: string }).secret,
    blog: blog ?? site.origins[0] ?? '',
    user_ip: item.address,
    comment_type: 'comment',
    comment_author: item.name,
    ...(sendEmail && item.email !== null && { comment_author_email: item.email }),
    comment_content: item.text,
    permalink: item.article.url,
    blog_lang: site.settings.language,
    blog_charset: 'UTF-8',
  }
  const answer = await call(ports, {
    url: `${url.replace(/\/$/, '')}/1.1/comment-check`,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      'User-Agent': 'phanhoi',
    },
    body: new URLSearchParams(fields).toString(),
    answer: ANSWER,
  })
  if (typeof answer === 'string') return hold(url, answer)
  if (answer.text === 'false') return []
  if (answer.text !== 'true') return hold(url, NONSENSE)
  const isSure = answer.proTip === 'discard'
  return [reason('spam', `${hostOf(url)} cho là spam${isSure ? ', chắc chắn' : ''}`)]
}

const Verdict = v.object({
  verdict: v.picklist(['pass', 'hold', 'spam']),
  reason: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
})

/**
 * Asks the site's own service, signed as webhooks are. Tells it the comment's id, the article, the name and the
 * text; it answers with `{ verdict, reason? }`.
 */
export async function askWebhook(url: string, asked: Asked): Promise<Reason[]> {
  const { ports, site, secrets, item } = asked
  const keys = secrets.find(({ name }) => name === url)
  if (keys === undefined) return hold(url, 'chưa có khóa ký')
  const now = ports.now()
  const { id, article, name, text } = item
  const body = JSON.stringify({
    type: 'comment.check',
    timestamp: now.toISOString(),
    data: { id, site: site.key, article: article.key, url: article.url, name, text },
  })
  const { value: secret, previous, changedAt } = keys
  const signing = { secret, previous, changedAt: new Date(changedAt) }
  const headers = signedHeaders(`check_${id}_${now.getTime()}`, body, signing, now)
  const answer = await call(ports, { url, headers, body, answer: ANSWER })
  if (typeof answer === 'string') return hold(url, answer)
  const parsed = v.safeParse(Verdict, parseJson(answer.text))
  if (!parsed.success) return hold(url, NONSENSE)
  const { verdict, reason: said = '' } = parsed.output
  if (verdict === 'pass') return []
  const words = normaliseText(said).replace(/\s+/g, ' ').trim().slice(0, REASON_LENGTH)
  const judged = verdict === 'spam' ? 'cho là spam' : 'muốn người xem lại'
  return [reason(verdict, `${hostOf(url)} ${judged}${words === '' ? '' : `: ${words}`}`)]
}

const NONSENSE = 'trả lời không hiểu được'

/** The answer with its text, or what is wrong in words. */
async function call(
  { config, callHook, log }: Ports,
  request: HookCall,
): Promise<(HookAnswer & { text: string }) | string> {
  if (!isHookAllowed(config, request.url)) return 'không có trong WEBHOOK_HOSTS'
  try {
    const answer = await callHook(request)
    const { status, text } = answer
    if (text !== undefined) return { ...answer, text }
    log.error('outside_check_failed', { host: hostOf(request.url), status })
    return status >= 300 && status < 400 ? 'chuyển hướng sang nơi khác' : `trả lời lỗi ${status}`
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown'
    log.error('outside_check_failed', { host: hostOf(request.url), cause: cause.slice(0, 200) })
    return 'không trả lời trọn vẹn trong 2 giây'
  }
}

/** What nobody has judged must be seen by a person. */
function hold(url: string, words: string): Reason[] {
  return [reason('hold', `${hostOf(url)} ${words}`)]
}

function reason(verdict: Reason['verdict'], detail: string): Reason {
  return { check: 'outside', verdict, detail, spans: [] }
}

function hostOf(url: string): string {
  return parseUrl(url)?.host ?? url
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

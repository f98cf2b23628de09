import type * as v from 'valibot'
import { readCursor } from '../cursor.ts'
import { pressureStatement } from '../defence/floods.ts'
import { writeFormToken } from '../defence/form-token.ts'
import { asksProof } from '../defence/proof.ts'
import type { AppEnv } from '../http.ts'
import type { RenderedPage } from '../pages.ts'
import { Problem } from '../problem.ts'
import { consentOf } from '../sites/consent.ts'
import type { SiteSettings } from '../sites/settings.ts'
import { allowedAudiences, closingTime, isOpen } from './rules.ts'
import type { ThreadParams } from './routes.ts'
import { threadStatements } from './thread.ts'
import { viewThread } from './view.ts'

const HOUR_MS = 60 * 60 * 1000
/** Longest message of a share, in graphemes. */
export const MAX_SHARE_MESSAGE = 300

/** The thread page of one article: comments and every rule the widget's forms need. Throws `not-found`. */
export async function renderThread(
  { ports, keyring, language }: AppEnv['Variables'],
  params: v.InferOutput<typeof ThreadParams>,
): Promise<RenderedPage> {
  const scope = `thread:${params.site}:${params.article}:${params.sort}`
  const after = await readCursor(keyring, scope, params.after, language)
  const query = { ...params, after, focus: params.focus ?? null }
  const [sites, articles, rows, [pressed]] = await ports.reads.batch([
    ...threadStatements(ports.reads, query),
    pressureStatement(ports.reads, params.site, ports.now()),
  ])
  const [found] = sites
  if (found === undefined) throw new Problem('not-found')
  const [article] = articles
  const now = ports.now()
  const proof = asksProof(found, pressed === undefined ? 'calm' : 'pressure') ? 'required' : 'none'
  const closesAt = article === undefined ? null : closingTime(found.settings, article)
  return {
    body: {
      article: {
        key: params.article,
        url: article?.url ?? null,
        title: article?.title ?? null,
        isOpen: isOpen(found.settings, article, now),
        closesAt: closesAt?.toISOString() ?? null,
        commentCount: article?.commentCount ?? 0,
      },
      form: formRules(
        found,
        proof,
        await writeFormToken(keyring, params.site, now),
        ports.config.mailUrl !== null,
      ),
      ...(await viewThread(keyring, rows, { ...query, scope })),
    },
    // The hour renews the form's token even where nothing else changes.
    version: `${found.version}-${article?.version ?? 0}-${Math.floor(now.getTime() / HOUR_MS)}-${proof}`,
  }
}

/** What the forms must know of a site's settings. */
export function formRules(
  { settings }: { settings: SiteSettings },
  proof: 'none' | 'required',
  token: string,
  hasMail: boolean,
) {
  const { comments, share } = settings
  return {
    moderation: settings.moderation.mode,
    fields: comments.fields,
    minLength: comments.minLength,
    maxLength: comments.maxLength,
    audiences: allowedAudiences(settings),
    consent: consentOf(settings),
    labels: settings.labels,
    proof,
    token,
    share: share.isEnabled
      ? {
          maxRecipients: share.maxRecipients,
          message: share.message,
          maxMessageLength: MAX_SHARE_MESSAGE,
          confirm: share.confirm,
        }
      : null,
    notify: hasMail && comments.fields.email !== 'hidden',
    timeZone: settings.timeZone,
    addressForm: settings.addressForm,
  }
}

import { hashReader } from '../comments/reader-id.ts'
import { NewReport, reportComment } from '../comments/report.ts'
import type { knownComment } from '../comments/situation.ts'
import { requireComment } from '../comments/situation.ts'
import { type CommentView, viewComment } from '../comments/view.ts'
import { parse } from '../http.ts'
import { Problem } from '../problem.ts'
import { reportReasons } from '../schema.ts'
import { loadSite } from '../sites/origin.ts'
import { CommentItem } from './comment-item.tsx'
import { formView, type Refused } from './draft.ts'
import { Choice, Hidden, Summary } from './fields.tsx'
import type { FormEnv, PlainEnv } from './form.ts'
import { SitePage, type View, viewOf } from './frame.tsx'
import { pageAddress, type PlainParams } from './params.ts'
import { targetStatement } from './thread-data.ts'
import type { Texts } from './texts.ts'

type Loaded = [
  Awaited<ReturnType<typeof knownComment>[0]>,
  Awaited<ReturnType<typeof knownComment>[1]>,
]

/** Asks why a comment is reported; after that thanks, whether or not it is there still. Throws `not-found`. */
export async function showReportForm(
  { ports, siteKey }: PlainEnv['Variables'],
  params: PlainParams,
  refused: Refused | null = null,
  isDone = false,
) {
  const { article, comment: id = '' } = params
  const [sites, [target]] = await ports.db.batch([
    loadSite(ports.db, siteKey),
    targetStatement(ports.db, siteKey, article, id),
  ])
  const [site] = sites
  const isThere = target?.state === 'approved'
  if (site === undefined || (!isThere && !isDone)) throw new Problem('not-found')
  const view = viewOf(site)
  const { t } = view
  return (
    <SitePage view={view} title={refused === null ? t.report : `${t.errTitle}: ${t.report}`}>
      <h1>{t.report}</h1>
      {isDone && <p role="status">{t.reported}</p>}
      {isThere && !isDone && (
        <ReportForm view={view} params={params} comment={viewComment(target)} refused={refused} />
      )}
      <p>
        <a href={pageAddress(site.key, { article })}>{t.backToThread}</a>
      </p>
    </SitePage>
  )
}

function ReportForm({
  view,
  params,
  comment,
  refused,
}: {
  view: View
  params: PlainParams
  comment: CommentView
  refused: Refused | null
}) {
  const { t, site } = view
  const { article } = params
  const form = formView(t, refused, [])
  const options = reportReasons.map((reason): [string, string] => [reason, nameOf(t, reason)])
  return (
    <>
      <ol class="thread answered">
        <CommentItem view={view} params={params} comment={comment} canReply={false} isQuoted />
      </ol>
      <form
        method="post"
        action={pageAddress(site.key, { article, comment: comment.id }, '/report')}
      >
        {refused !== null && (
          <Summary
            form={form}
            sentence={t.errCheck}
            labels={new Map([['reason', t.reportTitle]])}
          />
        )}
        <Hidden values={{ language: site.settings.language }} />
        <Choice form={form} name="reason" label={t.reportTitle} options={options} />
        <button type="submit">{t.reportSend}</button>
      </form>
    </>
  )
}

function nameOf(t: Texts, reason: (typeof reportReasons)[number]): string {
  const names = {
    spam: t.reportSpam,
    abuse: t.reportAbuse,
    false: t.reportFalse,
    personal: t.reportPrivate,
    other: t.reportOther,
  }
  return names[reason]
}

/**
 * Stores the report. A browser without script has no name of its own, so everybody behind one address is one
 * reader here. Throws `invalid` without a reason and `not-found` for what is not public on this site.
 */
export async function takeReport(
  { ports, keyring, form, language, siteKey, addressHash }: FormEnv['Variables'],
  commentId: string,
  loaded: Loaded,
): Promise<void> {
  const reason = form.get('reason')
  const input = parse(NewReport, reason === undefined ? {} : { reason }, language)
  const found = requireComment(loaded, null)
  if (found.site.key !== siteKey) throw new Problem('not-found')
  const address = await addressHash()
  const readerHash = await hashReader(keyring, address, commentId)
  await reportComment(ports, found, input, { readerHash, addressHash: address })
}

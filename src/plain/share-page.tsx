import { consentOf } from '../sites/consent.ts'
import { MAX_SHARE_MESSAGE } from '../comments/page.ts'
import { threadStatements } from '../comments/thread.ts'
import { Problem } from '../problem.ts'
import { loadSite } from '../sites/origin.ts'
import { articleUrl, draftValues, findMissing, formView, type Refused } from './draft.ts'
import { type FormView, Hidden, Summary, TextField, Tick, Trap } from './fields.tsx'
import type { PlainEnv } from './form.ts'
import { SitePage, type View, viewOf } from './frame.tsx'
import { pageAddress, type PlainParams } from './params.ts'
import { recipientsOf } from './requests.ts'
import { fill } from './texts.ts'

/** The form that has the newsroom mail the article to a few friends. Throws `not-found`. */
export async function showShareForm(
  vars: PlainEnv['Variables'],
  params: PlainParams,
  refused: Refused | null = null,
) {
  const { view, article } = await loadArticle(vars, params)
  const { t, site } = view
  const url = articleUrl(site, article, params.article)
  const canSend = site.settings.share.isEnabled && vars.ports.config.mailUrl !== null
  const title = refused === null ? t.passTitle : `${t.errTitle}: ${t.passTitle}`
  return (
    <SitePage view={view} title={title}>
      <h1>{t.passTitle}</h1>
      {article?.url != null && (
        <p class="about">
          <a href={article.url}>{article.title}</a>
        </p>
      )}
      {!canSend || url === null ? (
        <p class="notice">{canSend ? t.openOnSite : t.noSharing}</p>
      ) : (
        <ShareForm
          view={view}
          params={params}
          refused={refused}
          hidden={await draftValues(vars, view, url, refused)}
        />
      )}
      <p>
        <a href={pageAddress(site.key, { article: params.article })}>{t.backToThread}</a>
      </p>
    </SitePage>
  )
}

/** What follows a share that was taken in; the same for everybody. */
export async function showSent(vars: PlainEnv['Variables'], params: PlainParams) {
  const { view } = await loadArticle(vars, params)
  const { t, site } = view
  const { article } = params
  const sentence = site.settings.share.confirm
    ? fill(t.checkInbox, { email: t.yourEmail })
    : t.sentHeld
  return (
    <SitePage view={view} title={t.sentTitle}>
      <h1>{t.sentTitle}</h1>
      <p role="status">{sentence}</p>
      <p>
        <a href={pageAddress(site.key, { article }, '/share')}>{t.passNext}</a>
      </p>
      <p>
        <a href={pageAddress(site.key, { article })}>{t.backToThread}</a>
      </p>
    </SitePage>
  )
}

async function loadArticle({ ports, siteKey }: PlainEnv['Variables'], { article }: PlainParams) {
  const { db } = ports
  const query = {
    site: siteKey,
    article,
    sort: 'newest',
    after: null,
    limit: 1,
    focus: null,
  } as const
  const [sites, [known]] = await db.batch([loadSite(db, siteKey), threadStatements(db, query)[1]])
  const [found] = sites
  if (found === undefined) throw new Problem('not-found')
  return { view: viewOf(found), article: known }
}

function ShareForm({
  view,
  params,
  refused,
  hidden,
}: {
  view: View
  params: PlainParams
  refused: Refused | null
  hidden: Record<string, string>
}) {
  const { t, site } = view
  const { share } = site.settings
  const consent = consentOf(site.settings)
  const form = shareFormView(view, refused)
  return (
    <form method="post" action={pageAddress(site.key, { article: params.article }, '/share')}>
      {refused !== null && (
        <Summary form={form} sentence={refusalOf(view, refused)} labels={labelsOf(view)} />
      )}
      <Hidden values={hidden} />
      <Trap t={t} />
      <div class="pair">
        <TextField
          form={form}
          name="sender/name"
          label={t.fromName}
          use="required"
          autocomplete="name"
        />
        <TextField
          form={form}
          name="sender/email"
          label={t.fromEmail}
          use="required"
          type="email"
          autocomplete="email"
        />
      </div>
      {friendLabels(view).map(([name, label], i) => (
        <TextField
          form={form}
          name={name}
          label={label}
          use={i === 0 ? 'required' : 'optional'}
          type="email"
          autocomplete="off"
        />
      ))}
      {share.message && <MessageField view={view} form={form} />}
      <Tick form={form} name="consent/process" required>
        {consent.processText}
      </Tick>
      <Tick form={form} name="consent/share" required>
        {consent.shareText}
      </Tick>
      {share.confirm && <p>{t.confirmFirst}</p>}
      <button type="submit">{t.passSubmit}</button>
    </form>
  )
}

/** Its label already says that it may stay empty. */
function MessageField({ view: { t }, form }: { view: View; form: FormView }) {
  return (
    <TextField
      form={form}
      name="message"
      label={fill(t.message, { n: MAX_SHARE_MESSAGE })}
      use="free"
      rows={3}
    />
  )
}

/** Errors name friends by their place among those typed, so they are shown without gaps. */
function shareFormView({ t, site }: View, refused: Refused | null): FormView {
  if (refused === null) return formView(t, null, [])
  const values = new Map([...refused.form].filter(([name]) => !name.startsWith('recipients/')))
  for (const [i, address] of recipientsOf(refused.form).entries())
    values.set(`recipients/${i}`, address)
  const missing = findMissing(values, site.settings.language, [
    { name: 'sender/name' },
    { name: 'sender/email' },
    { name: 'recipients/0' },
    { name: 'consent/process', isTick: true },
    { name: 'consent/share', isTick: true },
  ])
  const view = formView(t, { ...refused, form: values }, missing)
  const errors = new Map(view.errors)
  // That there is no friend at all is said beside the first one.
  if (errors.has('recipients/0')) errors.delete('recipients')
  return { ...view, errors }
}

function friendLabels({ t, site }: View): [string, string][] {
  const { maxRecipients } = site.settings.share
  return Array.from({ length: maxRecipients }, (_, i) => [
    `recipients/${i}`,
    i === 0 ? t.toEmail : `${t.toEmail} ${i + 1}`,
  ])
}

function labelsOf(view: View): ReadonlyMap<string, string> {
  const { t } = view
  return new Map([
    ['sender/name', t.fromName],
    ['sender/email', t.fromEmail],
    ...friendLabels(view),
    ['message', fill(t.message, { n: MAX_SHARE_MESSAGE })],
    ['consent/process', t.consent],
    ['consent/share', t.consent],
  ])
}

function refusalOf({ t }: View, { problem: { code } }: Refused): string {
  if (code === 'closed') return t.noSharing
  if (code === 'idempotency-key-reused') return t.passAgain
  return code === 'invalid' ? t.errCheck : t.errServer
}

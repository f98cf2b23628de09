import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { linkTarget } from '../comments/own-link.ts'
import { writeReference } from '../comments/reference.ts'
import { parseReference, type Reference, referredComment } from '../comments/typed-reference.ts'
import { NewComment } from '../comments/schemas.ts'
import { knownComment } from '../comments/situation.ts'
import { commentSituation, prepareComment, type Submission } from '../comments/prepare.ts'
import { submitComment } from '../comments/submit.ts'
import { siteKey } from '../fields.ts'
import { type AppEnv, limit, parse, parseQuery } from '../http.ts'
import { Problem } from '../problem.ts'
import { NewShare } from '../shares/schemas.ts'
import { prepareShare, type ShareSubmission } from '../shares/prepare.ts'
import { shareSituation, submitShare } from '../shares/submit.ts'
import { loadSite } from '../sites/origin.ts'
import { type FormEnv, guardOrigin, type PlainEnv, readForm } from './form.ts'
import { pageAddress, PlainParams } from './params.ts'
import { commentOf, shareOf } from './requests.ts'

const headers = createMiddleware<PlainEnv>(async (c, next) => {
  c.set('form', null)
  c.header('Cache-Control', 'no-store')
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  await next()
})

const sitePath = createMiddleware<PlainEnv>(async (c, next) => {
  const key = c.req.param('site')
  if (!v.is(siteKey, key)) throw new Problem('not-found')
  c.set('siteKey', key)
  await next()
})

/**
 * No page of a newspaper sends these forms, so they carry no origin into the rules, which therefore always
 * hold what comes. Everything else is what the JSON calls go through.
 */
const NO_ORIGIN = { origin: null, canProve: false }

const preparedComment = createMiddleware<
  FormEnv & { Variables: { submission: Submission; params: PlainParams } }
>(async (c, next) => {
  const { ports, keyring, form, language } = c.var
  const params = parseQuery(c, PlainParams)
  const body = parse(NewComment, commentOf(c.var.siteKey, params, form), language)
  const request = { addressHashes: await c.var.addressHashes(), now: ports.now(), keyring }
  c.set('submission', await prepareComment(body, { ...NO_ORIGIN, ...request }))
  await next()
})

const preparedShare = createMiddleware<FormEnv & { Variables: { submission: ShareSubmission } }>(
  async (c, next) => {
    const { ports, keyring, form, language } = c.var
    const params = parseQuery(c, PlainParams)
    const body = parse(NewShare, shareOf(c.var.siteKey, params, form), language)
    const request = {
      addressHashes: await c.var.addressHashes(),
      now: ports.now(),
      keyring,
      language,
    }
    c.set('submission', await prepareShare(body, { ...NO_ORIGIN, ...request }))
    await next()
  },
)

const referencePath = createMiddleware<
  PlainEnv & { Variables: { typed: string | null; reference: Reference | null } }
>(async (c, next) => {
  const typed = (c.var.form?.get('ref') ?? c.req.query('ref'))?.slice(0, 100) ?? null
  // A reference is no text that a refusal would have to keep.
  c.set('form', null)
  c.set('typed', typed)
  c.set('reference', typed === null ? null : parseReference(typed))
  await next()
})

const reportedPath = createMiddleware<FormEnv & { Variables: { reported: string } }>(
  async (c, next) => {
    const { comment } = parseQuery(c, PlainParams)
    if (comment === undefined) throw new Problem('not-found')
    c.set('reported', comment)
    await next()
  },
)

type Referred = AppEnv['Variables'] & { siteKey: string; reference: Reference | null }

// Looking up is counted, as otherwise machines could try every check.
const limitedLookup = limit('link', ({ ports: { db }, siteKey: key, reference }: Referred) => [
  loadSite(db, key),
  referredComment(db, key, reference),
  linkTarget(db, key, reference),
])

/**
 * `/p/{site}`: everything a reader can do, without a script. Pages are chunks of their own, because the public
 * calls of the widget never need them.
 */
export const plainPages = new Hono<PlainEnv>()
  .use(headers)
  .get('/-/style.css', async (c) => {
    const { plainCss } = await import('./style.ts')
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cache-Control', 'public, max-age=3600')
    return c.body(plainCss)
  })
  .get('/:site', sitePath, async (c) => {
    const { showThread } = await import('./thread-page.tsx')
    return c.html(await showThread(c.var, parseQuery(c, PlainParams)))
  })
  .post(
    '/:site',
    sitePath,
    guardOrigin,
    readForm,
    preparedComment,
    limit('plainComment', (vars: AppEnv['Variables'] & { submission: Submission }) =>
      commentSituation(vars.ports.db, vars.submission),
    ),
    async (c) => {
      const { ports, keyring, submission, loaded, language, siteKey } = c.var
      const stored = await submitComment(ports, keyring, submission, loaded, language)
      return c.redirect(`/p/${siteKey}/status?ref=${await writeReference(keyring, stored)}`, 303)
    },
  )
  .get('/:site/share', sitePath, async (c) => {
    const { showShareForm } = await import('./share-page.tsx')
    return c.html(await showShareForm(c.var, parseQuery(c, PlainParams)))
  })
  .post(
    '/:site/share',
    sitePath,
    guardOrigin,
    readForm,
    preparedShare,
    limit('plainShare', (vars: AppEnv['Variables'] & { submission: ShareSubmission }) =>
      shareSituation(vars.ports.db, vars.submission),
    ),
    async (c) => {
      const { ports, keyring, submission, loaded, siteKey } = c.var
      await submitShare(ports, keyring, submission, loaded)
      const { key } = submission.body.article
      return c.redirect(pageAddress(siteKey, { article: key }, '/sent'), 303)
    },
  )
  .get('/:site/sent', sitePath, async (c) => {
    const { showSent } = await import('./share-page.tsx')
    return c.html(await showSent(c.var, parseQuery(c, PlainParams)))
  })
  .get('/:site/report', sitePath, async (c) => {
    const { showReportForm } = await import('./report-page.tsx')
    const isDone = c.req.query('sent') === 'yes'
    return c.html(await showReportForm(c.var, parseQuery(c, PlainParams), null, isDone))
  })
  .post(
    '/:site/report',
    sitePath,
    guardOrigin,
    readForm,
    reportedPath,
    limit('report', ({ ports, reported }: AppEnv['Variables'] & { reported: string }) =>
      knownComment(ports.db, reported),
    ),
    async (c) => {
      const { takeReport } = await import('./report-page.tsx')
      const { siteKey, reported, loaded } = c.var
      await takeReport(c.var, reported, loaded)
      const { article } = parseQuery(c, PlainParams)
      const address = pageAddress(siteKey, { article, comment: reported }, '/report')
      return c.redirect(`${address}&sent=yes`, 303)
    },
  )
  .get('/:site/status', sitePath, referencePath, limitedLookup, async (c) => {
    const { showStatus } = await import('./status-page.tsx')
    const isAsked = c.req.query('link') === 'asked'
    const { page, isWrong } = await showStatus(c.var.ports.config, c.var.keyring, c.var, isAsked)
    return c.html(page, isWrong ? 404 : 200)
  })
  .post(
    '/:site/status',
    sitePath,
    guardOrigin,
    readForm,
    referencePath,
    limitedLookup,
    async (c) => {
      const { askOwnLink, showStatus } = await import('./status-page.tsx')
      const { ports, keyring } = c.var
      const asked = await askOwnLink(ports, keyring, c.var)
      if (asked !== null) return c.redirect(asked, 303)
      return c.html((await showStatus(ports.config, keyring, c.var, false)).page, 404)
    },
  )
  .get('/:site/my-data', sitePath, async (c) => {
    const { showMyDataForm } = await import('./my-data-page.tsx')
    const sites = await loadSite(c.var.ports.db, c.var.siteKey)
    return c.html(showMyDataForm(sites, null, c.req.query('asked') === 'yes'))
  })
  .post(
    '/:site/my-data',
    sitePath,
    guardOrigin,
    readForm,
    limit('link', ({ ports, siteKey: key }: AppEnv['Variables'] & { siteKey: string }) => [
      loadSite(ports.db, key),
    ]),
    async (c) => {
      const { showMyDataForm, typedAddress } = await import('./my-data-page.tsx')
      const { ports, keyring, form, siteKey, loaded } = c.var
      const address = typedAddress(form)
      const [sites] = loaded
      if (address === null || sites[0] === undefined)
        return c.html(showMyDataForm(sites, form, false), 422)
      const { queueMyDataLink } = await import('../my-data/mail-link.ts')
      if (ports.config.mailUrl !== null)
        await queueMyDataLink(ports, keyring, sites[0].seq, address)
      return c.redirect(`/p/${siteKey}/my-data?asked=yes`, 303)
    },
  )
  .all('*', () => {
    throw new Problem('not-found')
  })
  .onError(async (error, c) => {
    const { answerRefusal } = await import('./refusal.tsx')
    return answerRefusal(c, error)
  })

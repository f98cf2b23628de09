import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { HtmlEscapedString } from 'hono/utils/html'
import { linkedComment } from '../comments/own-link.ts'
import { type AppEnv, limit } from '../http.ts'
import { type Form, type PlainEnv, takeForm } from '../plain/form.ts'
import { openLink } from './actions.tsx'
import { type ReaderLink, readReaderLink, type StaffLink } from './links.ts'
import { ReaderPage } from './page.tsx'
import { readerCss } from './style.ts'
import { readerTexts } from './texts.ts'

interface LinkVariables {
  /** null for what this service has not made. */
  link: ReaderLink | 'expired' | null
}

/** `form` stays null where the link's page has nothing to type. */
interface LinkEnv extends PlainEnv {
  Variables: PlainEnv['Variables'] & LinkVariables
}

const openToken = createMiddleware<LinkEnv>(async (c, next) => {
  const { keyring, ports } = c.var
  c.header('Cache-Control', 'no-store')
  c.set('form', null)
  c.set('link', await readReaderLink(keyring, c.req.param('token') ?? '', ports.now()))
  await next()
})

/** Few links have anything to type or to choose; the one-click POST of RFC 8058 may come in any form. */
const readTyped = createMiddleware<LinkEnv>(async (c, next) => {
  const { link } = c.var
  const isChoice = isStaff(link) && link.action === 'moderate'
  const isTyped = ownId(link) !== '' || dataOf(link) !== null || isChoice
  if (isTyped) c.set('form', await takeForm(c.req.raw))
  await next()
})

/** `/r/{token}`: GET shows what will happen, POST does it. The token is the proof, so no Origin is asked for. */
export const readerLinks = new Hono<LinkEnv>()
  .get('/style.css', (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cache-Control', 'public, max-age=3600')
    return c.body(readerCss)
  })
  .get('/:token', openToken, async (c) => {
    const data = dataOf(c.var.link)
    if (data !== null) {
      const { showMyData } = await import('./my-data.tsx')
      return answerPage(c, await showMyData(c.var.ports, data))
    }
    const id = ownId(c.var.link)
    if (isStaff(c.var.link)) return answerStaff(c, c.var.link, null)
    if (id === '') return answerLink(c, 'show')
    const { showOwnComment } = await import('./own-comment.tsx')
    const { db } = c.var.ports
    const own = showOwnComment(c.var, await db.batch(linkedComment(db, id)))
    return own === null ? answerGone(c) : c.html(own.page, own.status)
  })
  .post(
    '/:token',
    openToken,
    readTyped,
    // Other actions read for themselves what their link names; for them this finds nothing.
    limit('link', ({ ports, link }: AppEnv['Variables'] & LinkVariables) =>
      linkedComment(ports.db, ownId(link)),
    ),
    async (c) => {
      const { loaded, form } = c.var
      if (isStaff(c.var.link)) return answerStaff(c, c.var.link, form ?? new Map())
      if (form === null) return answerLink(c, 'act')
      const data = dataOf(c.var.link)
      if (data !== null) {
        const { actOnMyData } = await import('./my-data.tsx')
        return answerPage(c, await actOnMyData(c.var.ports, data, form))
      }
      const { actOnOwnComment } = await import('./own-comment.tsx')
      const own = await actOnOwnComment(c.var, loaded, form)
      return own === null ? answerGone(c) : c.html(own.page, own.status)
    },
  )
  .onError(async (error, c) => {
    const { answerRefusal } = await import('../plain/refusal.tsx')
    return answerRefusal(c, error)
  })

/** The comment that a link belongs to, '' for every other link. */
function ownId(link: LinkVariables['link']): string {
  return link !== null && link !== 'expired' && link.action === 'own-comment' ? link.subject : ''
}

function isStaff(link: LinkVariables['link']): link is StaffLink {
  return (
    link !== null &&
    link !== 'expired' &&
    (link.action === 'moderate' || link.action === 'stop-digest')
  )
}

/** `form` null shows, anything else acts. */
async function answerStaff(c: LinkContext, link: StaffLink, form: Form | null) {
  const { openStaffLink } = await import('../digest/link-page.tsx')
  const page = await openStaffLink(c.var.ports, link, form)
  if (page === null) return answerGone(c)
  const { content, ...frame } = page
  return c.html(<ReaderPage {...frame}>{content}</ReaderPage>)
}

/** Whose data a link is about, null for every other link. */
function dataOf(link: LinkVariables['link']): string | null {
  return link !== null && link !== 'expired' && link.action === 'my-data' ? link.subject : null
}

function answerPage(c: LinkContext, page: HtmlEscapedString | Promise<HtmlEscapedString> | null) {
  return page === null ? answerGone(c) : c.html(page)
}

type LinkContext = Pick<Context<LinkEnv>, 'var' | 'html'>

async function answerLink(c: LinkContext, step: 'show' | 'act') {
  const { ports, link } = c.var
  if (link === null || link === 'expired' || isStaff(link)) return answerGone(c)
  if (link.action === 'own-comment' || link.action === 'my-data') return answerGone(c)
  const page = await openLink(ports, link, step)
  if (page === null) return answerGone(c)
  const { content, ...frame } = page
  return c.html(<ReaderPage {...frame}>{content}</ReaderPage>)
}

function answerGone(c: LinkContext) {
  const { link, language } = c.var
  const texts = readerTexts[language]
  return c.html(
    <ReaderPage title={texts.goneTitle} siteName={texts.service} language={language}>
      <p>{texts.gone}</p>
    </ReaderPage>,
    link === 'expired' ? 410 : 404,
  )
}

import { type Context, Hono } from 'hono'
import { type AppEnv, limit } from '../http.ts'
import type { Statements } from '../http.ts'
import { site } from '../schema.ts'
import { openLink } from './actions.tsx'
import { readReaderLink } from './links.ts'
import { ReaderPage } from './page.tsx'
import { readerCss } from './style.ts'
import { readerTexts } from './texts.ts'

/** `/r/{token}`: GET shows what will happen, POST does it. The token is the proof, so no Origin is asked for. */
export const readerLinks = new Hono<AppEnv>()
  .get('/style.css', (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cache-Control', 'public, max-age=3600')
    return c.body(readerCss)
  })
  .get('/:token', (c) => answerLink(c, 'show'))
  .post('/:token', limit('link', countOnly), (c) => answerLink(c, 'act'))

/** The limit alone: the action reads for itself what its link names. */
function countOnly({ ports }: AppEnv['Variables']): Statements {
  return [ports.db.select({ seq: site.seq }).from(site).limit(0)]
}

async function answerLink(c: Pick<Context<AppEnv>, 'req' | 'var' | 'header' | 'html'>, step: 'show' | 'act') {
  const { ports, keyring, language } = c.var
  c.header('Cache-Control', 'no-store')
  const link = await readReaderLink(keyring, c.req.param('token') ?? '', ports.now())
  const page = link === null || link === 'expired' ? null : await openLink(ports, link, step)
  if (page === null) {
    const texts = readerTexts[language]
    return c.html(
      <ReaderPage title={texts.goneTitle} siteName={texts.service} language={language}>
        <p>{texts.gone}</p>
      </ReaderPage>,
      link === 'expired' ? 410 : 404,
    )
  }
  const { content, ...frame } = page
  return c.html(<ReaderPage {...frame}>{content}</ReaderPage>)
}

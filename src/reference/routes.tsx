import { type Context, Hono } from 'hono'
import type { AppEnv } from '../http.ts'
import { answerWith, type InnerEnv, rethrow, takeVariables } from '../inner.ts'
import { Problem } from '../problem.ts'
import { DocsPage } from './docs-page.tsx'
import { openApiDocument } from './openapi.ts'
import { findProblem, ProblemPage, ProblemsPage } from './problem-pages.tsx'
import { referenceCss } from './style.ts'

/** A release later is soon enough to see a new reference. */
const CACHE_CONTROL = 'public, max-age=300'

/** The API described: for programs at `/openapi.json`, for people at `/docs`, and a page for each problem. */
const reference = new Hono<InnerEnv>()
  .use(takeVariables)
  .get('/openapi.json', async (c) => {
    c.header('Cache-Control', CACHE_CONTROL)
    // Tools on other origins read it; it says nothing that is not public.
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Content-Type', 'application/json; charset=utf-8')
    return c.body(await renderOnce(c, (publicUrl) => JSON.stringify(openApiDocument(publicUrl))))
  })
  .get('/docs', async (c) => {
    c.header('Cache-Control', CACHE_CONTROL)
    return c.html(await renderOnce(c, (publicUrl) => <DocsPage publicUrl={publicUrl} />))
  })
  .get('/docs/style.css', (c) => {
    c.header('Cache-Control', CACHE_CONTROL)
    c.header('Content-Type', 'text/css; charset=utf-8')
    return c.body(referenceCss)
  })
  .get('/problems', (c) => {
    varyByLanguage(c)
    return c.html(<ProblemsPage language={c.var.language} isLost={false} />)
  })
  .get('/problems/:code', (c) => {
    const { language } = c.var
    const code = findProblem(c.req.param('code'))
    varyByLanguage(c)
    return code === undefined
      ? c.html(<ProblemsPage language={language} isLost={true} />, 404)
      : c.html(<ProblemPage code={code} language={language} />)
  })

  .notFound(() => {
    throw new Problem('not-found')
  })
  .onError(rethrow)

export const answerReference = (c: Context<AppEnv>) => answerWith(reference, c)

const rendered = new Map<string, string>()

/** A text, or an element that is not yet one. */
interface Printable {
  toString(): string
}

/** What depends on nothing but the service's own address is made once per process. */
async function renderOnce(
  c: Context<InnerEnv>,
  render: (publicUrl: string) => Printable | Promise<Printable>,
): Promise<string> {
  const { publicUrl } = c.var.ports.config
  const key = publicUrl + c.req.path
  const known = rendered.get(key)
  if (known !== undefined) return known
  const made = (await render(publicUrl)).toString()
  rendered.set(key, made)
  return made
}

function varyByLanguage(c: Context<InnerEnv>) {
  c.header('Cache-Control', CACHE_CONTROL)
  c.header('Vary', 'Accept-Language')
  c.header('Content-Language', c.var.language)
}

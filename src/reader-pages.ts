import { type Context, Hono } from 'hono'
import type { AppEnv } from './http.ts'
import { answerWith, type InnerEnv, rethrow, takeVariables } from './inner.ts'
import { plainPages } from './plain/routes.tsx'
import { Problem } from './problem.ts'
import { readerLinks } from './reader/routes.tsx'

/** What readers open without the widget: links in mails, and the pages without a script. */
const readerPages = new Hono<InnerEnv>()
  .use(takeVariables)
  .route('/r', readerLinks)
  .route('/p', plainPages)
  .notFound(() => {
    throw new Problem('not-found')
  })
  .onError(rethrow)

export const answerReaderPage = (c: Context<AppEnv>) => answerWith(readerPages, c)

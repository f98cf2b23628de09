import { type Context, Hono } from 'hono'
import type { AppEnv } from '../http.ts'
import { Problem } from '../problem.ts'
import { auditPages } from './audit/routes.tsx'
import { desk } from './desk.tsx'
import { answerWith, takeVariables } from '../inner.ts'
import { entry } from './entry.tsx'
import { ErrorPage } from './error-page.tsx'
import { consoleHeaders, type ConsoleEnv, guardForms } from './guard.ts'
import { registerPages } from './item/register-routes.tsx'
import { itemPages } from './item/routes.tsx'
import { outboxPages } from './outbox/routes.tsx'
import { ownAccount } from './people/account.tsx'
import { entryMore } from './people/entry-more.tsx'
import { peoplePages } from './people/people.tsx'
import { tokenPages } from './people/tokens.tsx'
import { consoleScript, scriptPath } from './script.ts'
import { consoleStyle, stylePath } from './style.ts'
import { sitePages } from './settings/routes.tsx'
import { secretPages } from './settings/secret-routes.tsx'
import { wordPages } from './settings/word-routes.tsx'
import { statsPages } from './stats/routes.tsx'
import { reminderPages } from './digest/routes.tsx'
import { viewOf } from './view.ts'

/** Answers everything below `/admin`, with the variables of the request it belongs to. */
export const answerConsole = (c: Context<AppEnv>) => answerWith(consolePages, c)

/** A build's files have its fingerprint in their address, so they never change. */
const FOREVER = 'private, max-age=31536000, immutable'

/** Every page of the console. */
export const consolePages = new Hono<ConsoleEnv>({ strict: false })
  .basePath('/admin')
  .use(takeVariables)
  .use(consoleHeaders)
  .use(guardForms)
  .get(scriptPath.slice('/admin'.length), (c) =>
    c.body(consoleScript, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': FOREVER,
    }),
  )
  .get(stylePath.slice('/admin'.length), (c) =>
    c.body(consoleStyle, 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': FOREVER,
    }),
  )
  .route('/', entry)
  .route('/', entryMore)
  .route('/', ownAccount)
  .route('/', peoplePages)
  .route('/', tokenPages)
  .route('/', outboxPages)
  .route('/', statsPages)
  .route('/', auditPages)
  .route('/', reminderPages)
  .route('/', sitePages)
  .route('/', wordPages)
  .route('/', secretPages)
  .route('/', itemPages)
  .route('/', registerPages)
  .route('/', desk)
  .all('*', () => {
    throw new Problem('not-found')
  })
  .onError((error, c) => {
    // What is no Problem is the service's to log and to answer.
    if (!(error instanceof Problem)) throw error
    const { retryAfterSeconds } = error.options
    if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
    const { publicUrl } = c.var.ports.config
    return c.html(
      <ErrorPage
        {...{ view: viewOf(c.var), problem: error, publicUrl }}
        isRead={c.req.method === 'GET'}
      />,
      error.status,
    )
  })

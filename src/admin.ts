import { type Context, Hono } from 'hono'
import { adminArticles } from './articles/admin-routes.ts'
import { audits } from './audits/routes.ts'
import { people } from './auth/people-routes.ts'
import { savedQueues } from './console/saved-queue-routes.ts'
import { trials } from './defence/try-routes.ts'
import { tokens } from './auth/routes.ts'
import type { AppEnv } from './http.ts'
import { answerWith, type InnerEnv, rethrow, takeVariables } from './inner.ts'
import { assignments } from './moderation/assignment-routes.ts'
import { itemRoutes } from './moderation/item-routes.ts'
import { registers } from './moderation/register-routes.ts'
import { moderation } from './moderation/routes.ts'
import { outboxRoutes } from './outbox/routes.ts'
import { stats } from './stats/routes.ts'
import { Problem } from './problem.ts'
import { adminShares } from './shares/admin-routes.ts'
import { webhookSecrets } from './webhooks/secrets.ts'
import { sites } from './sites/routes.ts'
import { siteSecrets } from './sites/secrets.ts'

/** The moderators' API, kept off the path of readers. */
export const adminApp = new Hono<InnerEnv>()
  .basePath('/v1/admin')
  .use(takeVariables)
  .route('/', moderation)
  .route('/', itemRoutes)
  .route('/', assignments)
  .route('/', savedQueues)
  .route('/', registers)
  .route('/', sites)
  .route('/', adminArticles)
  .route('/', adminShares)
  .route('/', tokens)
  .route('/', outboxRoutes)
  .route('/', audits)
  .route('/', stats)
  .route('/', people)
  .route('/', webhookSecrets)
  .route('/', siteSecrets)
  .route('/', trials)
  .notFound(() => {
    throw new Problem('not-found')
  })
  .onError(rethrow)

export const answerAdmin = (c: Context<AppEnv>) => answerWith(adminApp, c)

import { type Context, Hono } from 'hono'
import { ownComments } from './comments/own-routes.ts'
import { defence } from './defence/routes.ts'
import type { AppEnv } from './http.ts'
import { answerWith, type InnerEnv, rethrow, takeVariables } from './inner.ts'
import { shares } from './shares/routes.ts'

/** The calls that `app.ts` lists, kept off the path of those who read and comment. */
const readerCalls = new Hono<InnerEnv>()
  .use(takeVariables)
  .route('/v1', ownComments)
  .route('/v1', shares)
  .route('/v1', defence)
  .onError(rethrow)

export const answerReader = (c: Context<AppEnv>) => answerWith(readerCalls, c)

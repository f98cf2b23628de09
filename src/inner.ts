import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from './http.ts'

/** An app that is loaded at its first request and takes over the variables of the request it answers. */
export interface InnerEnv {
  Bindings: { vars: AppEnv['Variables'] }
  Variables: AppEnv['Variables']
}

/** First middleware of an inner app. */
export const takeVariables: MiddlewareHandler<InnerEnv> = async (c, next) => {
  const { vars } = c.env
  c.set('ports', vars.ports)
  c.set('keyring', vars.keyring)
  c.set('requestId', vars.requestId)
  c.set('language', vars.language)
  c.set('addressHash', vars.addressHash)
  c.set('addressHashes', vars.addressHashes)
  await next()
}

/** The inner app's answer with the headers that the outer one has set already. What it throws is the outer one's to answer. */
export async function answerWith(
  app: { fetch(request: Request, env: InnerEnv['Bindings']): Response | Promise<Response> },
  c: Context<AppEnv>,
): Promise<Response> {
  const answer = await app.fetch(c.req.raw, { vars: c.var })
  return c.newResponse(answer.body, answer)
}

/** For inner apps without error pages of their own. */
export function rethrow(error: Error): never {
  throw error
}

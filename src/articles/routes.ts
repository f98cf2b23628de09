import { Hono } from 'hono'
import * as v from 'valibot'
import { line, pageLimit, siteKey } from '../fields.ts'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { type AppEnv, parseQuery, valid } from '../http.ts'
import { answerPage, siteTag } from '../pages.ts'
import { PutArticle, putArticle, readArticle } from './admin.ts'
import { listArticles } from './list.ts'

export const ArticlesParams = v.strictObject({
  site: siteKey,
  sort: v.optional(v.picklist(['recent', 'discussed']), 'recent'),
  limit: pageLimit,
})

export const articles = new Hono<AppEnv>().get('/articles', async (c) => {
  const params = parseQuery(c, ArticlesParams)
  return answerPage(c, params, async () => ({
    ...(await listArticles(c.var.ports.db, params)),
    tags: [siteTag(params.site)],
  }))
})

export const ArticleParams = v.strictObject({ site: siteKey, key: line(200) })

export const adminArticles = new Hono<CallerEnv>()
  .put('/articles', requireModerator('editor'), valid(PutArticle), async (c) =>
    c.json(await putArticle(c.var.ports, c.var.caller, c.var.body, c.var.language)),
  )
  .get('/articles', requireModerator('viewer'), async (c) => {
    const { site, key } = parseQuery(c, ArticleParams)
    return c.json(await readArticle(c.var.ports.db, c.var.caller, site, key))
  })

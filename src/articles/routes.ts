import { Hono } from 'hono'
import * as v from 'valibot'
import { pageLimit, siteKey } from '../fields.ts'
import { type AppEnv, parseQuery } from '../http.ts'
import { answerPage, siteTag } from '../pages.ts'
import { listArticles } from './list.ts'

export const ArticlesParams = v.strictObject({
  site: siteKey,
  sort: v.optional(v.picklist(['recent', 'discussed']), 'recent'),
  limit: pageLimit,
})

export const articles = new Hono<AppEnv>().get('/articles', async (c) => {
  const params = parseQuery(c, ArticlesParams)
  return answerPage(c, {
    params,
    tags: [siteTag(params.site)],
    render: () => listArticles(c.var.ports.reads, params),
  })
})

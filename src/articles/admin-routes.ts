import { Hono } from 'hono'
import * as v from 'valibot'
import { type CallerEnv, requireModerator } from '../auth/caller.ts'
import { line, siteKey } from '../fields.ts'
import { parseQuery, valid } from '../http.ts'
import { ArticlePatch, patchArticle, PutArticle, putArticle, readArticle } from './admin.ts'

export const ArticleParams = v.strictObject({ site: siteKey, key: line(200) })

export const adminArticles = new Hono<CallerEnv>()
  .put('/articles', requireModerator('editor'), valid(PutArticle), async (c) =>
    c.json(await putArticle(c.var.ports, c.var.caller, c.var.body, c.var.language)),
  )
  .patch('/articles', requireModerator('editor'), valid(ArticlePatch), async (c) =>
    c.json(await patchArticle(c.var.ports, c.var.caller, c.var.body)),
  )
  .get('/articles', requireModerator('viewer'), async (c) => {
    const { site, key } = parseQuery(c, ArticleParams)
    return c.json(await readArticle(c.var.ports.db, c.var.caller, site, key))
  })

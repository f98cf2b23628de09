import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { readCursor } from '../cursor.ts'
import { siteKey, uuid, line, pageLimit } from '../fields.ts'
import { type AppEnv, limit, parse, parseQuery, valid } from '../http.ts'
import { answerPage, articleTag, siteTag } from '../pages.ts'
import { countComments } from './counts.ts'
import { commentReceipt } from './receipt.ts'
import { NewComment } from './schemas.ts'
import { renderThread } from './page.ts'
import { commentSituation, prepareComment, type Submission } from './prepare.ts'
import { submitComment } from './submit.ts'
import { repliesStatement } from './thread.ts'
import { viewReplies } from './view.ts'

export const ThreadParams = v.strictObject({
  site: siteKey,
  article: line(200),
  sort: v.optional(v.picklist(['newest', 'oldest', 'top']), 'newest'),
  after: v.exactOptional(v.string()),
  limit: pageLimit,
  focus: v.exactOptional(uuid),
})

export const RepliesParams = v.strictObject({
  after: v.exactOptional(v.string()),
  limit: pageLimit,
})

export const CountParams = v.strictObject({
  site: siteKey,
  article: v.pipe(v.array(line(200)), v.minLength(1), v.maxLength(100)),
})

const prepared = createMiddleware<
  AppEnv & { Variables: { body: NewComment; submission: Submission } }
>(async (c, next) => {
  // `c.var` is made anew each time that it is asked for.
  const { ports, keyring, body, addressHashes } = c.var
  c.set(
    'submission',
    await prepareComment(body, {
      origin: c.req.header('Origin') ?? null,
      canProve: true,
      addressHashes: await addressHashes(),
      now: ports.now(),
      keyring,
    }),
  )
  await next()
})

export const comments = new Hono<AppEnv>()
  .get('/comments', async (c) => {
    const params = parseQuery(c, ThreadParams)
    return answerPage(c, {
      params,
      tags: [articleTag(params.site, params.article), siteTag(params.site)],
      render: () => renderThread(c.var, params),
    })
  })
  .post(
    '/comments',
    valid(NewComment),
    prepared,
    limit('comment', (vars: AppEnv['Variables'] & { submission: Submission }) =>
      commentSituation(vars.ports.db, vars.submission),
    ),
    async (c) => {
      const { ports, keyring, submission, loaded, language } = c.var
      const stored = await submitComment(ports, keyring, submission, loaded, language)
      if (stored.state === 'approved')
        ports.pages.invalidate([articleTag(submission.body.site, submission.body.article.key)])
      const receipt = await commentReceipt(keyring, stored, submission)
      return c.json(receipt, stored.firstState === 'approved' ? 201 : 202)
    },
  )
  .get('/comments/:id/replies', async (c) => {
    const id = parse(uuid, c.req.param('id'), c.var.language)
    const params = parseQuery(c, RepliesParams)
    const after = await readCursor(c.var.keyring, `replies:${id}`, params.after, c.var.language)
    const rows = await repliesStatement(c.var.ports.reads, id, after, params.limit)
    return c.json(await viewReplies(c.var.keyring, id, rows, params.limit))
  })
  .get('/counts', async (c) => {
    const params = parseQuery(c, CountParams, ['article'])
    return answerPage(c, {
      params,
      tags: [siteTag(params.site), ...params.article.map((key) => articleTag(params.site, key))],
      render: () => countComments(c.var.ports.reads, params.site, params.article),
    })
  })

import { Hono } from 'hono'
import { type AppEnv, limit, readBearer, valid } from '../http.ts'
import { setLike } from './like.ts'
import { readOwnComment } from './own.ts'
import { hashReader, readReaderId } from './reader-id.ts'
import { NewReport, reportComment } from './report.ts'
import { CommentPatch, editComment, requireOwn, withdrawComment } from './revise.ts'
import { commentPath, knownComment, requireComment } from './situation.ts'

const loadComment = ({ ports, commentId }: AppEnv['Variables'] & { commentId: string }) =>
  knownComment(ports.db, commentId)

/** What a reader does with a comment that exists. */
export const ownComments = new Hono<AppEnv>()
  .get('/comments/:id/own', commentPath, async (c) => {
    c.header('Cache-Control', 'no-store')
    const { ports, keyring, commentId } = c.var
    return c.json(await readOwnComment(ports.db, keyring, commentId, readBearer(c.req)))
  })
  .patch(
    '/comments/:id',
    commentPath,
    valid(CommentPatch),
    limit('own', loadComment),
    async (c) => {
      const origin = c.req.header('Origin') ?? null
      const found = requireComment(c.var.loaded, origin)
      await requireOwn(found.comment, readBearer(c.req))
      const { ports, body, language } = c.var
      return c.json(await editComment(ports, found, body, origin !== null, language))
    },
  )
  .delete('/comments/:id', commentPath, limit('own', loadComment), async (c) => {
    const found = requireComment(c.var.loaded, c.req.header('Origin') ?? null)
    await requireOwn(found.comment, readBearer(c.req))
    await withdrawComment(c.var.ports, found)
    return c.body(null, 204)
  })
  .on(
    ['PUT', 'DELETE'],
    '/comments/:id/like',
    commentPath,
    limit('like', loadComment),
    async (c) => {
      const found = requireComment(c.var.loaded, c.req.header('Origin') ?? null)
      const { ports, keyring, commentId, language } = c.var
      const vote = {
        readerHash: await hashReader(keyring, readReaderId(c.req, language), commentId),
        addressHash: await hashReader(keyring, await c.var.addressHash(), commentId),
        isLiked: c.req.method === 'PUT',
      }
      return c.json(await setLike(ports, found, vote))
    },
  )
  .post(
    '/comments/:id/reports',
    commentPath,
    valid(NewReport),
    limit('report', loadComment),
    async (c) => {
      const found = requireComment(c.var.loaded, c.req.header('Origin') ?? null)
      const { ports, keyring, commentId, language, body } = c.var
      const reporter = {
        readerHash: await hashReader(keyring, readReaderId(c.req, language), commentId),
        addressHash: await c.var.addressHash(),
      }
      await reportComment(ports, found, body, reporter)
      return c.json({ id: commentId }, 202)
    },
  )

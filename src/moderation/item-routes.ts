import { Hono } from 'hono'
import { type CallerEnv, requireModerator, requireProof } from '../auth/caller.ts'
import { uuid } from '../fields.ts'
import { parse, valid } from '../http.ts'
import { answerLetter, forwardLetter, NewAnswer, NewForward, recallAnswer } from './answers.ts'
import { ItemPatch, patchComment } from './edit.ts'
import { readComment, readShare } from './item.ts'
import { addNote, NewNote } from './notes.ts'
import { NewReply, replyAsNewsroom } from './reply.ts'
import { liftSeal, openSeal } from './seal.ts'

const idOf = (c: { req: { param: (name: 'id') => string }; var: { language: 'vi' | 'en' } }) =>
  parse(uuid, c.req.param('id'), c.var.language)

/** What is done to one item besides deciding about it. */
export const itemRoutes = new Hono<CallerEnv>()
  .get('/comments/:id', requireModerator('viewer'), async (c) =>
    c.json(await readComment(c.var, idOf(c))),
  )
  .patch('/comments/:id', requireModerator('moderator'), valid(ItemPatch), async (c) =>
    c.json(await patchComment(c.var, idOf(c), c.var.body)),
  )
  .post('/comments/:id/replies', requireModerator('editor'), valid(NewReply), async (c) =>
    c.json(await replyAsNewsroom(c.var, idOf(c), c.var.body), 201),
  )
  .post('/comments/:id/answers', requireModerator('editor'), valid(NewAnswer), async (c) =>
    c.json(await answerLetter(c.var, idOf(c), c.var.body), 202),
  )
  .post('/comments/:id/forwards', requireModerator('editor'), valid(NewForward), async (c) =>
    c.json(await forwardLetter(c.var, idOf(c), c.var.body), 202),
  )
  .delete('/answers/:id', requireModerator('editor'), async (c) =>
    c.json(await recallAnswer(c.var, idOf(c))),
  )
  .post('/comments/:id/notes', requireModerator('moderator'), valid(NewNote), async (c) =>
    c.json(await addNote(c.var, 'comment', idOf(c), c.var.body), 201),
  )
  // POST, because opening what is sealed is recorded.
  .post('/comments/:id/seal', requireModerator('admin'), requireProof, async (c) =>
    c.json(await openSeal(c.var, idOf(c))),
  )
  .delete('/comments/:id/seal', requireModerator('admin'), requireProof, async (c) => {
    await liftSeal(c.var, idOf(c))
    return c.body(null, 204)
  })
  .get('/shares/:id', requireModerator('viewer'), async (c) =>
    c.json(await readShare(c.var, idOf(c))),
  )
  .post('/shares/:id/notes', requireModerator('moderator'), valid(NewNote), async (c) =>
    c.json(await addNote(c.var, 'share', idOf(c), c.var.body), 201),
  )

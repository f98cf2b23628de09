import { omit } from '../omit.ts'
import { Hono } from 'hono'
import * as v from 'valibot'
import { line, text, uuid } from '../fields.ts'
import { parse } from '../http.ts'
import { assign } from '../moderation/assignments.ts'
import { decide, type DecisionItem, undoDecision } from '../moderation/decide.ts'
import { decideMatching } from '../moderation/decide-matching.ts'
import { notePresence } from '../moderation/presence.ts'
import { forgetQueue } from '../moderation/saved-queues.ts'
import { decidable } from '../moderation/transitions.ts'
import { Problem } from '../problem.ts'
import { states } from '../schema.ts'
import { QueueAddress, queryOf, readPath, withoutBlanks } from './address.ts'
import { backField, consolePath, type DeskEnv, readForm, requirePerson } from './guard.ts'
import { keepQueue } from './keep-queue.ts'
import { answerLive, itemName } from './live.ts'
import { loadDesk } from './load-desk.ts'
import { QueuePage } from './queue-page.tsx'
import { queueNames, queues } from './queues.ts'
import { viewOf } from './view.ts'

/** `kind:id:state seen`, as a checkbox or a hidden field sends it. */
const itemField = v.pipe(
  v.string(),
  v.regex(/^(?:comment|share):[\da-f-]{36}:[a-z]{1,20}$/),
  v.transform((value): Record<string, unknown> => {
    const [kind, id, from] = value.split(':')
    return { kind, id, from }
  }),
  v.strictObject({ kind: v.picklist(['comment', 'share']), id: uuid, from: v.picklist(states) }),
)

const told = {
  to: v.picklist(decidable),
  reason: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{0,40}$/))),
  message: v.exactOptional(text(500)),
  back: backField,
}

const DecisionForm = v.strictObject({
  item: v.pipe(v.array(itemField), v.minLength(1), v.maxLength(500)),
  ...told,
})

const MatchingForm = v.strictObject({
  /** Tab and filters as in an address. */
  queue: v.pipe(v.string(), v.maxLength(2000)),
  before: v.pipe(v.string(), v.isoTimestamp()),
  ...told,
})

const AssignmentForm = v.strictObject({
  item: itemName,
  to: v.pipe(v.string(), v.maxLength(200), v.regex(/^(?:(?:person|desk):.+)?$/)),
  back: backField,
})

const SavedQueueForm = v.strictObject({
  name: line(60),
  shared: v.exactOptional(v.literal('on')),
  address: v.pipe(v.string(), v.maxLength(2000)),
})

/** The moderators' desk: the queues, and what is done to their items by plain forms. */
export const desk = new Hono<DeskEnv>()
  .get('/', requirePerson('viewer'), (c) => c.redirect('/admin/pending'))
  .get('/live', requirePerson('viewer'), answerLive)
  .get(`/:queue{${queueNames.join('|')}}`, requirePerson('viewer'), async (c) => {
    const queue = queues[parse(v.picklist(queueNames), c.req.param('queue'), c.var.language)]
    const address = parse(QueueAddress, withoutBlanks(c.req.query()), c.var.language)
    const content = await loadDesk(c.var, queue, address)
    const { caller } = c.var
    return c.html(<QueuePage view={viewOf(c.var)} {...{ caller, queue, address, content }} />)
  })
  .post('/decisions', requirePerson('moderator'), async (c) => {
    const form = await readForm(c.req.raw, DecisionForm, c.var.language, ['item'])
    const items: DecisionItem[] = form.item
    const receipt = await decide(c.var.ports, c.var.caller, { items, ...toldBy(form) })
    return c.redirect(pathAfter(c.var, form.back, receipt), 303)
  })
  .post('/decisions/matching', requirePerson('moderator'), async (c) => {
    const form = await readForm(c.req.raw, MatchingForm, c.var.language)
    const found = readPath(form.queue)
    if (found === null) throw new Problem('not-found')
    const queue = queues[found.name]
    const { sort, ...query } = queryOf(queue, found.address, 1)
    const filters = omit(query, 'limit', 'after')
    const before = new Date(form.before)
    const matching = { kind: queue.kind, filters, sort, before, ...toldBy(form) }
    const receipt = await decideMatching(c.var, matching)
    return c.redirect(pathAfter(c.var, form.back, receipt), 303)
  })
  .post('/decisions/:id/undo', requirePerson('moderator'), async (c) => {
    const form = await readForm(c.req.raw, v.strictObject({ back: backField }), c.var.language)
    const id = parse(uuid, c.req.param('id'), c.var.language)
    const undone = await undoDecision(c.var.ports, c.var.caller, id).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'conflict') return null
      throw error
    })
    const news = undone === null ? { undo: 'failed' } : { done: undone.id }
    return c.redirect(pathWith(c.var, form.back, news), 303)
  })
  .post('/presence', requirePerson('viewer'), async (c) => {
    const { item } = await readForm(c.req.raw, v.strictObject({ item: itemName }), c.var.language)
    await notePresence(c.var.ports, c.var.caller, item)
    return c.body(null, 204)
  })
  .post('/assignments', requirePerson('moderator'), async (c) => {
    const { item, to, back } = await readForm(c.req.raw, AssignmentForm, c.var.language)
    await assign(c.var.ports, c.var.caller, item, to === '' ? null : to)
    if (c.req.header('Accept') === 'application/json') return c.body(null, 204)
    return c.redirect(pathWith(c.var, back, {}), 303)
  })
  .post('/saved-queues', requirePerson('viewer'), async (c) => {
    const form = await readForm(c.req.raw, SavedQueueForm, c.var.language)
    const { name, address } = form
    const isShared = form.shared === 'on'
    const kept = await keepQueue(c.var.ports, c.var.caller, { name, address, isShared })
    return c.redirect(kept.address, 303)
  })
  .post('/saved-queues/:id/forget', requirePerson('viewer'), async (c) => {
    const form = await readForm(c.req.raw, v.strictObject({ back: backField }), c.var.language)
    await forgetQueue(c.var.ports, c.var.caller, parse(uuid, c.req.param('id'), c.var.language))
    return c.redirect(pathWith(c.var, form.back, {}), 303)
  })

/** A form sends what was left empty; a reason without a sentence gets the one that the site keeps for it. */
function toldBy({
  to,
  reason = '',
  message = '',
}: v.InferOutput<v.StrictObjectSchema<typeof told, undefined>>) {
  if (to !== 'rejected') return { to }
  return { to, ...(reason !== '' && { reason }), ...(message !== '' && { message }) }
}

/** The page to go back to, telling what was decided there. */
function pathAfter(
  vars: DeskEnv['Variables'],
  back: string | undefined,
  { id, results }: { id: string | null; results: { ok: boolean }[] },
): string {
  const failed = results.filter(({ ok }) => !ok).length
  return pathWith(vars, back, {
    done: failed < results.length ? id : null,
    failed: failed > 0 ? String(failed) : null,
  })
}

/** The page to go back to, telling what was done there. */
function pathWith(
  vars: DeskEnv['Variables'],
  back: string | undefined,
  news: Record<string, string | null>,
): string {
  const { publicUrl } = vars.ports.config
  const url = new URL(consolePath(back, publicUrl), publicUrl)
  for (const name of ['done', 'failed', 'undo']) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(news))
    if (value !== null) url.searchParams.set(name, value)
  return url.pathname + url.search
}

import { Hono } from 'hono'
import * as v from 'valibot'
import { uuid, text } from '../fields.ts'
import { parse } from '../http.ts'
import { decide, type DecisionItem, undoDecision } from '../moderation/decide.ts'
import { decidable } from '../moderation/transitions.ts'
import { Problem } from '../problem.ts'
import { states } from '../schema.ts'
import { backField, consolePath, type DeskEnv, readForm, requirePerson } from './guard.ts'
import { loadDesk } from './load-desk.ts'
import { QueuePage } from './queue-page.tsx'
import { queueNames, queues } from './queues.ts'
import { viewOf } from './view.ts'

const QueueAddress = v.object({
  after: v.exactOptional(v.pipe(v.string(), v.maxLength(500))),
  /** Of the shares only: another state than the tab's own. */
  state: v.exactOptional(v.picklist(states)),
  /** The decision to tell about. */
  done: v.exactOptional(uuid),
  failed: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number))),
  undo: v.exactOptional(v.literal('failed')),
})
export type QueueAddress = v.InferOutput<typeof QueueAddress>

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

const DecisionForm = v.strictObject({
  item: v.pipe(v.array(itemField), v.minLength(1), v.maxLength(500)),
  to: v.picklist(decidable),
  reason: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{0,40}$/))),
  message: v.exactOptional(text(500)),
  back: backField,
})

/** The moderators' desk: the queues, and what is done to their items by plain forms. */
export const desk = new Hono<DeskEnv>()
  .get('/', requirePerson('viewer'), (c) => c.redirect('/admin/pending'))
  .get(`/:queue{${queueNames.join('|')}}`, requirePerson('viewer'), async (c) => {
    const queue = queues[parse(v.picklist(queueNames), c.req.param('queue'), c.var.language)]
    const address = parse(QueueAddress, c.req.query(), c.var.language)
    const content = await loadDesk(c.var, queue, address)
    const { caller } = c.var
    return c.html(<QueuePage view={viewOf(c.var)} {...{ caller, queue, address, content }} />)
  })
  .post('/decisions', requirePerson('moderator'), async (c) => {
    const form = await readForm(c.req.raw, DecisionForm, c.var.language, ['item'])
    const told = form.to === 'rejected' ? reasonOf(form) : {}
    const items: DecisionItem[] = form.item
    const receipt = await decide(c.var.ports, c.var.caller, { items, to: form.to, ...told })
    const failed = receipt.results.filter(({ ok }) => !ok).length
    return c.redirect(
      pathWith(c.var, form.back, {
        done: failed < items.length ? receipt.id : null,
        failed: failed > 0 ? String(failed) : null,
      }),
      303,
    )
  })
  .post('/decisions/:id/undo', requirePerson('moderator'), async (c) => {
    const form = await readForm(c.req.raw, v.strictObject({ back: backField }), c.var.language)
    const id = parse(uuid, c.req.param('id'), c.var.language)
    const undone = await undoDecision(c.var.ports, c.var.caller, id).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'conflict') return null
      throw error
    })
    const told = undone === null ? { undo: 'failed' } : { done: undone.id }
    return c.redirect(pathWith(c.var, form.back, told), 303)
  })

/** A form sends what was left empty; a reason without a sentence gets the one that the site keeps for it. */
function reasonOf({ reason = '', message = '' }: v.InferOutput<typeof DecisionForm>) {
  return { ...(reason !== '' && { reason }), ...(message !== '' && { message }) }
}

/** The page to go back to, telling what was done there. */
function pathWith(
  vars: DeskEnv['Variables'],
  back: string | undefined,
  told: Record<string, string | null>,
): string {
  const { publicUrl } = vars.ports.config
  const url = new URL(consolePath(back, publicUrl), publicUrl)
  for (const name of ['done', 'failed', 'undo']) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(told))
    if (value !== null) url.searchParams.set(name, value)
  return url.pathname + url.search
}

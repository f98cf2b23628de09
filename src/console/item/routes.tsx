import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { uuid } from '../../fields.ts'
import { parse } from '../../http.ts'
import { readComment, readShare } from '../../moderation/item.ts'
import { addNote, NewNote } from '../../moderation/notes.ts'
import { liftSeal, openSeal } from '../../moderation/seal.ts'
import { Problem } from '../../problem.ts'
import { loadSite } from '../../sites/origin.ts'
import { type DeskEnv, readForm, requirePassword, requirePerson } from '../guard.ts'
import { viewOf } from '../view.ts'
import { banSender, type Done, doneQuery, type Fields, requireAct } from './acts.ts'
import { CommentPage, SharePage } from './page.tsx'
import { speakItem } from './texts.ts'
import { faultText, Told } from './told.tsx'

const Address = v.object({
  /** A decision to tell about, with the way to take it back. */
  done: v.exactOptional(uuid),
  rejected: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
  told: v.exactOptional(v.literal('done')),
  failed: v.exactOptional(v.string()),
  undo: v.exactOptional(v.literal('failed')),
  /** The form to open. */
  do: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/))),
})
const AnyForm = v.record(v.string(), v.string())

type ItemContextOf = Context<DeskEnv>

/** The page of one item, and what its forms do. */
export const itemPages = new Hono<DeskEnv>()
  .get('/comments/:id', requirePerson('viewer'), (c) => showComment(c, {}))
  .get('/shares/:id', requirePerson('viewer'), (c) => showShare(c, {}))
  .post('/comments/:id/unseal', requirePerson('admin'), requirePassword, async (c) =>
    showComment(c, { sealed: await openSeal(c.var, idOf(c)) }),
  )
  .post('/comments/:id/lift-seal', requirePerson('admin'), requirePassword, async (c) => {
    await liftSeal(c.var, idOf(c))
    return c.redirect(`/admin/comments/${idOf(c)}?told=done`, 303)
  })
  .post('/comments/:id/:action', requirePerson('moderator'), async (c) => {
    const action = c.req.param('action')
    const act = requireAct(c.var, action)
    const fields = await readForm(c.req.raw, AnyForm, c.var.language)
    if (fields['insert'] !== undefined) return showComment(c, { draft: { ...fields, action } })
    try {
      return toldOf(c, 'comments', await act.run(c.var, idOf(c), fields))
    } catch (error) {
      return showComment(c, { draft: { ...fields, action }, fault: mendable(error) })
    }
  })
  .post('/shares/:id/:action{note|ban}', requirePerson('moderator'), async (c) => {
    const action = c.req.param('action') === 'ban' ? 'ban' : 'note'
    const fields = await readForm(c.req.raw, AnyForm, c.var.language)
    try {
      return toldOf(c, 'shares', await shareActs[action](c.var, idOf(c), fields))
    } catch (error) {
      return showShare(c, { draft: { ...fields, action }, fault: mendable(error) })
    }
  })

const shareActs: Record<
  'note' | 'ban',
  (context: DeskEnv['Variables'], id: string, fields: Fields) => Promise<Done>
> = {
  note: async (context, id, { text }) => {
    await addNote(context, 'share', id, parse(NewNote, { text }, context.language))
    return {}
  },
  ban: (context, id, fields) => banSender(context, { share: id }, fields),
}

/** Back to the item's page, which tells what was done. */
function toldOf(c: ItemContextOf, items: 'comments' | 'shares', done: Done) {
  return c.redirect(`/admin/${items}/${idOf(c)}?${doneQuery(done)}`, 303)
}

interface Shown {
  draft?: Fields
  fault?: Problem
  sealed?: Awaited<ReturnType<typeof openSeal>>
}

async function showComment(c: ItemContextOf, { draft = {}, fault, sealed }: Shown) {
  const detail = await readComment(c.var, idOf(c))
  const settings = await settingsOf(c, detail.comment.site)
  const texted = withCanned(draft, settings.canned)
  const context = contextOf(c, `/admin/comments/${idOf(c)}`, texted, settings.timeZone)
  return c.html(
    <CommentPage
      {...{ context, detail, settings, caller: c.var.caller, sealed: sealed ?? null }}
      told={<Told context={context} address={addressOf(c)} fault={fault} />}
    />,
    fault?.status ?? 200,
  )
}

async function showShare(c: ItemContextOf, { draft = {}, fault }: Shown) {
  const detail = await readShare(c.var, idOf(c))
  const settings = await settingsOf(c, detail.share.site)
  const context = contextOf(c, `/admin/shares/${idOf(c)}`, draft, settings.timeZone)
  return c.html(
    <SharePage
      {...{ context, detail, settings, caller: c.var.caller }}
      told={<Told context={context} address={addressOf(c)} fault={fault} />}
    />,
    fault?.status ?? 200,
  )
}

function idOf(c: ItemContextOf): string {
  return parse(uuid, c.req.param('id'), c.var.language)
}

function addressOf(c: ItemContextOf) {
  return parse(Address, c.req.query(), c.var.language)
}

function contextOf(c: ItemContextOf, path: string, draft: Fields, timeZone: string) {
  const { do: opened } = addressOf(c)
  return { view: viewOf(c.var, timeZone), say: speakItem(c.var.language), path, draft, opened }
}

async function settingsOf(c: ItemContextOf, key: string) {
  const [found] = await loadSite(c.var.ports.db, key)
  if (found === undefined) throw new Problem('not-found')
  return found.settings
}

/** The chosen text behind what was typed already. */
function withCanned(draft: Fields, canned: { text: string }[]): Fields {
  const chosen = draft['insert'] === undefined ? undefined : canned[Number(draft['canned'] || -1)]
  if (chosen === undefined) return draft
  const body = [draft['body'], chosen.text].filter((part) => (part ?? '') !== '').join('\n\n')
  return { ...draft, body }
}

/** What a person can mend on the page; everything else is the error page's. */
function mendable(error: unknown): Problem {
  if (error instanceof Problem && faultText(error) !== null) return error
  throw error
}

import type * as v from 'valibot'
import { patchArticle } from '../../articles/admin.ts'
import { parse } from '../../http.ts'
import {
  answerLetter,
  forwardLetter,
  NewAnswer,
  NewForward,
  recallAnswer,
} from '../../moderation/answers.ts'
import { addBan, NewBan } from '../../moderation/bans.ts'
import type { DecisionReceipt } from '../../moderation/decide.ts'
import { ItemPatch, patchComment } from '../../moderation/edit.ts'
import { addNote, NewNote } from '../../moderation/notes.ts'
import { NewReply, replyAsNewsroom } from '../../moderation/reply.ts'
import { NewTakedown, registerTakedown } from '../../moderation/takedowns.ts'
import { type DeskContext, requireComment } from '../../moderation/target.ts'
import { Problem } from '../../problem.ts'
import { type Role, roles } from '../../schema.ts'
import { patchSite } from '../../sites/admin.ts'
import { loadSite } from '../../sites/origin.ts'
import { uuid } from '../../fields.ts'

export type Fields = Record<string, string>
/** What the page tells afterwards; `decision` can be undone. */
export interface Done {
  decision?: string | undefined
  rejected?: number | undefined
}

interface Act {
  role: Role
  run: (context: DeskContext, id: string, fields: Fields) => Promise<Done>
}

const given = (fields: Fields, ...names: string[]) =>
  Object.fromEntries(
    names.flatMap((name) => (fields[name] ? [[name, fields[name].replaceAll('\r\n', '\n')]] : [])),
  )

const checked = <S extends v.GenericSchema>(context: DeskContext, schema: S, input: unknown) =>
  parse(schema, input, context.language)

/** Days of a ban out of a list of usual times and a field for any other; undefined is for good. */
export function daysOf({ days = '', customDays = '' }: Fields) {
  const chosen = customDays === '' ? days : customDays
  return chosen === '' ? {} : { days: Number(chosen) }
}

/** What the forms of a comment's page do, by the last part of their address. */
export const acts: Record<string, Act> = {
  edit: {
    role: 'editor',
    run: async (context, id, fields) => {
      const { subject = '', editedAt = '' } = fields
      const patch = {
        ...given(fields, 'body'),
        ...{
          subject: subject === '' ? null : subject,
          editedAt: editedAt === '' ? null : editedAt,
        },
      }
      await patchComment(context, id, checked(context, ItemPatch, patch))
      return {}
    },
  },
  mark: {
    role: 'moderator',
    run: async (context, id, fields) => {
      const { featured, correction } = fields
      const patch = {
        ...given(fields, 'ticket'),
        ...(featured === undefined ? {} : { isFeatured: featured === 'on' }),
        ...(correction === undefined ? {} : { asksCorrection: correction === 'on' }),
      }
      await patchComment(context, id, checked(context, ItemPatch, patch))
      return {}
    },
  },
  note: {
    role: 'moderator',
    run: async (context, id, fields) => {
      await addNote(context, 'comment', id, checked(context, NewNote, given(fields, 'text')))
      return {}
    },
  },
  reply: {
    role: 'editor',
    run: async (context, id, fields) => {
      const reply = checked(context, NewReply, given(fields, 'id', 'body', 'signature'))
      await replyAsNewsroom(context, id, reply)
      return {}
    },
  },
  answer: {
    role: 'editor',
    run: async (context, id, fields) => {
      const answer = checked(context, NewAnswer, given(fields, 'id', 'body', 'signature'))
      await answerLetter(context, id, answer)
      return {}
    },
  },
  forward: {
    role: 'editor',
    run: async (context, id, fields) => {
      const forward = checked(context, NewForward, given(fields, 'id', 'desk', 'note'))
      await forwardLetter(context, id, forward)
      return {}
    },
  },
  recall: {
    role: 'editor',
    run: async (context, _, { mail }) => {
      await recallAnswer(context, checked(context, uuid, mail))
      return {}
    },
  },
  ban: {
    role: 'moderator',
    run: (context, id, fields) => banSender(context, { comment: id }, fields),
  },
  takedown: {
    role: 'moderator',
    run: async (context, id, fields) => {
      const input = { ...given(fields, 'kind', 'askedBy', 'document', 'detail'), comment: id }
      await registerTakedown(context, checked(context, NewTakedown, input))
      return {}
    },
  },
  place: { role: 'editor', run: closeOrOpen },
}

/** Bans whoever has sent the item, and rejects what else waits of them where that is ticked. */
export async function banSender(
  context: DeskContext,
  item: { comment: string } | { share: string },
  fields: Fields,
): Promise<Done> {
  const rejectPending = fields['rejectPending'] === 'on'
  const input = { ...given(fields, 'kind', 'reason'), ...daysOf(fields), ...item, rejectPending }
  const { decision } = await addBan(context, checked(context, NewBan, input))
  return doneBy(decision)
}

/** What a ban did besides: the decision about what waited, where there was any. */
export function doneBy(decision: DecisionReceipt | null): Done {
  if (decision === null) return {}
  return { decision: decision.id, rejected: decision.results.filter(({ ok }) => ok).length }
}

/** The query by which a page tells what was done and offers to take a decision back. */
export function doneQuery({ decision, rejected = 0 }: Done): string {
  const query =
    decision === undefined ? { told: 'done' } : { done: decision, rejected: String(rejected) }
  return new URLSearchParams(query).toString()
}

/** Throws `not-found` for an unknown act, `forbidden` for a role below the one it asks for. */
export function requireAct({ caller }: DeskContext, name: string): Act {
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined
  if (act === undefined) throw new Problem('not-found')
  if (roles.indexOf(caller.role) < roles.indexOf(act.role)) throw new Problem('forbidden')
  return act
}

async function closeOrOpen(context: DeskContext, id: string, fields: Fields): Promise<Done> {
  const { ports, caller } = context
  const found = await requireComment(context, id)
  const { siteKey: site, articleKey: key } = found
  if (fields['article'] !== undefined) {
    await patchArticle(ports, caller, { site, key, isOpen: fields['article'] === 'open' })
    return {}
  }
  const [known] = await loadSite(ports.db, site)
  if (known === undefined) throw new Problem('not-found')
  const patch = { settings: { comments: { isOpen: fields['site'] === 'open' } } }
  await patchSite(ports, caller, site, known.version, patch, context.language)
  return {}
}

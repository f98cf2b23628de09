import type { BatchResponse } from 'drizzle-orm/batch'
import type { HtmlEscapedString } from 'hono/utils/html'
import { queueCopy } from '../comments/mail-copy.ts'
import { confirmAuthor, isManageable, linkedComment } from '../comments/own-link.ts'
import { CommentPatch, editComment, withdrawComment } from '../comments/revise.ts'
import { type AppEnv, parse } from '../http.ts'
import { timeIn } from '../plain/comment-item.tsx'
import { type FormView, Hidden, Summary, TextField } from '../plain/fields.tsx'
import type { Form } from '../plain/form.ts'
import { SitePage, type View, viewOf } from '../plain/frame.tsx'
import { pageAddress } from '../plain/params.ts'
import { StateBox } from '../plain/status-state.tsx'
import { fill } from '../plain/texts.ts'
import type { Ports } from '../ports.ts'
import { Problem } from '../problem.ts'

/** What the database has for a link: the comment, its site and its place. */
export type Linked = BatchResponse<ReturnType<typeof linkedComment>>

export interface OwnAnswer {
  page: HtmlEscapedString | Promise<HtmlEscapedString>
  status: 200 | Problem['status']
}

/** The comment of a link with what its reader may do with it; nothing changes. null once it is gone. */
export function showOwnComment({ ports }: AppEnv['Variables'], linked: Linked): OwnAnswer | null {
  const own = ownOf(ports, linked)
  return own === null ? null : answer(own, null)
}

/**
 * Edits or withdraws the comment of a link, as the form says; harmless when repeated. The link is the proof,
 * as the comment's token is elsewhere. A refusal is a page with what was typed. null once the comment is gone.
 */
export async function actOnOwnComment(
  { ports }: AppEnv['Variables'],
  linked: Linked,
  form: Form,
): Promise<OwnAnswer | null> {
  const own = ownOf(ports, linked)
  if (own === null) return null
  const act = form.get('act')
  if (act === 'edit') return saveEdit(ports, own, form)
  if (act === 'copy') {
    if (isManageable(own.found.state)) await queueCopy(ports, own.found)
    return answer(own, 'copied')
  }
  if (act === 'confirm') {
    await confirmAuthor(ports, own.found.seq)
    return answer({ ...own, found: { ...own.found, confirmedAt: own.now } }, 'confirmed')
  }
  if (act !== 'withdraw') return { ...answer(own, null), status: 422 }
  if (own.found.state !== 'withdrawn')
    await withdrawComment(ports, { comment: own.found, site: own.view.site })
  return answer(
    { ...own, found: { ...own.found, state: 'withdrawn', body: '', subject: null } },
    null,
  )
}

type Own = NonNullable<ReturnType<typeof ownOf>>

function ownOf(ports: Ports, [[comment], [site], [place]]: Linked) {
  if (comment === undefined || site === undefined || place === undefined) return null
  const found = { ...comment, ...place, reason: comment.toldReason }
  return { view: viewOf(site), found, now: ports.now() }
}

/** What became of a form: done, or refused with the words kept. */
type Result = 'saved' | 'copied' | 'confirmed' | { form: Form; problem: Problem }

async function saveEdit(ports: Ports, own: Own, form: Form): Promise<OwnAnswer> {
  const { site } = own.view
  const { language } = site.settings
  const { found } = own
  let body: string | null = null
  try {
    const patch = parse(CommentPatch, { body: form.get('body') ?? '' }, language)
    body = patch.body
    if (isStored(own, body)) return answer(own, 'saved')
    const subject = found.subject === null ? {} : { subject: found.subject }
    // Written on no page of the newspaper, so it is held as all comments of these pages are.
    const edited = await editComment(
      ports,
      { comment: found, site },
      { body, ...subject },
      false,
      language,
    )
    return answer({ ...own, found: { ...found, state: edited.state, body: edited.body } }, 'saved')
  } catch (error) {
    if (!(error instanceof Problem) || !isTold(error)) throw error
    if (error.code !== 'conflict') return answer(own, { form, problem: error })
    // Somebody was faster: perhaps this very form, sent twice.
    const newer = ownOf(ports, await ports.db.batch(linkedComment(ports.db, found.id))) ?? own
    return answer(newer, isStored(newer, body) ? 'saved' : { form, problem: error })
  }
}

function isStored({ found }: Own, body: string | null): boolean {
  return isManageable(found.state) && found.body === body
}

/** Refusals that the page itself can explain. */
function isTold({ code }: Problem): boolean {
  return ['invalid', 'closed', 'invalid-transition', 'conflict'].includes(code)
}

function answer(own: Own, result: Result | null): OwnAnswer {
  const { view, found } = own
  const refused = typeof result === 'string' ? null : result
  const isEditable = isManageable(found.state) && found.editableUntil > own.now
  return {
    status: refused?.problem.status ?? 200,
    page: (
      <SitePage view={view} title={view.t.ownTitle}>
        <h1>{view.t.ownTitle}</h1>
        {found.title !== null && <p class="quiet">{found.title}</p>}
        {result === 'saved' && <p role="status">{view.t.ownSaved}</p>}
        {result === 'copied' && <p role="status">{view.t.copyAsked}</p>}
        {result === 'confirmed' && <p role="status">{view.t.confirmDone}</p>}
        <StateBox t={view.t} found={found} />
        {isEditable ? (
          <EditForm own={own} refused={refused} />
        ) : (
          <Words own={own} refused={refused} />
        )}
        {isManageable(found.state) && found.hasEmail === 1 && found.confirmedAt === null && (
          <Confirm view={view} />
        )}
        {isManageable(found.state) && <AskCopy view={view} />}
        {found.state !== 'withdrawn' && <TakeBack view={view} />}
        <p>
          <a href={pageAddress(view.site.key, { article: found.article })}>{view.t.backToThread}</a>
        </p>
      </SitePage>
    ),
  }
}

interface EditProps {
  own: Own
  refused: Exclude<Result, string> | null
}

function EditForm({ own: { view, found }, refused }: EditProps) {
  const { t, site } = view
  const { minLength, maxLength } = site.settings.comments
  const time = timeIn(site.settings.timeZone, found.editableUntil.toISOString())
  const form: FormView = {
    t,
    values: refused?.form ?? new Map([['body', found.body]]),
    errors: refused === null ? new Map() : errorsOf(view, refused.problem),
  }
  return (
    <form method="post">
      {refused !== null && (
        <Summary form={form} sentence={t.errCheck} labels={new Map([['body', t.body]])} />
      )}
      <Hidden values={{ act: 'edit' }} />
      {found.subject !== null && <p class="subject">{found.subject}</p>}
      <TextField
        form={form}
        name="body"
        label={t.body}
        use="required"
        rows={7}
        hint={fill(t.lengthHint, { min: minLength, max: maxLength })}
      />
      <p class="quiet">{fill(t.ownUntil, { time })}</p>
      <button type="submit">{t.ownSave}</button>
    </form>
  )
}

function errorsOf({ t }: View, { code, options }: Problem): ReadonlyMap<string, string> {
  if (code === 'conflict') return new Map([['body', t.ownChanged]])
  return new Map((options.errors ?? []).map(({ pointer, detail }) => [pointer.slice(1), detail]))
}

/** The comment as it stands, when it cannot be edited any more; what was typed too late is there to be copied. */
function Words({ own: { view, found }, refused }: EditProps) {
  const { t } = view
  const typed = refused?.form.get('body') ?? ''
  return (
    <>
      {found.subject !== null && <p class="subject">{found.subject}</p>}
      {found.body !== '' && (
        <p class="kept text" dir="auto">
          {found.body}
        </p>
      )}
      {isManageable(found.state) && <p>{t.ownLate}</p>}
      {typed !== '' && (
        <>
          <p role="alert">{t.ownTyped}</p>
          <p class="kept text" dir="auto">
            {typed}
          </p>
        </>
      )}
    </>
  )
}

function Confirm({ view: { t } }: { view: View }) {
  return (
    <form method="post">
      <Hidden values={{ act: 'confirm' }} />
      <p class="quiet">{t.confirmHint}</p>
      <button type="submit">{t.confirmAsk}</button>
    </form>
  )
}

function AskCopy({ view: { t } }: { view: View }) {
  return (
    <form method="post">
      <Hidden values={{ act: 'copy' }} />
      <button type="submit">{t.copyAsk}</button>
    </form>
  )
}

function TakeBack({ view: { t } }: { view: View }) {
  return (
    <form method="post" class="parting">
      <h2>{t.ownTakeBack}</h2>
      <Hidden values={{ act: 'withdraw' }} />
      <p>{t.ownTakeBackHint}</p>
      <button type="submit" class="final">
        {t.ownTakeBack}
      </button>
    </form>
  )
}

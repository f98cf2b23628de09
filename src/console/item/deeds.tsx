import type { Caller } from '../../auth/caller.ts'
import type { CommentDetail } from '../../moderation/item.ts'
import { roles, takedownKinds, tickets } from '../../schema.ts'
import type { SiteSettings } from '../../sites/settings.ts'
import { Canned, Deed, Field, FreshId, type ItemContext, OneButton } from './fields.tsx'

interface DeedsProps {
  context: ItemContext
  caller: Caller
  detail: CommentDetail
  settings: SiteSettings
}

/** Everything that this caller may do to the comment besides deciding, as plain forms. */
export function Deeds({ context, caller, detail, settings }: DeedsProps) {
  const isEditor = roles.indexOf(caller.role) >= roles.indexOf('editor')
  const { comment, heldUntil } = detail
  const isThere = comment.state !== 'withdrawn' && heldUntil === null
  const props = { context, caller, detail, settings }
  return (
    <div class="deeds">
      {isThere && isEditor && <Words {...props} />}
      <Deed context={context} action="note" title={context.say('notes')}>
        <Field
          label={context.say('noteLabel')}
          name="text"
          value={context.draft['text']}
          max={2000}
          isLong
          isRequired
        />
        <button class="main">{context.say('addNote')}</button>
      </Deed>
      <Marks {...props} />
      {isThere && (
        <Ban
          context={context}
          hasMail={(comment.sender?.email ?? null) !== null}
          hasNetwork={detail.hasNetwork}
        />
      )}
      <Takedown {...props} />
      {isEditor && <Place {...props} />}
    </div>
  )
}

function Words({ context, detail: { comment }, settings }: DeedsProps) {
  const { say, draft } = context
  const isPublic = comment.audience === 'public'
  return (
    <>
      <Deed context={context} action="edit" title={say('edit')}>
        <Field
          label={say('subject')}
          name="subject"
          value={draft['subject'] ?? comment.subject ?? ''}
          max={150}
        />
        <Field
          label={say('body')}
          name="body"
          value={draft['body'] ?? comment.body}
          max={10_000}
          isLong
          isRequired
        />
        <input type="hidden" name="editedAt" value={comment.editedAt ?? ''} />
        {settings.comments.tellEdits && (comment.sender?.email ?? null) !== null && (
          <p class="hint">{say('editTells')}</p>
        )}
        <button class="main">{say('save')}</button>
      </Deed>
      {isPublic && comment.state === 'approved' && (
        <Deed
          context={context}
          action="reply"
          title={say('reply', { name: settings.newsroom.name })}
        >
          <FreshId context={context} />
          <Canned context={context} texts={settings.canned} />
          <Field
            label={say('body')}
            name="body"
            value={draft['body']}
            max={10_000}
            isLong
            isRequired
          />
          <Field label={say('signature')} name="signature" value={draft['signature']} max={100} />
          <button class="main">{say('publish')}</button>
        </Deed>
      )}
      {!isPublic && <Letters {...{ context, comment, settings }} />}
    </>
  )
}

function Letters({
  context,
  comment,
  settings,
}: Pick<DeedsProps, 'context' | 'settings'> & { comment: CommentDetail['comment'] }) {
  const { say, draft } = context
  return (
    <>
      {comment.sender?.email == null ? (
        <p class="hint">{say('noAddress')}</p>
      ) : (
        <Deed context={context} action="answer" title={say('answer')}>
          <FreshId context={context} />
          <Canned context={context} texts={settings.canned} />
          <Field
            label={say('body')}
            name="body"
            value={draft['body']}
            max={10_000}
            isLong
            isRequired
          />
          <Field label={say('signature')} name="signature" value={draft['signature']} max={100} />
          <button class="main">{say('sendAnswer')}</button>
        </Deed>
      )}
      {settings.desks.length > 0 && (
        <Deed context={context} action="forward" title={say('forward')}>
          <FreshId context={context} />
          <label>
            <span>{say('desk')}</span>
            <select name="desk">
              {settings.desks.map(({ name }) => (
                <option value={name}>{name}</option>
              ))}
            </select>
          </label>
          <Field label={say('forwardNote')} name="note" value={draft['note']} max={2000} isLong />
          <button class="main">{say('sendForward')}</button>
        </Deed>
      )}
    </>
  )
}

function Marks({ context, detail }: DeedsProps) {
  const { say } = context
  const { comment, asksCorrection } = detail
  const mark = (name: string, isOn: boolean, on: string, off: string) => (
    <OneButton
      context={context}
      action="mark"
      text={isOn ? off : on}
      values={{ [name]: isOn ? 'off' : 'on' }}
    />
  )
  const isTop =
    comment.audience === 'public' && comment.rootId === null && comment.state === 'approved'
  return (
    <div class="marks">
      {(isTop || comment.isFeatured) &&
        mark('featured', comment.isFeatured, say('feature'), say('unfeature'))}
      {mark('correction', asksCorrection, say('correction'), say('uncorrection'))}
      {comment.ticket !== null && (
        <form method="post" action={`${context.path}/mark`} class="row">
          <label>
            <span>{say('ticket')}</span>
            <select name="ticket">
              {tickets.map((one) => (
                <option value={one} selected={one === comment.ticket}>
                  {say(`ticket_${one}`)}
                </option>
              ))}
            </select>
          </label>
          <button>{say('change')}</button>
        </form>
      )}
    </div>
  )
}

/** The form that bans whoever has sent the item, by what is known of them. */
export function Ban({
  context,
  hasMail,
  hasNetwork,
}: {
  context: ItemContext
  hasMail: boolean
  hasNetwork: boolean
}) {
  const { say, draft } = context
  if (!hasMail && !hasNetwork) return null
  return (
    <Deed context={context} action="ban" title={say('ban')}>
      <label>
        <span>{say('banWhat')}</span>
        <select name="kind">
          {hasMail && <option value="email">{say('kind_email')}</option>}
          {hasNetwork && <option value="address">{say('kind_address')}</option>}
        </select>
      </label>
      <Days context={context} />
      <Field label={say('banReason')} name="reason" value={draft['reason']} max={300} />
      <label class="choice">
        <input type="checkbox" name="rejectPending" value="on" /> {say('rejectPending')}
      </label>
      <button class="main">{say('ban')}</button>
    </Deed>
  )
}

/** How long a ban holds: a usual time, a number of days, or for good. */
export function Days({ context: { say } }: { context: Pick<ItemContext, 'say'> }) {
  return (
    <>
      <label>
        <span>{say('days')}</span>
        <select name="days">
          {(['1', '7', '30'] as const).map((n) => (
            <option value={n}>{say(`days_${n}`)}</option>
          ))}
          <option value="">{say('forever')}</option>
        </select>
      </label>
      <label>
        <span>{say('customDays')}</span>
        <input name="customDays" type="number" min={1} max={3650} />
      </label>
    </>
  )
}

function Takedown({ context }: DeedsProps) {
  const { say, draft } = context
  return (
    <Deed context={context} action="takedown" title={say('takedown')}>
      <label>
        <span>{say('takedownKind')}</span>
        <select name="kind">
          {takedownKinds.map((kind) => (
            <option value={kind}>{say(`takedown_${kind}`)}</option>
          ))}
        </select>
      </label>
      <Field label={say('askedBy')} name="askedBy" value={draft['askedBy']} max={200} isRequired />
      <Field label={say('document')} name="document" value={draft['document']} max={100} />
      <Field label={say('detail')} name="detail" value={draft['detail']} max={2000} isLong />
      <button class="main">{say('register')}</button>
    </Deed>
  )
}

function Place({ context, detail: { place } }: DeedsProps) {
  const { say } = context
  return (
    <Deed context={context} action="place" title={say('place')}>
      {!place.siteIsOpen && <p class="hint">{say('siteClosed')}</p>}
      {!place.isOpen && <p class="hint">{say('articleClosed')}</p>}
      <button name="article" value={place.isOpen ? 'close' : 'open'}>
        {say(place.isOpen ? 'closeArticle' : 'openArticle')}
      </button>
      <button name="site" value={place.siteIsOpen ? 'close' : 'open'}>
        {say(place.siteIsOpen ? 'closeSite' : 'openSite')}
      </button>
    </Deed>
  )
}

import type { Child } from 'hono/jsx'
import type { Caller } from '../../auth/caller.ts'
import type { CommentDetail, ShareDetail } from '../../moderation/item.ts'
import type { openSeal } from '../../moderation/seal.ts'
import type { State } from '../../schema.ts'
import type { SiteSettings } from '../../sites/settings.ts'
import { Actions } from '../actions.tsx'
import { ArticleLink } from '../item-article.tsx'
import { Aside, Contact, Reasons, Recipients, Record } from '../item-facts.tsx'
import { DeskPage } from '../layout.tsx'
import { MarkedText } from '../marked-text.tsx'
import { stateText } from '../state-text.ts'
import { absolute, Moment } from '../times.tsx'
import { mayDecide, type View } from '../view.ts'
import { Ban, Deeds } from './deeds.tsx'
import { Deed, Field, type ItemContext, OneButton } from './fields.tsx'
import { History, Mails, Notes, Others, Revisions, Takedowns } from './story.tsx'

interface PageProps {
  context: ItemContext
  caller: Caller
  settings: SiteSettings
  /** What was just done, or why it was not. */
  told: Child
}

/** One comment or letter with all about it and everything that can be done. */
export function CommentPage({
  detail,
  sealed,
  ...props
}: PageProps & { detail: CommentDetail; sealed: Awaited<ReturnType<typeof openSeal>> | null }) {
  const { context, caller, settings } = props
  const { view, say } = context
  const { comment, parent } = detail
  const isLetter = comment.audience === 'editors'
  const title = say(isLetter ? 'letter' : 'comment')
  return (
    <DeskPage
      view={view}
      caller={caller}
      title={`${title}: ${comment.author.name}`}
      current="/admin/pending"
    >
      {props.told}
      <CommentWhere context={context} detail={detail} />
      {parent !== null && (
        <blockquote class="parent">
          <p class="quiet">{say('parent', { name: parent.name })}</p>
          <p>
            <MarkedText view={view} text={parent.body} />
          </p>
        </blockquote>
      )}
      <Sealed {...{ context, caller, detail, sealed }} />
      {comment.subject !== null && (
        <p class="subject">
          <MarkedText view={view} text={comment.subject} />
        </p>
      )}
      <div class="text">
        <MarkedText view={view} text={comment.body} reasons={comment.reasons} />
      </div>
      <CommentFacts view={view} comment={comment} />
      <Decide
        {...{ context, caller, settings }}
        kind="comment"
        id={comment.id}
        state={comment.state}
        isLetter={isLetter}
        isReported={comment.reportCount > 0}
        isHeld={detail.heldUntil !== null}
      />
      {mayDecide(caller) && <Deeds {...{ context, caller, detail, settings }} />}
      <Revisions context={context} detail={detail} />
      <Takedowns context={context} detail={detail} />
      <Mails context={context} detail={detail} />
      <Notes context={context} notes={detail.notes} />
      <History
        {...{ context, history: detail.history, reasons: settings.reasons }}
        item={{ kind: 'comment', isLetter }}
      />
      <Others context={context} detail={detail} />
    </DeskPage>
  )
}

function CommentWhere({
  context: { say, view },
  detail: { comment, asksCorrection },
}: Pick<PageProps, 'context'> & { detail: CommentDetail }) {
  const isLetter = comment.audience === 'editors'
  return (
    <p class="where">
      <ArticleLink view={view} article={comment.article} /> ·{' '}
      <Moment view={view} at={comment.createdAt} /> ·{' '}
      <span class={`state ${comment.state}`}>
        {view.say(stateText(comment.state, 'comment', isLetter))}
      </span>{' '}
      {comment.ticket !== null && <span class="state">{say(`ticket_${comment.ticket}`)}</span>}{' '}
      {asksCorrection && <span class="tag">{say('asksCorrection')}</span>}{' '}
      {comment.isFeatured && <span class="tag">{say('featured')}</span>}
    </p>
  )
}

function CommentFacts({ view, comment }: { view: View; comment: CommentDetail['comment'] }) {
  return (
    <Aside>
      <Reasons view={view} reasons={comment.reasons} />
      <Record
        view={view}
        item={comment}
        notes={{ here: 0, elsewhere: 0 }}
        isUnknown={comment.sender?.email === null}
      />
      <Contact
        view={view}
        isHidden={comment.sender === null}
        lines={[comment.sender?.email, comment.sender?.phone, comment.sender?.address]}
      />
    </Aside>
  )
}

/** One share with its recipients, history and notes. */
export function SharePage({ detail, ...props }: PageProps & { detail: ShareDetail }) {
  const { context, caller, settings } = props
  const { view, say } = context
  const { share } = detail
  return (
    <DeskPage
      view={view}
      caller={caller}
      title={share.sender === null ? say('share') : `${say('share')}: ${share.sender.name}`}
      current="/admin/pending"
    >
      {props.told}
      <p class="where">
        <ArticleLink view={view} article={share.article} /> ·{' '}
        <Moment view={view} at={share.createdAt} /> ·{' '}
        <span class={`state ${share.state}`}>
          {view.say(stateText(share.state, 'share', false))}
        </span>
      </p>
      {(share.message ?? '') === '' ? (
        <p class="quiet">{view.say('noMessage')}</p>
      ) : (
        <div class="text">
          <MarkedText view={view} text={share.message ?? ''} reasons={share.reasons} />
        </div>
      )}
      <ShareFacts view={view} share={share} />
      <Decide
        {...{ context, caller, settings }}
        kind="share"
        id={share.id}
        state={share.state}
        isLetter={false}
        isReported={false}
        isHeld={false}
      />
      {mayDecide(caller) && (
        <div class="deeds">
          <Deed context={context} action="note" title={say('notes')}>
            <Field
              label={say('noteLabel')}
              name="text"
              value={context.draft['text']}
              max={2000}
              isLong
              isRequired
            />
            <button class="main">{say('addNote')}</button>
          </Deed>
          <Ban context={context} hasMail hasNetwork={detail.hasNetwork} />
        </div>
      )}
      <Notes context={context} notes={detail.notes} />
      <History
        {...{ context, history: detail.history, reasons: settings.reasons }}
        item={{ kind: 'share', isLetter: false }}
      />
    </DeskPage>
  )
}

function ShareFacts({ view, share }: { view: View; share: ShareDetail['share'] }) {
  return (
    <Aside>
      <Reasons view={view} reasons={share.reasons} />
      <Contact
        view={view}
        isHidden={share.sender === null}
        lines={[
          share.sender?.email,
          share.sender && view.say(share.sender.isConfirmed ? 'confirmed' : 'notConfirmed'),
        ]}
      />
      <Recipients view={view} recipients={share.recipients} />
    </Aside>
  )
}

interface DecideProps extends Omit<PageProps, 'told'> {
  kind: 'comment' | 'share'
  id: string
  state: State
  isLetter: boolean
  isReported: boolean
  isHeld: boolean
}

function Decide({ context, caller, settings, isHeld, ...item }: DecideProps) {
  const isFixed = item.state === 'unconfirmed' || item.state === 'withdrawn' || isHeld
  if (isFixed || !mayDecide(caller)) return null
  return (
    <Actions
      view={context.view}
      reasons={settings.reasons}
      back={context.path}
      links={{}}
      {...item}
    />
  )
}

function Sealed({
  context,
  caller,
  detail,
  sealed,
}: Pick<PageProps, 'context' | 'caller'> & {
  detail: CommentDetail
  sealed: Awaited<ReturnType<typeof openSeal>> | null
}) {
  const { say, view } = context
  if (detail.heldUntil === null) return null
  return (
    <div class="notice">
      <p>{say('sealed', { time: absolute(view, new Date(detail.heldUntil)) })}</p>
      {caller.role === 'admin' && sealed === null && (
        <>
          <OneButton context={context} action="unseal" text={say('openSeal')} />
          <p class="hint">{say('openSealHint')}</p>
          <OneButton context={context} action="lift-seal" text={say('liftSeal')} />
        </>
      )}
      {sealed !== null && (
        <div class="said">
          <p class="subject">{sealed.subject}</p>
          <p>{sealed.body}</p>
        </div>
      )}
    </div>
  )
}

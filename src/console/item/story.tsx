import type { CommentDetail, ShareDetail } from '../../moderation/item.ts'
import type { State } from '../../schema.ts'
import type { SiteSettings } from '../../sites/settings.ts'
import { MarkedText } from '../marked-text.tsx'
import { stateText } from '../state-text.ts'
import { absolute, Moment } from '../times.tsx'
import { diffWords } from './diff.ts'
import { type ItemContext, OneButton } from './fields.tsx'
import { reasonLabel } from './reason-label.ts'
import type { SayItem } from './texts.ts'
import { kindText } from '../outbox/texts.ts'

/** Earlier wordings, each with what the next one changed. */
export function Revisions({ context, detail }: { context: ItemContext; detail: CommentDetail }) {
  const { say, view } = context
  const { revisions, comment } = detail
  if (revisions.length === 0) return null
  const whole = (one: { subject: string | null; body: string }) =>
    [one.subject, one.body].filter((part) => part !== null).join('\n')
  return (
    <section class="part-of-item">
      <h2>{say('revisions')}</h2>
      {revisions.map((one, i) => (
        <div class="revision">
          <p class="quiet">
            {i === 0 && `${say('original')} · `}
            {say('replacedBy', { name: actorText(one.by, say), time: '' })}
            <Moment view={view} at={one.at} />
          </p>
          <p class="text">
            {diffWords(whole(one), whole(revisions[i + 1] ?? comment)).map(({ kind, text }) =>
              kind === 'same' ? text : kind === 'gone' ? <del>{text}</del> : <ins>{text}</ins>,
            )}
          </p>
        </div>
      ))}
    </section>
  )
}

/** Who is no person goes by a word. */
function actorText(by: string, say: SayItem): string {
  if (by === 'reader' || by === 'rules') return say(by)
  return by === 'admin-token' ? 'ADMIN_TOKEN' : by
}

/** Who decided what, the newest first. */
export function History({
  context: { say, view },
  history,
  reasons,
  item,
}: {
  context: ItemContext
  history: ShareDetail['history']
  reasons: SiteSettings['reasons']
  item: { kind: 'comment' | 'share'; isLetter: boolean }
}) {
  const inWords = (state: State) => view.say(stateText(state, item.kind, item.isLetter))
  return (
    <section class="part-of-item">
      <h2>{say('history')}</h2>
      {history.length === 0 && <p class="quiet">{say('noHistory')}</p>}
      <ul>
        {history.map((one) => (
          <li>
            <bdi>{actorText(one.by, say)}</bdi>: {inWords(one.from)} → {inWords(one.to)}
            {one.undoes !== null && ` (${say('undoOf')})`} · <Moment view={view} at={one.at} />
            {[
              one.reason === null ? null : reasonLabel(one.reason, reasons, view.language),
              one.message,
              one.note,
            ]
              .filter((text) => text !== null)
              .map((text) => (
                <p class="quiet">{text}</p>
              ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Notes({ context, notes }: { context: ItemContext; notes: ShareDetail['notes'] }) {
  const { say, view } = context
  if (notes === null || notes.length === 0) return null
  return (
    <section class="part-of-item">
      <h2>{say('notes')}</h2>
      <ul>
        {notes.map(({ text, by, at }) => (
          <li>
            <bdi>{by}</bdi> · <Moment view={view} at={at} />
            <p class="said">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Mails of editors with what became of them, and those that the service owes the reader. */
export function Mails({ context, detail }: { context: ItemContext; detail: CommentDetail }) {
  const { say, view } = context
  const answers = detail.answers ?? []
  if (answers.length + detail.mails.length === 0) return null
  return (
    <section class="part-of-item">
      <h2>{say('answers')}</h2>
      <ul>
        {answers.map((one) => (
          <li>
            <bdi>{one.by}</bdi> · {say('mailTo', { name: one.desk ?? say('reader') })} ·{' '}
            <span class="state">{say(`mail_${one.state}`)}</span> <Moment view={view} at={one.at} />
            <p class="said">{one.body}</p>
            {one.state === 'queued' && (
              <OneButton
                context={context}
                action="recall"
                text={say('recall')}
                values={{ mail: one.id }}
              />
            )}
          </li>
        ))}
        {detail.mails.map((one) => (
          <li class="quiet">
            {kindText(one.kind, view.language)} · {say(`work_${one.state}`)} ·{' '}
            <Moment view={view} at={one.doneAt ?? one.dueAt} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Others({ context, detail }: { context: ItemContext; detail: CommentDetail }) {
  const { say, view } = context
  if (detail.others.length === 0) return null
  return (
    <section class="part-of-item">
      <h2>{say('others')}</h2>
      <ul>
        {detail.others.map((one) => (
          <li>
            <span class={`state ${one.state}`}>{view.say(one.state)}</span>{' '}
            <a href={`/admin/comments/${one.id}`}>
              <bdi>{one.article}</bdi>
            </a>{' '}
            · <Moment view={view} at={one.createdAt} />
            <p class="said">
              <MarkedText view={view} text={one.beginning} reasons={[]} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Requests to take it down, with what came of them. */
export function Takedowns({ context, detail }: { context: ItemContext; detail: CommentDetail }) {
  const { say, view } = context
  const takedowns = detail.takedowns ?? []
  if (takedowns.length === 0) return null
  return (
    <section class="part-of-item">
      <h2>{say('takedownsTitle')}</h2>
      <ul>
        {takedowns.map((one) => (
          <li>
            {one.isOverdue && <strong class="state">{say('overdue')}</strong>}{' '}
            {say(`takedown_${one.kind}`)} · <bdi>{one.askedBy}</bdi>
            {one.outcome === null ? (
              <p class="quiet">
                {say('due')} {absolute(view, new Date(one.dueAt))} ·{' '}
                <a href="/admin/takedowns">{say('toRegister')}</a>
              </p>
            ) : (
              <p class="quiet">
                {say(`outcome_${one.outcome}`)}
                {one.outcomeNote !== null && (
                  <>
                    {' · '}
                    <bdi>{one.outcomeNote}</bdi>
                  </>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

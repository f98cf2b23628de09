import type { CommentDetail, ShareDetail } from '../../moderation/item.ts'
import { MarkedText } from '../marked-text.tsx'
import { Moment } from '../times.tsx'
import { diffWords } from './diff.ts'
import { type ItemContext, OneButton } from './fields.tsx'
import { kindText, speakOutbox } from '../outbox/texts.ts'

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
            {say('replacedBy', { name: one.by === 'reader' ? say('reader') : one.by, time: '' })}
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

/** Who decided what, the newest first. */
export function History({
  context: { say, view },
  history,
}: {
  context: ItemContext
  history: ShareDetail['history']
}) {
  return (
    <section class="part-of-item">
      <h2>{say('history')}</h2>
      {history.length === 0 && <p class="quiet">{say('noHistory')}</p>}
      <ul>
        {history.map((one) => (
          <li>
            <bdi>{one.by === 'reader' ? say('reader') : one.by}</bdi>: {view.say(one.from)} →{' '}
            {view.say(one.to)}
            {one.undoes !== null && ` (${say('undoOf')})`} · <Moment view={view} at={one.at} />
            {[one.reason, one.message, one.note]
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
            {kindText(one.kind, view.language)} · {speakOutbox(view.language)(one.state)} ·{' '}
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

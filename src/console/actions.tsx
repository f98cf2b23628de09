import type { State } from '../schema.ts'
import type { SiteSettings } from '../sites/settings.ts'
import type { ItemLinks } from './item-links.ts'
import type { View } from './view.ts'

interface ActionsProps {
  view: View
  kind: 'comment' | 'share'
  id: string
  state: State
  isLetter: boolean
  /** Readers have reported it, so that leaving it as it is is a decision too. */
  isReported: boolean
  reasons: SiteSettings['reasons']
  back: string
  links: ItemLinks
}

/** What can be done to an item, as plain forms; the script turns them into quiet requests. */
export function Actions({
  view,
  state,
  isLetter,
  isReported,
  reasons,
  links,
  ...target
}: ActionsProps) {
  const { say } = view
  return (
    <div class="actions">
      <form method="post" action="/admin/decisions" class="quick">
        <Target state={state} {...target} />
        {state !== 'approved' && (
          <button name="to" value="approved" class="main">
            {say(isLetter ? 'accept' : 'approve')}
          </button>
        )}
        {state === 'approved' && isReported && (
          <button name="to" value="approved" class="main">
            {say('keep')}
          </button>
        )}
        {state !== 'rejected' && (
          <button name="to" value="rejected">
            {say('reject')}
          </button>
        )}
        {state !== 'spam' && (
          <button name="to" value="spam">
            {say('markSpam')}
          </button>
        )}
        {state !== 'pending' && (
          <button name="to" value="pending">
            {say('requeue')}
          </button>
        )}
      </form>
      {state !== 'rejected' && (
        // A form of its own: Enter in its field must reject, not press the first button above.
        <details class="reject">
          <summary>{say('rejectWith')}…</summary>
          <form method="post" action="/admin/decisions">
            <Target state={state} {...target} />
            <label>
              <span>{say('reason')}</span>
              <select name="reason">
                <option value="">{say('noReason')}</option>
                {reasons.map(({ key, label, message }) => (
                  <option value={key} data-message={message ?? ''}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span>{say('message')}</span>
              <input name="message" maxlength={500} autocomplete="off" />
            </label>
            <button name="to" value="rejected">
              {say('rejectWith')}
            </button>
          </form>
        </details>
      )}
      {links.edit !== undefined && (
        <a class="edit" href={links.edit}>
          {say(target.kind === 'share' ? 'openShare' : isLetter ? 'openLetter' : 'keyEdit')}
        </a>
      )}
      {links.ban !== undefined && (
        <a class="ban" href={links.ban}>
          {say('keyBan')}
        </a>
      )}
    </div>
  )
}

function Target({ kind, id, state, back }: Pick<ActionsProps, 'kind' | 'id' | 'state' | 'back'>) {
  return (
    <>
      <input type="hidden" name="item" value={`${kind}:${id}:${state}`} />
      <input type="hidden" name="back" value={back} />
    </>
  )
}

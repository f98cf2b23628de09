import { itemLinks } from './item-links.ts'
import type { TextKey } from './texts.ts'
import type { View } from './view.ts'

/** On phones, three large buttons for the item in view. Shown by the script, which is what makes them work. */
export function ThumbBar({ view }: { view: View }) {
  return (
    <div class="thumbs" id="thumbs" hidden>
      <button type="button" data-to="approved" class="main">
        {view.say('approve')}
      </button>
      <button type="button" data-to="rejected">
        {view.say('reject')}
      </button>
      <button type="button" data-to="spam">
        {view.say('markSpam')}
      </button>
    </div>
  )
}

const keys: [keys: string[], meaning: TextKey][] = [
  [['j'], 'keyNext'],
  [['k'], 'keyPrevious'],
  [['a', 'f'], 'approve'],
  [['d', 'r'], 'reject'],
  [['Shift + D'], 'keyReason'],
  [['s'], 'markSpam'],
  [['x'], 'keySelect'],
  [['u'], 'undo'],
  [['e'], 'keyEdit'],
  [['b'], 'keyBan'],
  [['z'], 'keySingle'],
  [['t'], 'keyTab'],
  [['1 – 8'], 'keyTabs'],
  [['/'], 'keySearch'],
  [['Esc'], 'keyEscape'],
  [['?'], 'keyHelp'],
]

/** What only those who decide can do. */
const deciding: readonly TextKey[] = [
  'approve',
  'reject',
  'keyReason',
  'markSpam',
  'keySelect',
  'undo',
  'keyEdit',
  'keyBan',
]

/** A key that opens a page is listed once there is one. */
function hasPage(meaning: TextKey): boolean {
  const { edit, ban } = itemLinks.comment('')
  return (
    !(meaning === 'keyEdit' && edit === undefined) && !(meaning === 'keyBan' && ban === undefined)
  )
}

/** Opens the list of keys. Shown by the script, which is what makes them work. */
export function KeyButton({ view }: { view: View }) {
  return (
    <button type="button" class="plain help-button" id="help-button" hidden>
      {view.say('keys')}
    </button>
  )
}

/** The list of keys, with the switch that WCAG 2.1.4 asks for. */
export function KeyHelp({ view, canDecide }: { view: View; canDecide: boolean }) {
  const { say } = view
  return (
    <dialog id="help" aria-labelledby="help-title">
      <h2 id="help-title">{say('keys')}</h2>
      <dl class="keys">
        {keys
          .filter(([, meaning]) => hasPage(meaning) && (canDecide || !deciding.includes(meaning)))
          .map(([names, meaning]) => (
            <div>
              <dt>
                {names.map((name) => (
                  <kbd>{name}</kbd>
                ))}
              </dt>
              <dd>{say(meaning)}</dd>
            </div>
          ))}
      </dl>
      <form method="dialog" class="help-foot">
        <label>
          <input type="checkbox" id="keys-on" checked /> {say('keysOn')}
        </label>
        <button>{say('close')}</button>
      </form>
    </dialog>
  )
}

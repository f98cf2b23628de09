import { encode } from 'uqr'
import { PASSWORD_LENGTH } from '../../auth/password-length.ts'
import { roles, type Role } from '../../schema.ts'
import type { View } from '../view.ts'
import { isOurs, type PeopleKey, voiceOf } from './say.ts'

/** What was done or went wrong, above the content. An address can ask for our own sentences only. */
export function Told({ view, told, fault }: { view: View; told?: string; fault?: string }) {
  const say = voiceOf(view)
  return (
    <>
      {told?.startsWith('told') === true && isOurs(told) && (
        <p class="notice" role="status">
          {say(told)}
        </p>
      )}
      {fault !== undefined && (
        <p class="error" role="alert">
          {fault}
        </p>
      )}
    </>
  )
}

interface RightsProps {
  view: View
  /** Those that the caller can give. */
  sites: { key: string; name: string }[]
  /** Whether every site can be given. */
  canGiveAll: boolean
  role?: Role
  chosen?: string[] | null
}

/** Role and sites of somebody. “Every site” is a choice of its own: forgetting a tick never gives more. */
export function RightsFields({ view, sites, canGiveAll, role, chosen = [] }: RightsProps) {
  const say = voiceOf(view)
  return (
    <>
      <label for="role">{say('role')}</label>
      <select id="role" name="role" aria-describedby="role-hint">
        {roles.map((one) => (
          <option value={one} selected={one === (role ?? 'moderator')}>
            {say(`role_${one}`)}
          </option>
        ))}
      </select>
      <p class="hint" id="role-hint">
        {say('roleHint')}
      </p>
      <fieldset>
        <legend>{say('sitesField')}</legend>
        {canGiveAll ? (
          <>
            <label>
              <input type="radio" name="reach" value="all" checked={chosen === null} />
              {say('everySite')}
            </label>
            <label>
              <input type="radio" name="reach" value="some" checked={chosen !== null} />
              {say('someSites')}
            </label>
          </>
        ) : (
          <input type="hidden" name="reach" value="some" />
        )}
        <div class={canGiveAll ? 'inner' : ''}>
          {sites.map(({ key, name }) => (
            <label>
              <input
                type="checkbox"
                name="site"
                value={key}
                checked={chosen?.includes(key) === true}
              />
              <span>
                {name} <span class="quiet">{key}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}

interface PasswordProps {
  view: View
  name: string
  label: PeopleKey | 'password' | 'passwordAgain'
  isNew?: boolean
  hasFocus?: boolean
}

export function PasswordField({ view, name, label, isNew = false, hasFocus }: PasswordProps) {
  const { min, max } = PASSWORD_LENGTH
  return (
    <>
      <label for={name}>{voiceOf(view)(label)}</label>
      <input
        id={name}
        name={name}
        type="password"
        autocomplete={isNew ? 'new-password' : 'current-password'}
        minlength={isNew ? min : undefined}
        maxlength={max}
        required
        autofocus={hasFocus}
      />
    </>
  )
}

/** The new password twice, with its rule. */
export function NewPasswordFields({ view }: { view: View }) {
  return (
    <>
      <PasswordField view={view} name="password" label="newPassword" isNew />
      <p class="hint">{view.say('passwordHint', PASSWORD_LENGTH)}</p>
      <PasswordField view={view} name="again" label="passwordAgain" isNew />
    </>
  )
}

interface CodeProps {
  view: View
  label: PeopleKey
  hint?: PeopleKey
  hasFocus?: boolean
}

export function CodeField({ view, label, hint, hasFocus }: CodeProps) {
  const say = voiceOf(view)
  return (
    <>
      <label for="code">{say(label)}</label>
      <input
        id="code"
        name="code"
        class="code-field"
        autocomplete="one-time-code"
        inputmode={hint === undefined ? 'numeric' : undefined}
        maxlength={20}
        required
        autofocus={hasFocus}
        aria-describedby={hint === undefined ? undefined : 'code-hint'}
      />
      {hint !== undefined && (
        <p class="hint" id="code-hint">
          {say(hint)}
        </p>
      )}
    </>
  )
}

/** A QR code as one path: no script, no style, black on white in every theme. */
export function QrCode({ view, text }: { view: View; text: string }) {
  const { data, size } = encode(text, { border: 4 })
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg
      class="qr"
      role="img"
      aria-label={voiceOf(view)('factorQr')}
      viewBox={`0 0 ${size} ${size}`}
      width="220"
      height="220"
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

/** One button that does one thing. */
export function ActButton({ action, text }: { action: string; text: string }) {
  return (
    <form method="post" action={action}>
      <button>{text}</button>
    </form>
  )
}

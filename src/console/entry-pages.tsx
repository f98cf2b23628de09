import { PASSWORD_LENGTH } from '../auth/password-length.ts'
import { NarrowPage } from './layout.tsx'
import { voiceOf } from './people/say.ts'
import type { View } from './view.ts'

interface SignInProps {
  view: View
  back: string
  email?: string
  /** What went wrong, in words. */
  error?: string
  notice?: string | null
}

export function SignInPage({ view, back, email, error, notice }: SignInProps) {
  const { say } = view
  return (
    <NarrowPage view={view} title={say('signIn')}>
      <p class="quiet">{say('signInIntro')}</p>
      {notice && <p class="notice">{notice}</p>}
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <form method="post" action="/admin/sign-in" class="stack">
        <input type="hidden" name="back" value={back} />
        <label for="email">{say('email')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          maxlength={320}
          required
          autofocus
          value={email ?? ''}
        />
        <label for="password">{say('password')}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength={PASSWORD_LENGTH.max}
          required
        />
        <button class="main">{say('signIn')}</button>
      </form>
      <p class="after">
        <a href="/admin/forgot">{voiceOf(view)('forgot')}</a>
      </p>
    </NarrowPage>
  )
}

interface SetupProps {
  view: View
  /** The link's own path. */
  action: string
  name?: string
  email?: string
  error?: string
}

export function SetupPage({ view, action, name, email, error }: SetupProps) {
  const { say } = view
  const { min, max } = PASSWORD_LENGTH
  return (
    <NarrowPage view={view} title={say('setup')}>
      <p class="quiet">{say('setupIntro')}</p>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <form method="post" action={action} class="stack">
        <label for="name">{say('name')}</label>
        <input
          id="name"
          name="name"
          autocomplete="name"
          maxlength={100}
          required
          autofocus
          value={name ?? ''}
          aria-describedby="name-hint"
        />
        <p class="hint" id="name-hint">
          {say('nameHint')}
        </p>
        <label for="email">{say('email')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          maxlength={320}
          required
          value={email ?? ''}
        />
        <label for="password">{say('password')}</label>
        <NewPassword name="password" hint="password-hint" />
        <p class="hint" id="password-hint">
          {say('passwordHint', { min, max })}
        </p>
        <label for="again">{say('passwordAgain')}</label>
        <NewPassword name="again" hint="password-hint" />
        <button class="main">{say('createAccount')}</button>
      </form>
    </NarrowPage>
  )
}

function NewPassword({ name, hint }: { name: string; hint: string }) {
  const { min, max } = PASSWORD_LENGTH
  return (
    <input
      id={name}
      name={name}
      type="password"
      autocomplete="new-password"
      minlength={min}
      maxlength={max}
      required
      aria-describedby={hint}
    />
  )
}

/** A title, a sentence and a way back. */
export function PlainPage({
  view,
  title,
  text,
  isOutside = false,
}: {
  view: View
  title: string
  text: string
  /** Whoever sees it has not signed in. */
  isOutside?: boolean
}) {
  return (
    <NarrowPage view={view} title={title}>
      <p>{text}</p>
      <p>
        {isOutside ? (
          <a href="/admin/sign-in">{voiceOf(view)('backToSignIn')}</a>
        ) : (
          <a href="/admin/">{view.say('backToQueue')}</a>
        )}
      </p>
    </NarrowPage>
  )
}

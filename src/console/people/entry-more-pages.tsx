import type { OpenInvitation } from '../../auth/invitations.ts'
import { NarrowPage } from '../layout.tsx'
import type { View } from '../view.ts'
import { CodeField, NewPasswordFields, Told } from './fields.tsx'
import { voiceOf } from './say.ts'

interface CodeProps {
  view: View
  back: string
  fault?: string
}

export function CodePage({ view, back, fault }: CodeProps) {
  const say = voiceOf(view)
  return (
    <NarrowPage view={view} title={say('enterCode')}>
      <Told view={view} {...(fault !== undefined && { fault })} />
      <form method="post" action="/admin/sign-in/code" class="stack">
        <input type="hidden" name="back" value={back} />
        <CodeField view={view} label="codeOrBackup" hint="codeHint" hasFocus />
        <button class="main">{say('signIn')}</button>
      </form>
      <p class="after">
        <a href="/admin/sign-in">{say('startOver')}</a>
      </p>
    </NarrowPage>
  )
}

export function ForgotPage({ view, isSent }: { view: View; isSent: boolean }) {
  const say = voiceOf(view)
  return (
    <NarrowPage view={view} title={say('forgot')}>
      {isSent ? (
        <p class="notice" role="status">
          {say('forgotSent')}
        </p>
      ) : (
        <p class="quiet">{say('forgotIntro')}</p>
      )}
      <form method="post" action="/admin/forgot" class="stack">
        <label for="email">{say('email')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          maxlength={320}
          required
          autofocus={!isSent}
        />
        <button class={isSent ? '' : 'main'}>{say('sendLink')}</button>
      </form>
      <p class="after">
        <a href="/admin/sign-in">{say('backToSignIn')}</a>
      </p>
    </NarrowPage>
  )
}

interface InvitationProps {
  view: View
  found: OpenInvitation
  /** The link's own path. */
  action: string
  name: string
  fault?: string
}

export function InvitationPage({ view, found, action, name, fault }: InvitationProps) {
  const say = voiceOf(view)
  const isInvite = found.purpose === 'invite'
  return (
    <NarrowPage view={view} title={say(isInvite ? 'invitation' : 'reset')}>
      <p class="quiet">
        {say(isInvite ? 'invitationIntro' : 'resetIntro', { email: found.email })}
      </p>
      <Told view={view} {...(fault !== undefined && { fault })} />
      <form method="post" action={action} class="stack">
        <input type="hidden" autocomplete="username" value={found.email} />
        <label for="name">{say('name')}</label>
        <input
          id="name"
          name="name"
          autocomplete="name"
          maxlength={100}
          required
          value={name}
          aria-describedby="name-hint"
        />
        <p class="hint" id="name-hint">
          {say('nameHint')}
        </p>
        <NewPasswordFields view={view} />
        <button class="main">{say('setPassword')}</button>
      </form>
    </NarrowPage>
  )
}

import type { Caller } from '../../auth/caller.ts'
import { DeskPage, NarrowPage } from '../layout.tsx'
import { absolute, Moment } from '../times.tsx'
import { mayDecide, type View } from '../view.ts'
import { deviceName } from './device.ts'
import { ActButton, CodeField, NewPasswordFields, PasswordField, QrCode, Told } from './fields.tsx'
import { voiceOf } from './say.ts'

interface Session {
  id: string
  userAgent: string | null
  startedAt: Date
  lastUsedAt: Date
}

interface Factor {
  confirmedAt: Date | null
  codesLeft: number
}

interface PageProps {
  view: View
  caller: Caller
  told?: string
  fault?: string
}

const PATH = '/admin/account'

export function AccountPage({
  view,
  caller,
  sessions,
  factor,
  ...told
}: PageProps & { sessions: Session[]; factor: Factor }) {
  const say = voiceOf(view)
  return (
    <DeskPage view={view} caller={caller} title={say('account')} current={PATH}>
      <Told view={view} {...told} />
      {caller.session === undefined ? (
        <p>{say('byProxy')}</p>
      ) : (
        <>
          <Sessions view={view} sessions={sessions} current={caller.session.id} />
          <section class="panel">
            <h2>{say('secondFactor')}</h2>
            <p>{factorLine(view, factor)}</p>
            <p>
              <a href="/admin/account/factor">
                {say(factor.confirmedAt === null ? 'setUpFactor' : 'manage')}
              </a>
            </p>
          </section>
          <section class="panel">
            <h2>{say('changePassword')}</h2>
            <form method="post" action="/admin/account/password" class="stack">
              <PasswordField view={view} name="current" label="currentPassword" />
              <NewPasswordFields view={view} />
              <button>{say('changePassword')}</button>
            </form>
          </section>
        </>
      )}
      {mayDecide(caller) && (
        <section class="panel">
          <h2>{view.say('reminders')}</h2>
          <p>{say('remindersIntro')}</p>
          <p>
            <a href="/admin/reminders">{say('chooseReminders')}</a>
          </p>
        </section>
      )}
    </DeskPage>
  )
}

function Sessions({
  view,
  sessions,
  current,
}: {
  view: View
  sessions: Session[]
  current: string
}) {
  const say = voiceOf(view)
  return (
    <section>
      <h2>{say('sessions')}</h2>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{say('device')}</th>
            <th scope="col">{say('startedAt')}</th>
            <th scope="col">{say('lastUsedAt')}</th>
            <th scope="col">
              <span class="unseen-title">{say('endSession')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, userAgent, startedAt, lastUsedAt }) => (
            <tr>
              <td>
                {deviceName(userAgent) ?? say('unknownDevice')}
                {id === current && <span class="sub">{say('thisSession')}</span>}
              </td>
              <td data-label={say('startedAt')}>
                <Moment view={view} at={startedAt.toISOString()} />
              </td>
              <td data-label={say('lastUsedAt')}>
                <Moment view={view} at={lastUsedAt.toISOString()} />
              </td>
              <td>
                {id !== current && (
                  <ActButton
                    action={`/admin/account/sessions/${id}/end`}
                    text={say('endSession')}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sessions.length > 1 && (
        <div class="acts">
          <ActButton action="/admin/account/end-others" text={say('endOthers')} />
        </div>
      )}
    </section>
  )
}

function factorLine(view: View, { confirmedAt, codesLeft }: Factor): string {
  const say = voiceOf(view)
  if (confirmedAt === null) return say('factorOff')
  return say('factorSince', { time: absolute(view, confirmedAt), n: codesLeft })
}

interface FactorProps extends PageProps {
  factor: Factor
  /** The secret that no code has confirmed yet, and its address for the QR code. */
  waiting: { secret: string; address: string } | null
}

export function FactorPage({ view, caller, factor, waiting, ...told }: FactorProps) {
  const say = voiceOf(view)
  return (
    <DeskPage view={view} caller={caller} title={say('secondFactor')} current={PATH}>
      {caller.session?.owesFactor === true && <p class="notice">{say('factorOwed')}</p>}
      <Told view={view} {...told} />
      <p>{say('factorIntro')}</p>
      {factor.confirmedAt !== null ? (
        <FactorOn view={view} factor={factor} />
      ) : waiting === null ? (
        <form method="post" action="/admin/account/factor/begin">
          <button class="main">{say('setUpFactor')}</button>
        </form>
      ) : (
        <>
          <p>{say('factorScan')}</p>
          <QrCode view={view} text={waiting.address} />
          <p>
            {say('factorKey')}: <code class="secret">{inFours(waiting.secret)}</code>
          </p>
          <div class="panel">
            <form method="post" action="/admin/account/factor" class="stack">
              <CodeField view={view} label="code" hasFocus />
              <button class="main">{say('turnOn')}</button>
            </form>
          </div>
        </>
      )}
    </DeskPage>
  )
}

function FactorOn({ view, factor }: { view: View; factor: Factor }) {
  const say = voiceOf(view)
  return (
    <>
      <p>{factorLine(view, factor)}</p>
      <div class="acts">
        <ActButton action="/admin/account/factor/codes" text={say('renewCodes')} />
      </div>
      <section class="panel">
        <h2>{say('turnOff')}</h2>
        <form method="post" action="/admin/account/factor/off" class="stack">
          <PasswordField view={view} name="current" label="currentPassword" />
          <CodeField view={view} label="codeOrBackup" hint="codeHint" />
          <button>{say('turnOff')}</button>
        </form>
      </section>
    </>
  )
}

export function BackupCodesPage({
  view,
  caller,
  codes,
}: {
  view: View
  caller: Caller
  codes: string[]
}) {
  const say = voiceOf(view)
  return (
    <DeskPage view={view} caller={caller} title={say('backupCodes')} current={PATH}>
      <p>{say('backupIntro')}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li>{`${code.slice(0, 5)}-${code.slice(5)}`}</li>
        ))}
      </ul>
      <p>
        <a href={PATH}>{say('kept')}</a>
      </p>
    </DeskPage>
  )
}

export function ProvePage({ view, back, fault }: { view: View; back: string; fault?: string }) {
  const say = voiceOf(view)
  return (
    <NarrowPage view={view} title={say('prove')}>
      <p class="quiet">{say('proveIntro')}</p>
      <Told view={view} {...(fault !== undefined && { fault })} />
      <form method="post" action="/admin/prove" class="stack">
        <input type="hidden" name="back" value={back} />
        <PasswordField view={view} name="password" label="password" hasFocus />
        <button class="main">{say('goOnTo')}</button>
      </form>
    </NarrowPage>
  )
}

function inFours(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ')
}

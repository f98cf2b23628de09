import type { Caller } from '../../auth/caller.ts'
import type { Role } from '../../schema.ts'
import { DeskPage } from '../layout.tsx'
import { siteNames } from '../site-names.ts'
import { absolute, Moment } from '../times.tsx'
import type { View } from '../view.ts'
import { ActButton, RightsFields, Told } from './fields.tsx'
import { voiceOf } from './say.ts'

interface Token {
  id: string
  name: string
  role: Role
  sites: string[] | null
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}

interface Props {
  view: View
  caller: Caller
  tokens: Token[]
  sites: { key: string; name: string }[]
  next: string | null
  told?: string
  fault?: string
}

const PATH = '/admin/tokens'

export function TokensPage({ view, caller, tokens, sites, next, ...told }: Props) {
  const say = voiceOf(view)
  return (
    <DeskPage view={view} caller={caller} title={say('tokens')} current={PATH}>
      <Told view={view} {...told} />
      <p class="quiet">{say('tokensIntro')}</p>
      {tokens.length === 0 ? (
        <p>{say('noTokens')}</p>
      ) : (
        <TokenTable {...{ view, tokens, known: sites }} />
      )}
      {next !== null && (
        <p class="onward">
          <a href={`${PATH}?after=${next}`}>{say('more')}</a>
        </p>
      )}
      <section class="panel">
        <h2>{say('newToken')}</h2>
        <form method="post" action={PATH} class="stack">
          <label for="name">{say('tokenName')}</label>
          <input id="name" name="name" maxlength={100} required />
          <RightsFields view={view} sites={sites} canGiveAll role="moderator" />
          <label for="until">{say('tokenExpiry')}</label>
          <input id="until" name="until" type="date" />
          <button class="main">{say('makeToken')}</button>
        </form>
      </section>
    </DeskPage>
  )
}

function TokenTable({
  view,
  tokens,
  known,
}: Pick<Props, 'view' | 'tokens'> & { known: Props['sites'] }) {
  const say = voiceOf(view)
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{say('tokenName')}</th>
          <th scope="col">{say('role')}</th>
          <th scope="col">{say('lastUsedAt')}</th>
          <th scope="col">{say('expiresAt')}</th>
          <th scope="col">
            <span class="unseen-title">{say('revoke')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ id, name, role, sites, lastUsedAt, expiresAt }) => (
          <tr>
            <td>
              <bdi>{name}</bdi>
            </td>
            <td data-label={say('role')}>
              {say(`role_${role}`)}
              <span class="sub">{sites === null ? say('everySite') : siteNames(sites, known)}</span>
            </td>
            <td data-label={say('lastUsedAt')}>
              {lastUsedAt === null ? (
                <span class="quiet">{say('neverUsed')}</span>
              ) : (
                <Moment view={view} at={lastUsedAt} />
              )}
            </td>
            <td data-label={say('expiresAt')}>{expiryOf(view, expiresAt)}</td>
            <td>
              <ActButton action={`${PATH}/${id}/revoke`} text={say('revoke')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function expiryOf(view: View, expiresAt: string | null): string {
  const say = voiceOf(view)
  if (expiresAt === null) return say('never')
  const end = new Date(expiresAt)
  return end <= view.now ? say('expired') : absolute(view, end)
}

/** The one page that ever shows the secret. */
export function MadeTokenPage({
  view,
  caller,
  made,
}: {
  view: View
  caller: Caller
  made: Token & { secret: string }
}) {
  const say = voiceOf(view)
  return (
    <DeskPage view={view} caller={caller} title={say('tokenMade')} current={PATH}>
      <p role="status">
        {made.name}: {say('tokenOnce')}
      </p>
      <p>
        <code class="secret">{made.secret}</code>
      </p>
      <p>
        <a href={PATH}>{say('backToTokens')}</a>
      </p>
    </DeskPage>
  )
}

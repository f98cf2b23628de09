import type { Caller } from '../../auth/caller.ts'
import { secretNames, type SecretName } from '../../schema.ts'
import type { LoadedSite } from '../../sites/origin.ts'
import { DeskPage } from '../layout.tsx'
import { Moment } from '../times.tsx'
import type { View } from '../view.ts'
import { choiceText } from './labels.ts'
import { speakSecrets } from './secret-texts.ts'
import { SiteLinks } from './site-page.tsx'
import { speakSettings } from './texts.ts'

export interface SecretsProps {
  view: View
  caller: Caller
  site: LoadedSite
  /** The keys that are set. */
  known: { name: SecretName; changedAt: string }[]
  hooks: { url: string; changedAt: string | null }[]
  told?: 'saved' | 'removed' | undefined
  fault?: { name: SecretName; text: string } | undefined
  /** A webhook's key that was made just now, shown this once. */
  made?: { url: string; secret: string } | undefined
}

/** A site's keys: whether they are set, since when, and forms that set and remove them. */
export function SecretsPage(props: SecretsProps) {
  const { view, caller, site, told, made } = props
  const say = speakSecrets(view.language)
  return (
    <DeskPage
      view={view}
      caller={caller}
      title={say('title', { name: site.name })}
      current="/admin/sites"
    >
      <SiteLinks
        say={speakSettings(view.language)}
        siteKey={site.key}
        caller={caller}
        current="secrets"
      />
      {told !== undefined && (
        <p class="notice" role="status">
          {say(told)}
        </p>
      )}
      {made !== undefined && (
        <div class="notice" role="status">
          <p>
            <bdi>{say('made', { url: made.url })}</bdi>. {say('once')}
          </p>
          <p>
            <code class="secret">{made.secret}</code>
          </p>
        </div>
      )}
      <p class="quiet">{say('intro')}</p>
      {secretNames.map((name) => (
        <SecretPart {...props} name={name} />
      ))}
      <Hooks {...props} />
    </DeskPage>
  )
}

function SecretPart({ view, site, known, fault, name }: SecretsProps & { name: SecretName }) {
  const say = speakSecrets(view.language)
  const path = `/admin/sites/${site.key}/secrets/${name}`
  const found = known.find((one) => one.name === name)
  const wrong = fault?.name === name ? fault.text : undefined
  const algorithm = site.settings.members.algorithm
  return (
    <section class="part" id={name}>
      <h2>{say(name)}</h2>
      <p class="hint">{say(`${name}Hint`)}</p>
      {name === 'member' && (
        <p class="hint">
          {say('memberAlgorithm', {
            name: choiceText('members.algorithm', algorithm, view.language),
          })}
        </p>
      )}
      <Standing view={view} changedAt={found?.changedAt ?? null} />
      <form method="post" action={path} class="field">
        <label for={`${name}-value`}>{say('value')}</label>
        <input
          id={`${name}-value`}
          name="value"
          required
          maxlength={2000}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={wrong === undefined ? undefined : 'true'}
          aria-describedby={wrong === undefined ? undefined : `${name}-fault`}
        />
        {wrong !== undefined && (
          <p class="fault" id={`${name}-fault`} role="alert">
            {wrong}
          </p>
        )}
        {found !== undefined && name === 'member' && <p class="hint">{say('replaced')}</p>}
        <p class="under">
          <button class="main">{say('save')}</button>
        </p>
      </form>
      {found !== undefined && (
        <form method="post" action={`${path}/remove`} class="under">
          <button>{say('remove')}</button> <span class="hint">{say('removeHint')}</span>
        </form>
      )}
    </section>
  )
}

function Standing({ view, changedAt }: { view: View; changedAt: string | null }) {
  const say = speakSecrets(view.language)
  return (
    <p class="under">
      <span class="state">{say(changedAt === null ? 'notSet' : 'isSet')}</span>
      {changedAt !== null && (
        <>
          {` · ${say('changed')} `}
          <Moment view={view} at={changedAt} />
        </>
      )}
    </p>
  )
}

function Hooks({ view, site, hooks }: SecretsProps) {
  const say = speakSecrets(view.language)
  return (
    <section class="part">
      <h2>{say('webhooks')}</h2>
      <p class="hint">{say('webhooksHint')}</p>
      {hooks.length === 0 && <p class="quiet under">{say('noHooks')}</p>}
      <ul class="sites">
        {hooks.map(({ url, changedAt }) => (
          <li>
            <bdi>{url}</bdi>
            <Standing view={view} changedAt={changedAt} />
            <form method="post" action={`/admin/sites/${site.key}/secrets/webhook`} class="under">
              <input type="hidden" name="url" value={url} />
              <button aria-label={`${say(changedAt === null ? 'make' : 'renew')}: ${url}`}>
                {say(changedAt === null ? 'make' : 'renew')}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

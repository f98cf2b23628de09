import type { Caller } from '../../auth/caller.ts'
import { DeskPage } from '../layout.tsx'
import type { View } from '../view.ts'
import type { Draft } from './form.ts'
import { NameAndOrigins } from './site-page.tsx'
import { speakSettings } from './texts.ts'

interface SitesPageProps {
  view: View
  caller: Caller
  sites: { key: string; name: string; origins: string[] }[]
  next: string | null
  /** What was entered for a new site. */
  siteKey?: string
  draft: Draft
  faults: ReadonlyMap<string, string>
}

/** The caller's sites, and, for administrators of all, the way to add one. */
export function SitesPage({ view, caller, sites, next, siteKey, draft, faults }: SitesPageProps) {
  const say = speakSettings(view.language)
  const mayAdd = caller.role === 'admin' && caller.sites === null
  return (
    <DeskPage view={view} caller={caller} title={say('title')} current="/admin/sites">
      <p class="quiet">{say('intro')}</p>
      {sites.length === 0 && <p class="none">{say('none')}</p>}
      <ul class="sites">
        {sites.map(({ key, name, origins }) => (
          <li>
            <a href={`/admin/sites/${key}`}>
              <bdi>{name}</bdi>
            </a>
            <span class="sub">
              {key} · {origins.join(', ')}
            </span>
            <a class="side" href={`/admin/sites/${key}/words`}>
              {say('words')}
              <span class="unseen-title">: {name}</span>
            </a>
          </li>
        ))}
      </ul>
      {next !== null && (
        <nav class="onward">
          <a href={`/admin/sites?after=${next}`}>{view.say('more')}</a>
        </nav>
      )}
      {mayAdd && (
        <form class="part" method="post" action="/admin/sites">
          <h2>{say('add')}</h2>
          <div class="field">
            <label for="key">{say('key')}</label>
            <p class="hint">{say('keyHint')}</p>
            <input
              id="key"
              name="key"
              required
              maxlength={40}
              autocomplete="off"
              value={siteKey ?? ''}
            />
            {faults.has('key') && <p class="fault">{faults.get('key')}</p>}
          </div>
          <NameAndOrigins say={say} draft={draft} faults={faults} />
          <p class="field">
            <button class="main">{say('add')}</button>
          </p>
        </form>
      )}
    </DeskPage>
  )
}

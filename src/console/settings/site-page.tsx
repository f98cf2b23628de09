import type { Caller } from '../../auth/caller.ts'
import { snippet } from '../../demo/snippet.ts'
import { DeskPage } from '../layout.tsx'
import type { View } from '../view.ts'
import { Field } from './fields.tsx'
import { type Draft, settingShapes } from './form.ts'
import { labelOf } from './labels.ts'
import { type SaySettings, speakSettings } from './texts.ts'

interface SitePageProps {
  view: View
  caller: Caller
  siteKey: string
  draft: Draft
  faults: ReadonlyMap<string, string>
  publicUrl: string
  told?: 'saved' | 'added' | undefined
  /** Where the draft differs from what a colleague has saved meanwhile. */
  conflict?: string[] | undefined
}

/** Everything about one site, as one form. */
export function SitePage(props: SitePageProps) {
  const { view, caller, siteKey, draft, faults, told, conflict } = props
  const say = speakSettings(view.language)
  const { grouped } = shapesByPlace()
  const parts = conflict?.map((name) => labelOf(name, view.language).label).join(', ')
  return (
    <DeskPage view={view} caller={caller} title={draft.name || siteKey} current="/admin/sites">
      <SiteLinks say={say} siteKey={siteKey} caller={caller} current="settings" />
      {told !== undefined && (
        <p class="notice" role="status">
          {say(told)}
        </p>
      )}
      {conflict !== undefined && (
        <p class="notice" role="alert">
          {say('conflict', { parts: parts === '' ? say('nothing') : (parts ?? '') })}
        </p>
      )}
      <Faults view={view} say={say} faults={faults} />
      <nav aria-label={say('contents')}>
        <ul class="contents">
          {grouped.map(([name]) => (
            <li>
              <a href={`#part-${name}`}>{labelOf(name, view.language).label}</a>
            </li>
          ))}
          <li>
            <a href="#preview">{say('preview')}</a>
          </li>
          <li>
            <a href="#embed">{say('embed')}</a>
          </li>
        </ul>
      </nav>
      <SettingsForm {...props} />
      <PreviewPart say={say} siteKey={siteKey} />
      <Embed say={say} siteKey={siteKey} publicUrl={props.publicUrl} />
    </DeskPage>
  )
}

/** Single fields stand together, each group in a part of its own. */
function shapesByPlace() {
  const all = settingShapes()
  const single = all.filter(([, { kind }]) => kind !== 'group' && kind !== 'rows' && kind !== 'map')
  return { single, grouped: all.filter((one) => !single.includes(one)) }
}

function SettingsForm({ view, siteKey, draft, faults }: SitePageProps) {
  const say = speakSettings(view.language)
  const { single, grouped } = shapesByPlace()
  return (
    <form method="post" action={`/admin/sites/${siteKey}`} id="settings">
      <input type="hidden" name="version" value={String(draft.version)} />
      <section class="part">
        <h2>{say('general')}</h2>
        <NameAndOrigins say={say} draft={draft} faults={faults} />
        {single.map(([name, shape]) => (
          <Field {...{ view, faults, shape, path: name, value: draft.settings[name] }} />
        ))}
      </section>
      {grouped.map(([name, shape]) => (
        <section class="part" id={`part-${name}`}>
          <Field {...{ view, faults, shape, path: name, value: draft.settings[name] }} />
        </section>
      ))}
      <div class="save">
        <button class="main">{say('save')}</button>
        <button formaction={`/admin/sites/${siteKey}/preview`} formtarget="preview" formnovalidate>
          {say('preview')}
        </button>
      </div>
    </form>
  )
}

function PreviewPart({ say, siteKey }: { say: SaySettings; siteKey: string }) {
  return (
    <section class="part" id="preview">
      <h2>{say('preview')}</h2>
      <p class="hint">{say('previewHint')}</p>
      <iframe
        name="preview"
        class="preview"
        title={say('preview')}
        sandbox="allow-same-origin allow-scripts"
        src={`/admin/sites/${siteKey}/preview`}
        loading="lazy"
      ></iframe>
    </section>
  )
}

const sitePages = ['settings', 'words', 'secrets'] as const

/** The way between the pages of a site; its keys are for administrators. */
export function SiteLinks({
  say,
  siteKey,
  caller,
  current,
}: {
  say: SaySettings
  siteKey: string
  caller: Caller
  current: (typeof sitePages)[number]
}) {
  const home = `/admin/sites/${siteKey}`
  const own = sitePages.filter((name) => name !== 'secrets' || caller.role === 'admin')
  return (
    <nav aria-label={siteKey}>
      <ul class="states">
        <li>
          <a href="/admin/sites">{say('readOnly')}</a>
        </li>
        {own.map((name) => (
          <li>
            <a
              href={name === 'settings' ? home : `${home}/${name}`}
              aria-current={name === current ? 'true' : undefined}
            >
              {say(name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Faults({
  view,
  say,
  faults,
}: Pick<SitePageProps, 'view' | 'faults'> & { say: SaySettings }) {
  if (faults.size === 0) return null
  return (
    <div class="error" role="alert">
      <p>{say('faults')}</p>
      <ul>
        {[...faults].map(([path, fault]) => (
          <li>
            <a href={`#${path}`}>{faultLabel(path, view.language, say)}</a>: {fault}
          </li>
        ))}
      </ul>
    </div>
  )
}

function faultLabel(path: string, language: 'vi' | 'en', say: SaySettings): string {
  if (path === 'name' || path === 'origins' || path === 'key') return say(path)
  return labelOf(path.replace(/\.\d+\./, '[].'), language).label
}

export function NameAndOrigins({
  say,
  draft,
  faults,
}: Pick<SitePageProps, 'draft' | 'faults'> & { say: SaySettings }) {
  return (
    <>
      <div class="field">
        <label for="name">{say('name')}</label>
        <p class="hint">{say('nameHint')}</p>
        <input id="name" name="name" required autocomplete="off" value={draft.name} />
        {faults.has('name') && <p class="fault">{faults.get('name')}</p>}
      </div>
      <div class="field">
        <label for="origins">{say('origins')}</label>
        <p class="hint">{say('originsHint')}</p>
        <textarea id="origins" name="origins" rows={3} required>
          {draft.origins.join('\n')}
        </textarea>
        {faults.has('origins') && <p class="fault">{faults.get('origins')}</p>}
      </div>
    </>
  )
}

const SAMPLE = '/chuyen-muc/bai-viet'

function Embed({
  say,
  siteKey,
  publicUrl,
}: {
  say: SaySettings
  siteKey: string
  publicUrl: string
}) {
  return (
    <section class="part" id="embed">
      <h2>{say('embed')}</h2>
      <p class="hint">{say('embedHint', { sample: SAMPLE })}</p>
      <pre class="snippet" tabindex={0} aria-label={say('embed')}>
        {snippet({ publicUrl, site: siteKey, article: SAMPLE })}
      </pre>
    </section>
  )
}

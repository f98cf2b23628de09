import type { Caller } from '../../auth/caller.ts'
import type { Trial } from '../../defence/try.ts'
import type { LoadedSite } from '../../sites/origin.ts'
import { writeWords } from '../../sites/word-lines.ts'
import { DeskPage } from '../layout.tsx'
import { MarkedText } from '../marked-text.tsx'
import type { View } from '../view.ts'
import { SiteLinks } from './site-page.tsx'
import { type SaySettings, speakSettings } from './texts.ts'

const levels = ['refuse', 'spam', 'hold', 'tag'] as const

/** What was tried, and what came of it. */
export interface Tried {
  text: string
  name: string
  words: string
  trial: Trial | null
}

interface WordsPageProps {
  view: View
  caller: Caller
  site: LoadedSite
  /** What the list is searched for. */
  q: string
  tried: Tried
  faults: string[]
  told?: 'saved' | undefined
  /** A list that was not taken. */
  typed?: string | undefined
}

/** Rows of the list that are shown at once; the search finds the others. */
const MAX_ROWS = 200

/** The words of one site: the list, the ways to change it, and a text to try them on. */
export function WordsPage(props: WordsPageProps) {
  const { view, caller, site, q, tried, faults, told } = props
  const say = speakSettings(view.language)
  const title = say('wordsTitle', { name: site.name })
  return (
    <DeskPage view={view} caller={caller} title={title} current="/admin/sites">
      <SiteLinks say={say} siteKey={site.key} caller={caller} current="words" />
      <p class="quiet">{say('wordsIntro')}</p>
      {told !== undefined && (
        <p class="notice" role="status">
          {say(told)}
        </p>
      )}
      {faults.length > 0 && (
        <ul class="error" role="alert">
          {faults.map((fault) => (
            <li>{fault}</li>
          ))}
        </ul>
      )}
      <Tester view={view} say={say} site={site} tried={tried} />
      <AddWord say={say} site={site} />
      <List say={say} site={site} q={q} />
      <section class="part">
        <h2 id="whole">{say('whole')}</h2>
        <p class="hint">{say('wholeHint')}</p>
        <form method="post" action={`/admin/sites/${site.key}/words`}>
          <Version site={site} />
          <textarea
            class="words-text"
            name="list"
            rows={10}
            spellcheck={false}
            aria-labelledby="whole"
          >
            {props.typed ?? writeWords(site.settings.words)}
          </textarea>
          <p class="quick">
            <button name="act" value="replace">
              {say('replace')}
            </button>
            <a href={`/admin/sites/${site.key}/words.txt`}>{say('download')}</a>
          </p>
        </form>
      </section>
    </DeskPage>
  )
}

function Version({ site }: { site: LoadedSite }) {
  return <input type="hidden" name="version" value={String(site.version)} />
}

interface PartProps {
  say: SaySettings
  site: LoadedSite
}

function AddWord({ say, site }: PartProps) {
  return (
    <form class="part" method="post" action={`/admin/sites/${site.key}/words`}>
      <Version site={site} />
      <h2>{say('addWord')}</h2>
      <div class="rows-row">
        <label>
          <span>{say('entry')}</span>
          <input name="entry" required maxlength={200} autocomplete="off" />
        </label>
        <label>
          <span>{say('level')}</span>
          <select name="level">
            {levels.map((level) => (
              <option value={level} selected={level === 'hold'}>
                {say(level)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>
            {say('except')} ({say('exceptHint')})
          </span>
          <input name="except" maxlength={2000} autocomplete="off" />
        </label>
      </div>
      <p class="field flag">
        <input type="checkbox" id="exact" name="exact" value="1" />
        <label for="exact">{say('exact')}</label>
      </p>
      <p class="field">
        <button name="act" value="add">
          {say('addWord')}
        </button>
      </p>
    </form>
  )
}

function List({ say, site, q }: PartProps & { q: string }) {
  const { words } = site.settings
  const wanted = q.toLocaleLowerCase('vi')
  const found = words.filter(({ entry }) => entry.toLocaleLowerCase('vi').includes(wanted))
  const shown = found.slice(0, MAX_ROWS)
  return (
    <section class="part">
      <h2>{say('words')}</h2>
      <p class="hint">{say('shown', { shown: shown.length, all: words.length })}</p>
      <form class="filters" method="get" action={`/admin/sites/${site.key}/words`}>
        <label>
          <span>{say('search')}</span>
          <input name="q" maxlength={200} autocomplete="off" value={q} />
        </label>
        <div class="filter-ends">
          <button>{say('find')}</button>
        </div>
      </form>
      {words.length === 0 && <p class="none">{say('noWords')}</p>}
      {shown.length > 0 && (
        <form method="post" action={`/admin/sites/${site.key}/words`}>
          <Version site={site} />
          <div class="table" role="region" aria-label={say('words')} tabindex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('choose')}</th>
                  <th scope="col">{say('entry')}</th>
                  <th scope="col">{say('level')}</th>
                  <th scope="col">{say('exact')}</th>
                  <th scope="col">{say('except')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ entry, level, exact, except = [] }) => (
                  <tr>
                    <td>
                      <input type="checkbox" name="gone" value={entry} aria-label={entry} />
                    </td>
                    <td class="free">{entry}</td>
                    <td>{say(level)}</td>
                    <td>{exact === true ? '✓' : ''}</td>
                    <td class="free">{except.join('; ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="field">
            <button name="act" value="remove">
              {say('remove')}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}

function Tester({ view, say, site, tried }: PartProps & { view: View; tried: Tried }) {
  return (
    <form class="part" method="post" action={`/admin/sites/${site.key}/words/try`} id="try">
      <h2>{say('test')}</h2>
      <p class="hint">{say('testHint')}</p>
      <div class="field">
        <label for="try-text">{say('testText')}</label>
        <textarea id="try-text" name="text" rows={4} required>
          {tried.text}
        </textarea>
      </div>
      <div class="field">
        <label for="try-name">{say('testName')}</label>
        <input id="try-name" name="name" maxlength={200} autocomplete="off" value={tried.name} />
      </div>
      <div class="field">
        <label for="try-words">{say('testWords')}</label>
        <p class="hint">{say('wholeHint')}</p>
        <textarea id="try-words" name="words" rows={2} spellcheck={false}>
          {tried.words}
        </textarea>
      </div>
      <p class="field">
        <button class="main">{say('run')}</button>
      </p>
      {tried.trial !== null && <Outcome view={view} say={say} trial={tried.trial} />}
    </form>
  )
}

function Outcome({ view, say, trial }: { view: View; say: SaySettings; trial: Trial }) {
  return (
    <div role="status" id="verdict">
      <p class="verdict">{say(`verdict_${trial.verdict}`, { sentence: trial.sentence })}</p>
      <p class="tried">
        <MarkedText view={view} text={trial.text} reasons={trial.reasons} />
      </p>
      {trial.reasons.length === 0 ? (
        <p class="quiet">{say('whyNothing')}</p>
      ) : (
        <>
          <h3 class="label">{say('why')}</h3>
          <ul class="bullets">
            {trial.reasons.map(({ check, detail, verdict }) => (
              <li>
                {say(verdict)}: {detail}
                {check === 'moderation' && <span class="quiet"> ({say('forEveryone')})</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import type { Caller } from '../auth/caller.ts'
import { navPagesFor } from './nav.ts'
import { scriptPath } from './script.ts'
import { stylePath } from './style.ts'
import type { View } from './view.ts'

interface PageProps {
  view: View
  title: string
  children?: Child
}

/** The frame of every page. */
export function Page({ view, title, children }: PageProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={view.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <meta name="color-scheme" content="light dark" />
          <title>{title}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href={stylePath} />
          <script src={scriptPath} defer></script>
        </head>
        <body>{children}</body>
      </html>
    </>
  )
}

/** A page for somebody who is not at the desk: sign-in, set-up, errors. */
export function NarrowPage({ view, title, children }: PageProps) {
  return (
    <Page view={view} title={`${title} · ${view.say('product')}`}>
      <main class="narrow">
        <p class="brand">{view.say('product')}</p>
        <h1>{title}</h1>
        {children}
      </main>
    </Page>
  )
}

interface DeskPageProps extends PageProps {
  caller: Caller
  /** Path of the page in `nav.ts` that this page is or belongs to. */
  current: string
}

/** A page for somebody at the desk: navigation, a heading and what the page holds. */
export function DeskPage({ view, caller, title, current, children }: DeskPageProps) {
  return (
    <DeskFrame view={view} caller={caller} title={title} current={current}>
      <main id="main" class="sheet" tabindex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </DeskFrame>
  )
}

interface DeskFrameProps extends DeskPageProps {
  /** Stand beside the name of who is signed in. */
  tools?: Child
  /** A second row of the head, such as the tabs of the queues. */
  tabs?: Child
}

/** The head of every page at the desk. The page brings its own `main` with the id `main`. */
export function DeskFrame({ view, caller, title, current, tools, tabs, children }: DeskFrameProps) {
  const { say } = view
  const links = <NavLinks view={view} caller={caller} current={current} />
  return (
    <Page view={view} title={`${title} · ${say('product')}`}>
      <a class="skip" href="#main">
        {say('skip')}
      </a>
      <header class="top">
        <p class="brand">{say('product')}</p>
        <nav class="pages wide" aria-label={say('pages')}>
          {links}
        </nav>
        {tools}
        <div class="person wide">
          <Person view={view} caller={caller} />
        </div>
        <details class="menu narrow-only">
          <summary>{say('menu')}</summary>
          <div class="menu-box">
            <nav aria-label={say('pages')}>{links}</nav>
            <Person view={view} caller={caller} />
          </div>
        </details>
        {tabs}
      </header>
      {children}
    </Page>
  )
}

function NavLinks({ view, caller, current }: Pick<DeskPageProps, 'view' | 'caller' | 'current'>) {
  return (
    <ul>
      {navPagesFor(caller).map(({ path, text }) => (
        <li>
          <a href={path} aria-current={path === current ? 'page' : undefined}>
            {view.say(text)}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Who is signed in, and the way out. */
function Person({ view, caller }: { view: View; caller: Caller }) {
  return (
    <>
      <bdi class="person-name">{caller.name}</bdi>
      <form method="post" action="/admin/sign-out">
        <button class="plain">{view.say('signOut')}</button>
      </form>
    </>
  )
}

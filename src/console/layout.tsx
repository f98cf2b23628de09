import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import type { Caller } from '../auth/caller.ts'
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

/** Who is signed in, and the way out. */
export function Person({
  view,
  caller,
  children,
}: {
  view: View
  caller: Caller
  children?: Child
}) {
  return (
    <div class="person">
      {children}
      <bdi class="person-name">{caller.name}</bdi>
      <form method="post" action="/admin/sign-out">
        <button class="plain">{view.say('signOut')}</button>
      </form>
    </div>
  )
}

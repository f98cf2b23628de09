import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { LoadedSite } from '../sites/origin.ts'
import { type Texts, textsOf } from './texts.ts'

/** A site with its words: what every page about it needs. */
export interface View {
  site: LoadedSite
  t: Texts
}

/** The site with its words. */
export function viewOf(site: LoadedSite): View {
  return { site, t: textsOf(site.settings) }
}

interface FrameProps {
  title: string
  language: 'vi' | 'en'
  /** The site's name, linked to its front page where that is known. */
  masthead: Child
  /** Address that search engines should know the page by; without one they leave it out. */
  canonical?: string | undefined
}

/** One column without any script. */
export function Frame({
  title,
  language,
  masthead,
  canonical,
  children,
}: PropsWithChildren<FrameProps>) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title}</title>
          {canonical === undefined ? (
            <meta name="robots" content="noindex" />
          ) : (
            <link rel="canonical" href={canonical} />
          )}
          <link rel="stylesheet" href="/p/-/style.css" />
        </head>
        <body>
          <header class="site">{masthead}</header>
          <main>{children}</main>
        </body>
      </html>
    </>
  )
}

interface SitePageProps {
  view: View
  title: string
  canonical?: string | undefined
}

/** A page of a site. */
export function SitePage({ view, title, canonical, children }: PropsWithChildren<SitePageProps>) {
  const { name, origins, settings } = view.site
  const [home] = origins
  return (
    <Frame
      title={`${title} – ${name}`}
      language={settings.language}
      masthead={home === undefined ? name : <a href={home}>{name}</a>}
      canonical={canonical}
    >
      {children}
    </Frame>
  )
}

import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'

interface ReaderPageProps {
  title: string
  siteName: string
  language: 'vi' | 'en'
}

/** Frame of the pages that links in mails open: one question, one button, no script. */
export function ReaderPage({
  title,
  siteName,
  language,
  children,
}: PropsWithChildren<ReaderPageProps>) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>{title}</title>
          <link rel="stylesheet" href="/r/style.css" />
        </head>
        <body>
          <main>
            <p class="site">{siteName}</p>
            <h1>{title}</h1>
            {children}
          </main>
        </body>
      </html>
    </>
  )
}

/** The one button of a page; it posts to the page's own address, whose token is the proof. */
export function ActButton({ label }: { label: string }) {
  return (
    <form method="post">
      <button type="submit">{label}</button>
    </form>
  )
}

import { raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'

interface FrameProps {
  title: string
  language: 'vi' | 'en'
}

/** Frame of every page of the reference: no script, one stylesheet, nothing from elsewhere. */
export function Frame({ title, language, children }: PropsWithChildren<FrameProps>) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{title}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/docs/style.css" />
        </head>
        <body>{children}</body>
      </html>
    </>
  )
}

/** Plain text in which pieces between backticks are code. */
export function Prose({ text }: { text: string }) {
  const pieces = text.split('`')
  return <>{pieces.map((piece, i): Child => (i % 2 === 1 ? <code>{piece}</code> : piece))}</>
}

/** A block of code that scrolls by itself and can be reached by keyboard. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <pre tabindex={0} role="region" aria-label={label}>
      <code>{code}</code>
    </pre>
  )
}

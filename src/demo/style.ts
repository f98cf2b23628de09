/**
 * The paper's style sheet. Fonts are the reader's own: each of these system serifs carries stacked
 * Vietnamese marks, which Georgia and Charter do not everywhere.
 */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf8; --ink: #211e1a; --soft: #625b51; --line: #ddd6c8; --accent: #0f5a63;
  --serif: ui-serif, 'Noto Serif', 'Palatino Linotype', Cambria, 'Times New Roman', serif;
  --sans: system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  --phanhoi-accent: var(--accent);
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #171817; --ink: #e6e2d9; --soft: #a8a297; --line: #3a3934; --accent: #84c5c9; }
  img { filter: brightness(.86); }
}
* { box-sizing: border-box; margin: 0; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { background: var(--paper); color: var(--ink); font: 1.1875rem/1.65 var(--serif); overflow-wrap: break-word; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
img { display: block; width: 100%; height: auto; }
h1, h2, h3 { font-weight: 700; line-height: 1.3; text-wrap: balance; }
.unseen { position: absolute; left: -99rem; top: 0; }
.unseen:focus { left: 1rem; top: .5rem; padding: .5rem; background: var(--paper); }

.masthead, main, .imprint { max-width: 72rem; margin-inline: auto; padding-inline: 1rem; }
.masthead { padding-top: 1.5rem; text-align: center; font-family: var(--sans); font-size: .8125rem; color: var(--soft); }
.name { font: 700 2.5rem/1.3 var(--serif); letter-spacing: -.01em; }
.name a { color: var(--ink); text-decoration: none; }
.motto { display: flex; flex-wrap: wrap; justify-content: center; column-gap: 1.25rem; }
.sections { display: flex; flex-wrap: wrap; justify-content: center; margin-top: .75rem; border-block: 1px solid var(--line); }
.sections a { padding: .75rem .625rem; line-height: 1.25rem; color: var(--ink); text-decoration: none; }
.sections a:hover, .sections a[aria-current] { color: var(--accent); text-decoration: underline; text-underline-offset: .35em; }

main { padding-block: 2rem 3rem; }
.kicker, .meta, .byline, figcaption, .crumbs, .tags { font-family: var(--sans); font-size: .8125rem; line-height: 1.5; color: var(--soft); }
.kicker { color: var(--accent); font-weight: 600; }
.meta, .byline { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; }
.responses { color: inherit; text-decoration: none; }
.responses:hover { text-decoration: underline; }
phan-hoi-count { display: inline-block; min-width: 2ch; font-variant-numeric: tabular-nums; }

.teaser { scroll-margin-top: 1rem; }
.teaser .picture { display: block; margin-bottom: .75rem; }
.teaser h2 { margin-block: .125rem .375rem; font-size: 1.25rem; }
.teaser h2 a { color: inherit; text-decoration: none; }
.teaser h2 a:hover { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .15em; }
.summary { font-size: 1.0625rem; line-height: 1.6; }
.lead h2 { margin-block: .25rem .625rem; font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); line-height: 1.22; letter-spacing: -.01em; }
.lead .summary { font-size: 1.1875rem; }
.teaser .meta { margin-top: .625rem; }
.rest { display: grid; gap: 2.25rem; margin-top: 2.5rem; padding-top: 2rem; border-top: 1px solid var(--line); }

/* 54 zeros are as wide as 64 to 68 letters of Vietnamese prose in these fonts. */
.column { max-width: 54ch; margin-inline: auto; }
.crumbs ol { display: flex; flex-wrap: wrap; list-style: none; padding: 0; }
.crumbs li + li::before { content: '›'; margin-inline: .5rem; }
.crumbs a { color: inherit; }
.article h1 { margin-block: .625rem .75rem; font-size: clamp(1.875rem, 1.5rem + 1.9vw, 2.75rem); line-height: 1.22; letter-spacing: -.012em; }
.standfirst { font-size: 1.25rem; line-height: 1.55; color: var(--soft); }
.byline { margin-top: 1.25rem; padding-block: .75rem; border-block: 1px solid var(--line); }
.byline time { width: 100%; }
.byline strong { color: var(--ink); font-weight: 600; }
figure { margin: 2rem auto; max-width: 48rem; }
figcaption { margin-top: .625rem; }
.text p { margin-bottom: 1.15em; text-wrap: pretty; }
.text h2 { margin-block: 1.8em .6em; font-size: 1.3125rem; }
.invitation { margin-top: 2rem; font-style: italic; }
.tags { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin-top: 2rem; padding: 0; list-style: none; }
.tags li:not(:last-child)::after { content: '·'; margin-left: .5rem; }
phan-hoi, tin-khac { display: block; margin-top: 1.5rem; }
.readers { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 3px double var(--line); font: 1.0625rem/1.6 var(--sans); }

.imprint { padding-block: 1.5rem 2.5rem; font-family: var(--sans); font-size: .8125rem; line-height: 1.6; color: var(--soft); text-align: center; }
.imprint p { max-width: 46em; margin-inline: auto; }

@media (min-width: 40rem) {
  .masthead, main, .imprint { padding-inline: 2rem; }
  .name { font-size: 3.25rem; }
  .sections { gap: 0 1rem; }
  .rest { grid-template-columns: 1fr 1fr; column-gap: 2rem; }
  .standfirst { font-size: 1.375rem; }
}
@media (min-width: 64rem) {
  main { padding-top: 2.5rem; }
  .lead { display: grid; grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); column-gap: 2.5rem; align-items: center; }
  .lead .picture { margin-bottom: 0; }
  .rest { grid-template-columns: repeat(4, minmax(0, 1fr)); column-gap: 2rem; }
}
@media print { .sections, .readers, .unseen { display: none; } body { font-size: 11pt; } }
`

/** The paper's sign: a landing stage between two waves. */
export const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0f5a63"/><g fill="none" stroke="#fdfcf8" stroke-width="2.5" stroke-linecap="round"><path d="M6 12h20M10 12v7M22 12v7"/><path d="M5 24q3.7-3.5 7.3 0t7.4 0 7.3 0"/></g></svg>'

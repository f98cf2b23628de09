/** Styles of the few pages a mail leads to. Quiet, one column, light and dark. */
export const readerCss = `
:root { color-scheme: light dark; --text: #1d1d1b; --paper: #fbfaf7; --accent: #14532d; --line: color-mix(in srgb, var(--text) 16%, var(--paper)); --soft: color-mix(in srgb, var(--text) 68%, var(--paper)) }
@media (prefers-color-scheme: dark) { :root { --text: #e9e6df; --paper: #171715; --accent: #86c79a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--text); font: 1.0625rem/1.6 Georgia, 'Noto Serif', 'Times New Roman', serif }
main { max-width: 36rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
.site { margin: 0 0 2rem; font-size: .9375rem; color: var(--soft); border-bottom: 1px solid var(--line); padding-bottom: .75rem }
h1 { font-size: 1.625rem; line-height: 1.3; margin: 0 0 1rem; text-wrap: balance }
p { margin: 0 0 1rem }
dl { margin: 0 0 1.5rem; padding: 1rem 0; border-block: 1px solid var(--line) }
dt { font-size: .875rem; color: var(--soft) }
dd { margin: 0 0 .75rem; overflow-wrap: anywhere; unicode-bidi: isolate }
dd:last-child { margin-bottom: 0 }
.words { white-space: pre-wrap }
button { font: inherit; min-height: 2.75rem; padding: .5rem 1.5rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--paper); cursor: pointer }
button.second { border: 1px solid var(--accent); background: none; color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) }
small { color: var(--soft); font-size: .875rem }
`

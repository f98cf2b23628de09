import { readerCss } from '../reader/style.ts'

/** Styles of the pages without a script: those of the mail links' pages, with thread and forms. */
export const plainCss = `${readerCss}
html { scroll-padding-top: 1rem }
header.site, main { width: min(100% - 2.5rem, 37.5rem); max-width: none; margin-inline: auto; padding-inline: 0 }
header.site { margin-block: 0; padding-block: 1rem .5rem }
header.site a { display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit; text-decoration: none }
main { padding-top: 1.5rem }
h1 a { color: inherit; text-decoration: none }
h1 a:hover { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em }
h1, h2, .name, .subject, .text, .summary, .notice { overflow-wrap: anywhere }
h2 { font-size: 1.1875rem; line-height: 1.35; margin: 0 }
.quiet, .hint, .meta, .badge { color: var(--soft) }
.quiet, .hint { font-size: .9375rem }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.aside { position: absolute; left: -999rem; width: 1px; height: 1px; overflow: hidden }

.ways, .head, nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem }
.ways { list-style: none; margin: 0 0 1.5rem; padding: 0 }
.ways a, .acts a, nav a, .next, main > p > a { display: inline-flex; align-items: center; min-height: 2.75rem }
.head { justify-content: space-between; border-bottom: 1px solid var(--line); padding-bottom: .25rem; margin-bottom: 1.5rem }
nav a { font-size: .9375rem; text-decoration: none }
nav [aria-current] { color: var(--text); font-weight: 600; box-shadow: inset 0 -2px var(--accent) }

.thread, .replies { list-style: none; margin: 0; padding: 0 }
.thread > li { margin-bottom: 1.5rem }
.replies { margin-top: .5rem; padding-left: 1.5rem; border-left: 1px solid var(--line) }
.replies > li { margin-bottom: .75rem }
.replies > li:last-child { margin-bottom: 0 }
li:target > .meta { box-shadow: -3px 0 var(--paper), -6px 0 var(--accent) }
.meta { display: flex; flex-wrap: wrap; gap: 0 .625rem; align-items: baseline; margin: 0 0 .25rem; font: .875rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif }
.meta + .quiet { margin: 0 }
.name { color: var(--text); font-weight: 600 }
.badge { margin-left: .5rem; font-weight: 600; color: var(--accent) }
.subject { font-weight: 600; margin: 0 }
.text { white-space: pre-line; unicode-bidi: plaintext }
.acts { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; font-size: .9375rem }
.acts a { text-decoration: none }
.next { font-weight: 600 }
.answered { margin: 0 0 1.5rem; padding-left: 1.25rem; border-left: 2px solid var(--line) }
.kept { margin: 0 0 1.5rem; padding-left: 1.25rem; border-left: 2px solid var(--line) }
.notice { padding: 1rem 0; border-block: 1px solid var(--line) }

form { margin: 0 0 2rem }
#write { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line) }
h1 + #write, .answered + #write { margin-top: 0; padding-top: 0; border: 0 }
.field { margin: 1rem 0 }
.field:has(.tick) { margin: .25rem 0 }
form > button { margin-top: .75rem }
.parting { margin-top: 2rem; padding-top: 1.5rem; border-top: 1px solid var(--line) }
.parting h2 { margin-bottom: .5rem }
button.final { background: none; color: var(--warn); border: 1px solid currentColor }
label { font-weight: 600 }
label .quiet { font-weight: 400 }
.hint { margin: 0 }
fieldset { border: 0; margin: 1.75rem 0 1rem; padding: 0; min-width: 0 }
legend { padding: 0; font-weight: 600; font-size: 1.0625rem }
input, textarea { font: inherit; color: inherit; background: var(--field); border: 1px solid var(--edge); border-radius: 6px }
input:not([type=checkbox], [type=radio]), textarea { display: block; width: 100%; min-height: 2.75rem; margin-top: .375rem; padding: .5rem .75rem; font-size: 1.0625rem }
textarea { resize: vertical; min-height: 6rem }
[aria-invalid] { border-color: var(--warn); box-shadow: inset 3px 0 var(--warn) }
.error { margin: .25rem 0 0; color: var(--warn); font-weight: 600; font-size: .9375rem }
.tick { display: flex; gap: .75rem; align-items: flex-start; min-height: 2.75rem; padding-block: .375rem }
.tick input { flex: none; width: 1.375rem; height: 1.375rem; margin: .1875rem 0 0; accent-color: var(--accent) }
.tick label { font-weight: 400; flex: 1 }
.summary { margin: 0 0 2rem; padding: .25rem 0 .25rem 1rem; border-left: 3px solid var(--warn) }
.summary p { margin: 0 }
.summary ul { margin: .25rem 0 0; padding: 0; list-style: none }
.summary a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--warn) }
.state { margin: 0 0 1rem; padding: 1rem 0; border-block: 1px solid var(--line) }
.state strong { font-size: 1.1875rem }
.state p:last-child { margin: 0 }
.code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; letter-spacing: .06em }
input.code { max-width: 16rem; text-transform: uppercase }

:root { --field: color-mix(in srgb, var(--paper) 40%, #fff); --edge: #8a877f; --warn: #96280f }
@media (prefers-color-scheme: dark) { :root { --field: color-mix(in srgb, var(--paper) 90%, #fff); --warn: #f2a08c } }
@media (min-width: 34rem) { .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25rem; align-items: end } .pair .field { margin: 1rem 0 0 } }
@media (max-width: 30rem) { .replies { padding-left: 1rem } header.site, main { width: calc(100% - 2rem) } }
@media print { form, .ways, nav, .acts { display: none } }
`

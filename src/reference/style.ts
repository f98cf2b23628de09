/** Styles of the reference: one column of text beside the contents, hairlines instead of boxes, light and dark. */
export const referenceCss = `
:root {
  color-scheme: light dark;
  --text: #1d1d1b; --paper: #fbfaf7; --accent: #14532d;
  --soft: color-mix(in srgb, var(--text) 70%, var(--paper));
  --line: color-mix(in srgb, var(--text) 15%, var(--paper));
  --code: color-mix(in srgb, var(--text) 5%, var(--paper));
  --mono: ui-monospace, 'SFMono-Regular', 'Cascadia Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) { :root { --text: #e9e6df; --paper: #171715; --accent: #86c79a } }
* { box-sizing: border-box }
html { scroll-padding-top: 24px; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.6 system-ui, 'Noto Sans', sans-serif }
h1, h2, h3, h4 { line-height: 1.3; font-weight: 600; text-wrap: balance; margin: 0 }
h1 { font-size: 2rem; letter-spacing: -.01em }
h2 { font-size: 1.5rem; margin: 64px 0 12px }
h3 { font-size: 1.125rem }
h4 { font-size: .8125rem; color: var(--soft); margin: 24px 0 4px }
h3 a { color: inherit; text-decoration: none }
h3 a:hover { text-decoration: underline }
p, ul, dl { margin: 0 0 12px }
p, dd, li { max-width: 68ch }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
code { font: .875em/1.5 var(--mono); overflow-wrap: anywhere }
pre { line-height: 1.45; margin: 4px 0 12px; padding: 12px 16px; background: var(--code); border-radius: 6px; overflow-x: auto; tab-size: 2 }
pre code { font-size: .8125rem; line-height: inherit; overflow-wrap: normal }
summary { cursor: pointer; color: var(--accent); padding: 4px 0; width: fit-content }
.skip { position: absolute; left: -999px }
.skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 8px; z-index: 1 }
.columns { max-width: 72rem; margin: 0 auto; padding: 0 20px 96px }
.narrow { max-width: 44rem; margin: 0 auto; padding: 40px 20px 64px }
header { padding-top: 40px }
.brand { font-size: .9375rem; color: var(--soft); margin-bottom: 8px }
.lead { font-size: 1.125rem; margin-top: 12px }
.soft { color: var(--soft); font-size: .9375rem }
.contents { border-bottom: 1px solid var(--line); padding: 8px 0 }
.contents ul { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0 20px }
.contents ul ul { display: none }
.contents a { display: inline-block; padding: 8px 0; text-decoration: none; color: var(--soft) }
.contents a:hover { color: var(--text); text-decoration: underline }
.operation, .object { border-top: 1px solid var(--line); padding-top: 28px; margin-top: 40px }
.object { padding-top: 20px; margin-top: 28px }
.object h3 { margin-bottom: 12px }
.object h4 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0 }
.address { margin: 4px 0 12px }
.method { color: var(--accent); font-weight: 600 }
.overview, .answers, .calls { list-style: none; padding: 0 }
.overview li { max-width: none; padding: 6px 0; border-top: 1px solid var(--line) }
.overview code { display: block; color: var(--soft) }
.calls a { display: inline-block; padding: 4px 0 }
.fields { margin: 0 0 16px }
.fields > div { padding: 8px 0; border-top: 1px solid var(--line) }
.fields dt code { font-weight: 600 }
.fields dd { margin: 0; font-size: .9375rem }
.fields .type, .presence { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere }
.basics > div { margin-bottom: 12px }
.basics dt, .problem-list dt { font-weight: 600 }
.basics dd, .problem-list dd { margin: 0 }
.problem-list > div { padding: 12px 0; border-top: 1px solid var(--line) }
.status { font-variant-numeric: tabular-nums; color: var(--soft) }
.answers .status { color: var(--text); font-weight: 600; margin-right: 4px }
.answers { margin-bottom: 4px }
.problems { font-size: .9375rem; color: var(--soft) }
.narrow h2 { font-size: 1.125rem; margin: 32px 0 8px }
.links { display: flex; flex-wrap: wrap; gap: 8px 24px; margin-top: 40px; padding-top: 16px; border-top: 1px solid var(--line) }
@media (min-width: 640px) {
  .overview li { display: flex; gap: 16px; justify-content: space-between; align-items: baseline }
  .fields > div { display: grid; grid-template-columns: minmax(11rem, 14rem) minmax(8rem, 11rem) minmax(0, 1fr); gap: 0 20px; align-items: baseline }
  .basics > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0 20px }
}
@media (min-width: 1100px) {
  .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 0 56px; padding: 0 32px 96px }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 44px 0 40px; border: 0; font-size: .875rem; line-height: 1.4 }
  .contents ul, .contents ul ul { display: block }
  .contents > ul > li { margin-bottom: 8px }
  .contents > ul > li > a { color: var(--text); font-weight: 600; padding: 4px 0 }
  .contents ul ul a { padding: 4px 0 }
}
@media print { .contents, .skip { display: none } pre { white-space: pre-wrap } }
`

import { adminStyle } from './admin-style.ts'
import { fingerprint } from './fingerprint.ts'
import { itemStyle } from './item/style.ts'
import { peopleStyle } from './people/style.ts'
import { queueStyle } from './queue-style.ts'

/** System font, hairlines, one accent, light and dark. */
const baseStyle = `
:root {
  color-scheme: light dark;
  --ground: #fbfbf9;
  --raised: #fff;
  --text: #1d1d1b;
  --quiet: #62625d;
  --line: #dcdcd6;
  --accent: #175a8a;
  --on-accent: #fff;
  --mark: #8a5a00;
  --tint: #eef3f7;
  --hit: #fbe9a9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #171816;
    --raised: #1e1f1d;
    --text: #e8e8e3;
    --quiet: #a3a39c;
    --line: #373834;
    --accent: #86b9e0;
    --on-accent: #10202c;
    --mark: #e0b45a;
    --tint: #20282e;
    --hit: #5a4a12;
  }
}
* { box-sizing: border-box }
html { scroll-padding-top: 64px }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: break-word;
}
h1, h2, p, ul, dl, dd, blockquote { margin: 0; padding: 0 }
ul { list-style: none }
a { color: var(--accent); text-underline-offset: 2px }
button, input, select, textarea { font: inherit; color: inherit }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }

button {
  min-height: 34px;
  padding: 4px 14px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  cursor: pointer;
}
button:hover { border-color: var(--quiet) }
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent) }
button.plain {
  padding: 4px 0;
  border: 0;
  background: none;
  color: var(--accent);
  text-decoration: underline;
  text-underline-offset: 2px;
}
input:not([type=checkbox]), select {
  min-height: 38px;
  padding: 6px 10px;
  border: 1px solid #85857e;
  border-radius: 6px;
  background: var(--raised);
}
.quiet, .hint, time, .ago { color: var(--quiet) }
.hint, time, .where, .aside, .decided-by { font-size: 13px }
.brand { font-weight: 600 }

/* entry */
.narrow { max-width: 368px; margin: 0 auto; padding: 12vh 16px 48px }
.narrow h1 { margin: 4px 0 8px; font-size: 22px; font-weight: 600; line-height: 1.3 }
.narrow .brand { color: var(--accent) }
.narrow > p { margin-bottom: 12px }
.stack { display: grid; gap: 4px; margin-top: 20px }
.stack label { margin-top: 12px; font-weight: 600 }
.stack button { min-height: 44px; margin-top: 24px }
.stack input { min-height: 44px }
.error { padding-left: 12px; border-left: 3px solid var(--mark) }
.notice { margin-bottom: 12px; padding: 8px 12px; border-radius: 6px; background: var(--tint) }
.notice form { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: center }

/* desk */
.skip { position: absolute; left: -999px }
.skip:focus { left: 8px; top: 8px; z-index: 3; padding: 8px; background: var(--raised) }
.top {
  position: sticky;
  top: 0;
  z-index: 2;
  display: flex;
  flex-wrap: wrap;
  gap: 0 20px;
  align-items: center;
  padding: 0 20px;
  border-bottom: 1px solid var(--line);
  background: var(--ground);
}
.top .brand { padding: 8px 0 }
.pages { flex: 1; min-width: 0 }
.pages ul { display: flex; flex-wrap: wrap; gap: 0 16px }
.pages a { display: block; padding: 9px 0; color: var(--quiet); text-decoration: none }
.pages a:hover { color: var(--text) }
.pages a[aria-current] { color: var(--text); font-weight: 600 }
.menu { position: relative }
.menu summary { padding: 10px 0; color: var(--accent); cursor: pointer }
.menu-box {
  position: absolute;
  right: 0;
  z-index: 4;
  min-width: 220px;
  max-width: calc(100vw - 32px);
  padding: 8px 16px 12px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
}
.menu-box a { display: block; padding: 10px 0; text-decoration: none }
.menu-box a[aria-current] { color: var(--text); font-weight: 600 }
.menu-box .person-name { display: block; max-width: none; margin-top: 8px; padding-top: 12px; border-top: 1px solid var(--line) }
.narrow-only { display: none }
.sheet { max-width: 1080px; margin: 0 auto; padding: 16px 20px 96px; outline: none }
.sheet h1 { overflow-wrap: anywhere; margin: 8px 0 16px; font-size: 22px; font-weight: 600; line-height: 1.3 }
.tabs { flex: 1 0 100%; min-width: 0; overflow-x: auto; scrollbar-width: thin }
.tabs ul { display: flex }
.tabs a {
  display: block;
  padding: 9px 11px 8px;
  border-bottom: 2px solid transparent;
  color: var(--quiet);
  text-decoration: none;
  white-space: nowrap;
}
.tabs a:hover { color: var(--text) }
.tabs a[aria-current] { border-color: var(--accent); color: var(--text) }
.tabs a:focus-visible { outline-offset: -3px }
.count { margin-left: 6px; font-size: 13px; font-weight: 400; color: var(--quiet) }
.oldest-line { padding: 8px 0; font-size: 13px; color: var(--quiet); text-decoration: none; white-space: nowrap }
.oldest-line:hover { color: var(--text) }
.oldest-line[hidden] { display: none }
.person { display: flex; gap: 14px; align-items: center; white-space: nowrap }
.person-name { max-width: 24ch; overflow: hidden; text-overflow: ellipsis }
main.queue { max-width: 1080px; margin: 0 auto; padding: 16px 20px 96px; outline: none }
.unseen-title { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.states { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-bottom: 12px; font-size: 13px }
.states a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none }

.item { padding: 18px 16px 16px; border-bottom: 1px solid var(--line); border-left: 3px solid transparent; outline: none }
/* One filled button at a time: that of the item under the hand. */
.item:not(.current) button.main { background: var(--raised); color: var(--accent) }
.item.current { border-left-color: var(--accent); background: var(--raised) }
.item-head { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline }
.item-head h2 { font-size: 15px; font-weight: 600; overflow-wrap: anywhere }
.state, .tag { padding: 0 7px; border: 1px solid var(--line); border-radius: 4px; font-size: 12.5px; color: var(--quiet) }
.state.approved::before { content: '✓ ' }
.state.rejected::before { content: '✕ ' }
.state.spam::before { content: '⊘ ' }
.state.withdrawn::before, .state.unconfirmed::before { content: '… ' }
.tag { border-style: dashed }
.where { margin-top: 2px; overflow-wrap: anywhere }
.where a { color: var(--quiet) }
.where a:hover { color: var(--accent) }
.parent { margin-top: 10px; padding-left: 12px; border-left: 1px solid var(--line); font-size: 13px }
.parent p { overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden }
.subject { margin-top: 10px; font-weight: 600; overflow-wrap: anywhere }
.text { max-width: 72ch; margin-top: 8px; font-size: 16px; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere }
.item > .quiet { margin-top: 8px }
mark { background: none; color: inherit; text-decoration: underline dotted 2px var(--mark); text-underline-offset: 3px }
.unseen { padding: 0 3px; border: 1px dotted var(--mark); border-radius: 3px; font-size: 11px }
.aside { display: grid; grid-template-columns: max-content 1fr; gap: 1px 12px; margin-top: 12px; overflow-wrap: anywhere }
.aside dt { grid-column: 1; color: var(--quiet) }
.aside dd { grid-column: 2 }
.actions { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: flex-start; margin-top: 14px }
.quick { display: flex; flex-wrap: wrap; gap: 8px }
.reject summary { padding: 6px 0; color: var(--accent); cursor: pointer }
.reject[open] { flex-basis: 100% }
.reject form { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; margin-top: 6px }
.reject label { display: grid; gap: 2px; font-size: 13px; color: var(--quiet) }
.reject select { max-width: 200px }
.reject label:nth-of-type(2) { flex: 1 1 220px }
.reject input, .reject select { font-size: 15px; color: var(--text) }
.reject button { min-height: 38px }

.item.decided { padding: 6px 16px }
.item.decided > :not(.line) { display: none }
.line { color: var(--quiet) }
.line .plain { margin-left: 12px; min-height: 28px; padding: 0 }
.item.stale .actions { opacity: .6 }

.outbox-row { padding: 14px 0; border-bottom: 1px solid var(--line) }
.outbox-row h2 { font-size: 15px; font-weight: 600 }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 1px 16px; margin: 4px 0 8px; font-size: 13px }
.facts dt { color: var(--quiet) }
.outbox-error { overflow-wrap: anywhere }

.empty { padding: 14vh 16px; text-align: center }
.onward { display: flex; gap: 24px; padding: 20px 16px }
.toast {
  position: fixed;
  left: 20px;
  bottom: 20px;
  z-index: 3;
  max-width: min(520px, calc(100vw - 40px));
  padding: 10px 16px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
}
.toast:empty { display: none }
.thumbs { display: none }
kbd {
  display: inline-block;
  min-width: 22px;
  padding: 0 6px;
  border: 1px solid var(--line);
  border-radius: 4px;
  font: inherit;
  font-size: 13px;
  text-align: center;
}
dialog { width: min(360px, calc(100vw - 32px)); padding: 20px 24px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); color: var(--text) }
dialog::backdrop { background: rgb(0 0 0 / .35) }
dialog h2 { font-size: 17px; font-weight: 600 }
.keys { margin: 12px 0 }
.keys div { display: grid; grid-template-columns: 96px 1fr; padding: 3px 0 }
.keys kbd + kbd { margin-left: 4px }
.help-foot { display: flex; justify-content: space-between; align-items: center; gap: 16px }

@media (min-width: 1100px) { .oldest-line { position: absolute; right: 20px; bottom: 0 } }
@media (max-width: 1300px) { .person-name { max-width: 14ch } }
@media (max-width: 900px) {
  .wide { display: none }
  .narrow-only { display: block }
  .top .brand { flex: 1 }
  .tabs a { padding: 8px 9px }
  .tabs li:first-child a { padding-left: 0 }
}

@media (max-width: 640px) {
  main.queue { padding: 8px 0 120px }
  .queue .notice, .queue .states { margin: 8px 16px }
  button { min-height: 44px }
  .top { padding: 0 16px }
  .sheet { padding: 8px 16px 120px }
  .help-button { display: none }
  .has-thumbs .quick { display: none }
  .has-thumbs .thumbs {
    position: fixed;
    inset: auto 0 0;
    z-index: 2;
    display: grid;
    grid-template-columns: 1.4fr 1fr 1fr;
    gap: 8px;
    padding: 10px 16px calc(10px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--ground);
  }
  .thumbs button { min-height: 52px; padding: 4px 8px }
  .has-thumbs .toast { bottom: 88px; left: 16px }
}

${peopleStyle}
${adminStyle}
${itemStyle}
@media print { .top, .actions, .thumbs, .help-button { display: none } }
`

/** Every page's one style sheet. */
export const consoleStyle = baseStyle + queueStyle

/** Where the pages find the style sheet. */
export const stylePath = `/admin/console.${fingerprint(consoleStyle)}.css`

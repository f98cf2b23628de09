/** Lists and forms of the pages about people, accounts and tokens. */
export const peopleStyle = `
.sheet > p, .panel > p { max-width: 68ch; margin-bottom: 12px }
.sheet .panel { max-width: 640px; margin-top: 32px; padding-top: 20px; border-top: 1px solid var(--line) }
.sheet .panel h2, .sheet h2 { margin-bottom: 8px; font-size: 17px; font-weight: 600 }
.panel .stack { max-width: 420px; margin-top: 8px }
.panel .stack button { justify-self: start; min-height: 38px; margin-top: 16px }
.stack select { min-height: 44px }
.stack fieldset { margin: 12px 0 0; padding: 0; border: 0; min-width: 0 }
.stack legend { padding: 0; font-weight: 600 }
.stack fieldset label { display: flex; gap: 8px; align-items: center; min-height: 34px; margin: 0; font-weight: 400 }
.stack fieldset input { min-height: 0; width: 18px; height: 18px; margin: 0 }
.stack .inner { padding-left: 26px }
.rows { width: 100%; margin-top: 12px; border-collapse: collapse }
.rows th, .rows td { padding: 10px 16px 10px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere }
.rows th { font-size: 13px; font-weight: 400; color: var(--quiet) }
.rows td:last-child, .rows th:last-child { padding-right: 0 }
.rows button { white-space: nowrap }
.rows .sub { display: block; font-size: 13px; color: var(--quiet) }
.rows tbody tr:last-child td { border-bottom: 0 }
.acts { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px }
.qr { display: block; width: 220px; height: 220px; margin: 12px 0; border-radius: 6px }
.secret { display: inline-block; padding: 6px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); font: 15px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; user-select: all }
.codes { columns: 2; max-width: 320px; margin: 12px 0; font: 15px/1.9 ui-monospace, 'SF Mono', Menlo, Consolas, monospace }
.person-facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin-bottom: 16px; overflow-wrap: anywhere }
.person-facts dt { color: var(--quiet) }
.code-field { max-width: 220px; font-variant-numeric: tabular-nums; letter-spacing: .08em }
p.after { margin-top: 20px }
@media (max-width: 640px) {
  .rows thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden }
  .rows tr { display: block; padding: 12px 0; border-bottom: 1px solid var(--line) }
  .rows td { display: block; padding: 1px 0; border: 0 }
  .rows td:not(:first-child)[data-label]::before { content: attr(data-label) ': '; font-size: 13px; color: var(--quiet) }
  .panel .stack { max-width: none }
  .rows td form { margin-top: 8px }
  .acts form, .acts button { width: 100% }
}
`

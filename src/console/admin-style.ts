/** Styles of the pages about sites, the audit and the statistics. */
export const adminStyle = `
.filters { display: flex; flex-wrap: wrap; gap: 10px 14px; align-items: end; margin: 14px 0 18px }
.filters label { display: grid; gap: 2px; flex: 1 1 160px; font-size: 13px; color: var(--quiet) }
.filters label.long { flex-basis: 260px }
.filters input, .filters select { width: 100%; min-width: 0; font-size: 15px; color: var(--text) }
.filter-ends { display: flex; gap: 16px; align-items: center }
.filter-ends button { min-height: 38px }
.table { overflow-x: auto }
.table table { width: 100%; border-collapse: collapse }
.table th { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); font-size: 13px; font-weight: 600; text-align: left; color: var(--quiet) }
.table th[scope=row] { font-size: 15px; font-weight: 400; color: inherit }
.table td { padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
.table td.free { min-width: 220px; white-space: normal; overflow-wrap: anywhere }
.table .number { text-align: right }
.table .ago { display: block }
.fact, .subject-of { display: inline-block; margin-right: 12px }
.fact { font-size: 13px; color: var(--quiet) }
.table th { min-width: 56px; overflow-wrap: normal }
@media (max-width: 900px) {
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .cards tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line) }
  .cards td { display: block; padding: 1px 0; border: 0; white-space: normal; overflow-wrap: anywhere }
  .cards .ago { display: inline }
}
.none { padding: 32px 0 }
.take { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line) }
.take h2, .part h2 { font-size: 16px; font-weight: 600 }
.take .quick { margin-top: 8px }

.part { max-width: 760px; margin-top: 28px; padding-top: 18px; border-top: 1px solid var(--line) }
.part > .hint { margin-bottom: 8px }
.field { margin: 14px 0 0 }
.field > label, .field > .label { display: block; font-weight: 600 }
.field .hint { max-width: 64ch }
.field input:not([type=checkbox]):not([type=number]), .field textarea, .field select { width: 100%; max-width: 520px }
.field input[type=number] { width: 120px }
.field textarea, .words-text { min-height: 84px; padding: 8px 10px; border: 1px solid #85857e; border-radius: 6px; background: var(--raised); color: inherit; font: inherit }
.under { margin-top: 8px }
.field.flag { display: flex; gap: 2px 8px; flex-wrap: wrap; align-items: center }
.field.flag label { font-weight: 600 }
.field.flag .hint, .field.flag .fault { flex-basis: 100% }
.fault { margin-top: 4px; padding-left: 10px; border-left: 3px solid var(--mark) }
.ticks { display: flex; flex-wrap: wrap; gap: 4px 18px }
.rows-row { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 6px 10px; padding: 8px 0; border-bottom: 1px solid var(--line) }
.rows-row label { display: grid; gap: 2px; font-size: 13px; color: var(--quiet) }
.rows-row textarea { min-height: 60px; padding: 6px 10px; border: 1px solid #85857e; border-radius: 6px; background: var(--raised); font: inherit }
.rows-row input, .rows-row select, .rows-row textarea { width: 100%; min-width: 0; color: var(--text); font-size: 15px }
.part fieldset { margin: 16px 0 0; padding: 0; border: 0; min-width: 0 }
.part legend { padding: 0; font-weight: 600 }
.save { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center; max-width: 760px; margin-top: 24px; padding: 12px 0; border-top: 1px solid var(--line); background: var(--ground) }
.preview { width: 100%; height: 720px; border: 1px solid var(--line); border-radius: 6px; background: #fff }
pre.snippet { overflow-x: auto; margin: 8px 0; padding: 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); font-size: 13px }
.words-text { width: 100%; max-width: 760px; min-height: 160px; font-size: 14px }
.verdict { margin: 12px 0 4px; font-weight: 600 }
.tried { max-width: 72ch; margin: 8px 0; padding-left: 12px; border-left: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere }
.bullets { list-style: disc; padding-left: 20px }
.sites li { padding: 10px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.sites li:last-child { border-bottom: 0 }
.sites li:has(.side) { display: grid; grid-template-columns: 1fr max-content; gap: 0 16px }
.sites .sub { grid-row: 2; font-size: 13px; color: var(--quiet) }
.sites .side { grid-area: 1 / 2 }
.contents { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 4px; font-size: 13px }
.part > fieldset > legend { font-size: 16px; margin-bottom: 2px }
.part > fieldset { margin-top: 0 }
.part fieldset fieldset:not(.field) { padding-left: 14px; border-left: 1px solid var(--line) }

.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px 24px; margin: 8px 0 20px }
.numbers dt { font-size: 13px; color: var(--quiet) }
.numbers dd { font-size: 22px; font-weight: 600 }
.chart { margin-top: 24px }
.chart h2 { font-size: 16px; font-weight: 600 }
.chart .plot { min-height: 0; overflow: hidden }
.chart summary { padding: 6px 0; color: var(--accent); cursor: pointer }
.ranking { padding-left: 22px }
.ranking li { padding: 4px 0; overflow-wrap: anywhere }
.oldest { margin-bottom: 8px }
.uplot { width: min-content }
.u-wrap { position: relative; user-select: none }
.u-over, .u-under, .u-axis { position: absolute }
.uplot canvas { display: block; position: relative; width: 100%; height: 100% }
`

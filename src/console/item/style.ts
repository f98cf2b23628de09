/** Styles of the pages about one item, bans and takedown requests. */
export const itemStyle = `
.part-of-item { max-width: 760px; margin-top: 24px; padding-top: 14px; border-top: 1px solid var(--line) }
.part-of-item li:last-child { border-bottom: 0 }
.entries li form { margin-top: 8px }
.notice form { margin-top: 8px }
.sheet .aside, .sheet .actions { margin-top: 14px }
.part-of-item h2 { font-size: 16px; font-weight: 600 }
.part-of-item li, .entries li { padding: 10px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.said { white-space: pre-wrap; overflow-wrap: anywhere }
.sheet .text, .sheet .parent p, .revision .text { overflow-wrap: anywhere }
.held-why { margin-top: 10px; list-style: disc; padding-left: 20px; font-size: 13px; color: var(--quiet) }
.revision { margin-top: 10px }
del { color: var(--quiet); text-decoration: line-through }
ins { text-decoration: underline 2px var(--accent); text-underline-offset: 3px }
.deeds { max-width: 760px; margin-top: 20px }
.deed { border-top: 1px solid var(--line) }
.deed summary { padding: 10px 0; color: var(--accent); cursor: pointer }
.deed-form { display: grid; gap: 12px; max-width: 640px; padding: 4px 0 16px }
.deed-form label:not(.choice), .marks label { display: grid; gap: 2px; font-size: 13px; color: var(--quiet) }
.deed-form input:not([type=checkbox]), .deed-form select, .deed-form textarea { width: 100%; min-width: 0; font-size: 15px; color: var(--text) }
.deed-form textarea { padding: 8px 10px; border: 1px solid #85857e; border-radius: 6px; background: var(--raised) }
.deed-form button { justify-self: start }
.canned { display: flex; flex-wrap: wrap; gap: 8px; align-items: end }
.canned label { flex: 1 1 200px }
.marks, .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end }
.marks select { font-size: 15px; color: var(--text) }
.sheet > p.where { max-width: none }
.marks { padding: 10px 0; border-top: 1px solid var(--line) }
`

/** Style of the queues: the bar above the list, selection, the open item beside the list on wide screens. */
export const queueStyle = `
.bar { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; margin-bottom: 8px }
.search { display: flex; flex: 1 1 280px; gap: 8px; align-items: center }
.search input[type=search] { flex: 1 1 160px; min-width: 0 }
.drop { position: relative }
.drop summary { padding: 8px 0; color: var(--accent); cursor: pointer; white-space: nowrap }
.drop-box {
  position: absolute;
  right: 0;
  z-index: 2;
  display: grid;
  gap: 8px;
  width: max-content;
  min-width: 220px;
  max-width: min(340px, calc(100vw - 32px));
  padding: 12px 16px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
}
.drop-box label { display: grid; gap: 2px; font-size: 13px; color: var(--quiet) }
.drop-box label :is(input, select) { width: 100%; font-size: 15px; color: var(--text) }
.drop-box a { display: inline-block; padding: 6px 0 }
.drop-box a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none }
.saved li { display: flex; gap: 8px; align-items: baseline }
.saved li a { min-width: 0; overflow-wrap: anywhere }
.saved li form { margin-left: auto }
.save-queue { display: grid; gap: 8px; padding-top: 12px; border-top: 1px solid var(--line) }
.box, .drop-box label.box { display: inline-flex; gap: 6px; align-items: center; font-size: 15px; color: inherit; white-space: nowrap }
.box[hidden] { display: none }
.drop-box label.box input { width: auto }
.filtered { margin-bottom: 8px; overflow-wrap: anywhere }

.bulk { margin-bottom: 8px; font-size: 13px }
#bulk, .bulk details form { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center }
#bulk .box { font-size: 13px }
.bulk-actions { display: flex; flex-wrap: wrap; gap: 6px; align-items: center }
.bulk-actions select { max-width: 180px }
.live .bulk-actions { display: none }
.live.has-selection .bulk-actions {
  position: fixed;
  bottom: 0;
  left: 0;
  z-index: 3;
  display: flex;
  width: 100%;
  padding: 10px 20px calc(10px + env(safe-area-inset-bottom));
  border-top: 1px solid var(--line);
  background: var(--raised);
}
#selected { min-width: 8ch; margin-right: auto; font-weight: 600 }
body:has(.has-selection) .toast { bottom: 72px }
.bulk button, .bulk select { min-height: 30px; padding: 2px 10px; font-size: 13px }
.bulk summary { color: var(--accent); cursor: pointer }
.news-line { min-height: 4px; text-align: center }
.news-line a { display: inline-block; padding: 6px 16px; border-radius: 6px; background: var(--tint) }
.news-line a[hidden] { display: none }

.tick { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); align-self: center }
.item-head h2 a { color: inherit; text-decoration: none }
.item-head h2 a:hover { text-decoration: underline }
.assigned, .seen { font-size: 13px; color: var(--quiet) }
.seen { color: var(--mark) }
.seen::before { content: '◉ ' }
.glimpse { display: none }
.detail-head { display: none }
.why { margin: 6px 0; padding-left: 12px; border-left: 3px solid var(--mark) }
mark.hit { padding: 0 1px; border-radius: 2px; background: var(--hit); text-decoration: none }
.assigning { margin-top: 12px; font-size: 13px }
.assigning summary { padding: 4px 0; color: var(--accent); cursor: pointer }
.assign { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 4px }
.assign select { max-width: 220px }
.actions a { padding: 6px 0 }
.item.away .line { opacity: .75 }
.queue.single .item:not(.current), .queue.single .bulk { display: none }
.detail > .quiet, .detail > .decided-by { margin-top: 8px }

@media (min-width: 700px) and (max-width: 1099px) {
  .detail { display: grid; grid-template-columns: minmax(0, 1fr) 240px; column-gap: 32px; align-content: start }
  .detail > * { grid-column: 1 }
  .detail > .aside { grid-column: 2; grid-row: 1 / span 9; grid-template-columns: 1fr; align-content: start; margin-top: 2px }
  .aside dt, .aside dd { grid-column: 1 }
  .aside dt { margin-top: 10px }
  .aside dt:first-child { margin-top: 0 }
}

@media (min-width: 1100px) {
  :root {
    --edge: max(20px, calc((100vw - 1480px) / 2));
    --panel: calc(min(100vw, 1480px) * .53 - 20px);
  }
  main.queue { max-width: none; padding: 12px calc(var(--edge) + var(--panel) + 24px) 96px var(--edge) }
  .item:not(.decided) { min-height: 104px; cursor: default }
  .item .where { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
  .glimpse {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    margin-top: 4px;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .item:not(.current) > .detail { display: none }
  .item.current > .detail {
    position: fixed;
    top: var(--head, 84px);
    right: var(--edge);
    bottom: 0;
    display: flex;
    flex-direction: column;
    width: var(--panel);
    padding: 20px 4px 0 32px;
    border-left: 1px solid var(--line);
    background: var(--ground);
    overflow-y: auto;
  }
  .item.current > .detail > * { flex: none }
  .item.current.decided > .detail { display: none }
  .detail .actions > a, .detail .actions > details > summary { font-size: 14px; line-height: 26px }
  .detail-head { display: block; margin-bottom: 4px; font-weight: 600 }
  .detail-head time { margin-left: 8px; font-weight: 400 }
  .detail .text { font-size: 17px }
  .detail .aside { margin-top: 20px; padding-top: 12px; border-top: 1px solid var(--line) }
  .detail .actions {
    position: sticky;
    bottom: 0;
    margin-top: auto;
    gap: 4px 14px;
    padding: 12px 0 16px;
    border-top: 1px solid var(--line);
    background: var(--ground);
  }
  .queue.single { padding-right: var(--edge) }
  .queue.single .item.current > .detail { position: static; width: auto; padding-left: 0; border-left: 0; background: none }
  .queue.single .item.current :is(.glimpse, .detail-head) { display: none }
  .queue.single .detail .actions { background: none }
  .drop-box { right: auto; left: 0 }
  .saved .drop-box { right: 0; left: auto }
  .live.has-selection .bulk-actions { width: calc(100% - var(--panel) - var(--edge)); padding-left: var(--edge) }
}

@media (max-width: 640px) {
  .bar { gap: 0 16px; padding: 0 16px }
  .search { flex-basis: 100%; flex-wrap: wrap }
  .bulk, .filtered { padding: 0 16px }
  #select-like { display: none }
  .live.has-selection .bulk-actions { padding: 10px 16px calc(10px + env(safe-area-inset-bottom)) }
  .bulk-actions button { min-height: 44px }
  .bulk-actions select { order: 1; flex: 1 1 100%; max-width: none; min-height: 40px }
  .search .drop { flex-basis: auto }
  .search { flex-wrap: wrap }
  .drop { position: static }
  .drop-box { right: 16px; left: 16px; width: auto }
  .tick { width: 24px; height: 24px }
}
@media print { .bar, .bulk { display: none } }
`

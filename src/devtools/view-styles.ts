// In: nothing. Out: the part of the style sheet that is for what is seen of one run: figures, tabs, tables, bars.
// Uses the colours that `styles.ts` names.

export const VIEW_STYLES = `
.summary { flex: none; padding: 6px 12px; border-block-end: 1px solid var(--line); }
.summary dl { display: flex; flex-wrap: wrap; gap: 2px 20px; }
.summary dt { color: var(--ink-3); font-size: 11px; }
.summary dd { font-variant-numeric: tabular-nums; white-space: nowrap; }
dd:is([data-state='complete']) { color: var(--good); }
dd:is([data-state='error'], [data-state='invalid'], [data-state='missing']) { color: var(--bad); }
dd:is([data-state='stopped'], [data-state='superseded']) { color: var(--warn); }
.fault { padding-block-start: 4px; color: var(--bad); overflow-wrap: anywhere; }
.retried { color: var(--warn); overflow-wrap: anywhere; }
code { font: 11px/1.4 var(--mono); font-weight: 600; }

.travel {
  display: flex;
  align-items: center;
  gap: 10px;
  flex: none;
  block-size: 28px;
  padding-inline: 12px;
  border-block-end: 1px solid var(--line);
}
.travel input { flex: 1; min-inline-size: 60px; block-size: 16px; accent-color: var(--accent); }
.travel button { padding: 2px 8px; border: 1px solid var(--line); border-radius: 5px; background: none; cursor: pointer; }
.travel button:hover { background: var(--hover); }

.tabbar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 12px;
  flex: none;
  padding-inline: 4px 8px;
  border-block-end: 1px solid var(--line);
}
.tabbar [role='tablist'] { display: flex; }
.tabbar [role='tab'] { position: relative; padding: 6px 9px; border-radius: 0; }
.tabbar [role='tab']:hover { color: var(--ink); }
.tabbar [role='tab'][aria-selected='true'] { color: var(--ink); font-weight: 600; }
.tabbar [role='tab'][aria-selected='true']::after {
  content: '';
  position: absolute;
  inset: auto 6px -1px;
  block-size: 2px;
  background: var(--accent);
}
.tools { display: flex; flex: 1; align-items: center; justify-content: end; gap: 6px; min-inline-size: 0; }
.tools :is(select, input) {
  block-size: 22px;
  min-inline-size: 0;
  padding-inline: 6px;
  border: 1px solid var(--line);
  border-radius: 5px;
  background: var(--surface);
}
.tools select { flex: none; }
.tools input { inline-size: 200px; }
.tools ::placeholder { color: var(--ink-3); }
.note { color: var(--ink-3); white-space: nowrap; }

.tabpanel { display: flex; flex: 1; min-block-size: 0; }
.rows {
  position: relative;
  flex: 1;
  min-inline-size: 0;
  overflow: hidden auto;
  overscroll-behavior: contain;
  scrollbar-width: thin;
}
.head {
  position: sticky;
  inset-block-start: 0;
  z-index: 1;
  background: var(--surface);
  border-block-end: 1px solid var(--line);
}
.row {
  display: grid;
  align-items: center;
  column-gap: 12px;
  padding-inline: 12px;
  font: 11px/22px var(--mono);
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
  cursor: default;
}
.row > * { overflow: hidden; text-overflow: ellipsis; }
.rows:focus-visible .head { box-shadow: inset 0 2px var(--accent), inset 2px 0 var(--accent), inset -2px 0 var(--accent); }
.head .row { block-size: 22px; color: var(--ink-3); font-family: var(--sans); }
[role='row'][aria-selected]:hover { background: var(--raised); }
[role='row'][aria-selected='true'] { background: var(--chosen); }
.rows:focus-visible [role='row'][aria-selected='true'] { box-shadow: inset 2px 0 var(--accent); }
.figure { color: var(--ink-2); text-align: end; }
.glimpse { color: var(--ink-2); }
.name[data-lane] { font-weight: 600; }
.state:is([data-state='done'], [data-state='complete']) { color: var(--good); }
.state:is([data-state='open'], [data-state='streaming']) { color: var(--accent); }
.state:is([data-state='invalid'], [data-state='missing'], [data-state='cut'], [data-state='incomplete']),
.issues { color: var(--bad); }

.timeline { display: flex; flex: 1; flex-direction: column; min-inline-size: 0; min-block-size: 0; }
.timeline > * { scrollbar-gutter: stable; scrollbar-width: thin; }
.timeline .row { grid-template-columns: minmax(72px, 22%) minmax(60px, 1fr) 64px 64px 56px; }
.timeline.with-renders .row { grid-template-columns: minmax(72px, 22%) minmax(60px, 1fr) 64px 64px 56px 52px; }
.waterfall .head :nth-child(6) { text-align: end; }
.waterfall .head :is(:nth-child(3), :nth-child(4)) { text-align: end; }
.waterfall .row > :nth-child(2) { align-self: stretch; overflow: visible; }
.strip { flex: none; block-size: 24px; overflow: hidden; border-block-end: 1px solid var(--line); }
.strip .note { font-family: var(--sans); }
.strip .track { align-self: stretch; block-size: auto; }
.track > .arrived {
  inset-block: auto 0;
  inset-inline-start: calc(var(--part) / var(--parts) * 100%);
  inline-size: calc(100% / var(--parts) - 1px);
  min-inline-size: 2px;
  block-size: calc(3px + var(--share) * (100% - 5px));
  border-radius: 1px 1px 0 0;
  background: var(--accent);
}
.strip .stall {
  inset-block: 8px 0;
  background: repeating-linear-gradient(115deg, var(--line) 0 2px, transparent 2px 5px);
}
.repairs .row { grid-template-columns: 60px minmax(80px, 220px) 80px; }
.repairs .head .row > :is(:first-child, :last-child) { text-align: end; }
.events .row { grid-template-columns: 60px 64px minmax(80px, 2fr) minmax(80px, 3fr); }
.events .head .row > :first-child { text-align: end; }
.tree .row { grid-template-columns: minmax(96px, 30%) minmax(80px, 1fr) 72px minmax(0, 1fr); }

.scale { position: relative; display: block; block-size: 22px; }
.tick { position: absolute; margin-inline-start: -1px; padding-inline-start: 4px; border-inline-start: 1px solid var(--line); }
.tick[data-end] { inset-inline-end: 0; border: 0; }
.track {
  position: relative;
  display: block;
  block-size: 100%;
  background: repeating-linear-gradient(
    90deg,
    transparent 0 calc(var(--step) / var(--total) * 100% - 1px),
    var(--line) calc(var(--step) / var(--total) * 100% - 1px) calc(var(--step) / var(--total) * 100%)
  );
}
.track, .light, .mark { forced-color-adjust: none; }
.track > * {
  position: absolute;
  inset-inline-start: calc(var(--from) / var(--total) * 100%);
  inline-size: calc((var(--to) - var(--from)) / var(--total) * 100%);
}
.wait { inset-block: 10.5px; background: var(--strong); }
.bar[data-kind] {
  inset-block: 7px;
  display: block;
  min-inline-size: 3px;
  padding: 0;
  border: 0;
  border-radius: 2px;
  background: var(--string);
}
.bar[data-kind='number'] { background: var(--number); }
.bar[data-kind='boolean'] { background: var(--boolean); }
.bar[data-kind='null'] { background: var(--nothing); }
.bar:is([data-kind='object'], [data-kind='array']) { inset-block: 9px; background: var(--container); }
.bar[data-state='open'] { border-start-end-radius: 0; border-end-end-radius: 0; mask-image: linear-gradient(90deg, #000 calc(100% - 24px), #0006); }
.bar[data-state='cut'] { border-inline-end: 2px solid var(--bad); }
.bar[data-state='invalid'], .bar[data-kind='nothing'] { background: var(--bad); }
.bar[data-state='invalid']:is([data-kind='object'], [data-kind='array']) { background: light-dark(#e5aaa5, #7d403b); }
.still { inset-block: 7px; background: light-dark(#fff9, #0007); }
.stall {
  inset-block: 7px;
  background: repeating-linear-gradient(115deg, var(--surface) 0 2px, transparent 2px 5px);
}

.type { color: var(--ink-2); }
.type[data-type='delta'] { color: var(--ink-3); }
.type[data-type='done'] { color: var(--good); }
.type:is([data-type='end'], [data-type='meta']) { color: var(--ink); font-weight: 600; }
.type:is([data-type='invalid'], [data-type='missing'], [data-type='error']) { color: var(--bad); }

.fold { display: inline-block; inline-size: 14px; color: var(--ink-3); text-align: center; }
.fold[data-folded='false']::before { content: '▾'; }
.fold[data-folded='true']::before { content: '▸'; }

.detail {
  flex: none;
  display: flex;
  flex-direction: column;
  gap: 8px;
  inline-size: 280px;
  padding: 8px 12px;
  overflow-y: auto;
  scrollbar-width: thin;
  border-inline-start: 1px solid var(--line);
}
.detail h3 { font: 600 11px/1.4 var(--mono); overflow-wrap: anywhere; }
.detail dl { display: grid; gap: 3px; }
.detail dl > div { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 8px; }
.detail dt { color: var(--ink-3); overflow-wrap: anywhere; }
.detail dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.detail pre {
  padding: 6px 8px;
  overflow: auto;
  flex: 0 1 auto;
  min-block-size: 48px;
  border: 1px solid var(--line);
  border-radius: 5px;
  background: var(--raised);
  font: 11px/1.5 var(--mono);
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

@container (max-width: 760px) {
  .timeline .row { grid-template-columns: minmax(72px, 30%) minmax(60px, 1fr) 58px 50px; column-gap: 8px; }
  .timeline.with-renders .row { grid-template-columns: minmax(72px, 30%) minmax(60px, 1fr) 58px 50px 46px; }
  .waterfall .row > :nth-child(3) { display: none; }
  .tabpanel { flex-direction: column; }
  .detail { inline-size: auto; max-block-size: 45%; border-inline-start: 0; border-block-start: 1px solid var(--line); }
  .summary dl { column-gap: 14px; }
}
@container (max-width: 480px) {
  .timeline .row { grid-template-columns: minmax(72px, 24%) minmax(60px, 1fr) 48px; }
  .timeline.with-renders .row { grid-template-columns: minmax(72px, 24%) minmax(60px, 1fr) 48px 50px; }
  .waterfall .row > :nth-child(4) { display: none; }
  .strip { grid-template-rows: 18px 22px; block-size: 41px; }
  .strip .note { grid-column: 1 / -1; }
  .strip .track { grid-column: 2; }
  .tick:not([data-end]) { display: none; }
  .events .row { grid-template-columns: 50px 52px minmax(60px, 1fr) minmax(60px, 1fr); column-gap: 8px; }
  .tree .row { grid-template-columns: minmax(80px, 40%) minmax(60px, 1fr) 64px; column-gap: 8px; }
  .tree .row > :nth-child(4) { display: none; }
  .tools { flex-basis: 100%; padding-block-end: 4px; }
  .tools input { flex: 1; }
}
`;

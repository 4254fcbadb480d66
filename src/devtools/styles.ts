// In: nothing. Out: the style sheet of the devtools, for a shadow root. Colours are pairs: light, dark.
// Beyond `all: initial` at its root, nothing of the page is known here.

import { VIEW_STYLES } from './view-styles.js';

const FRAME_STYLES = `
.inside {
  all: initial;
  display: contents;
  color-scheme: light dark;
  --surface: light-dark(#fff, #16191d);
  --raised: light-dark(#f6f7f8, #1d2126);
  --hover: light-dark(#eef1f3, #252a30);
  --chosen: light-dark(#dcebee, #17363d);
  --line: light-dark(#e0e4e7, #2c3238);
  --strong: light-dark(#c3c9ce, #434b53);
  --ink: light-dark(#1b2126, #e6eaed);
  --ink-2: light-dark(#4a545c, #b3bcc3);
  --ink-3: light-dark(#626d76, #8f9aa3);
  --accent: light-dark(#0b6b78, #5cc3d1);
  --good: light-dark(#176b43, #6fcf9b);
  --bad: light-dark(#b3261e, #ff9d92);
  --warn: light-dark(#8a5a00, #e8b75c);
  --string: light-dark(#2e94a3, #4aa5b3);
  --number: light-dark(#7d6bd1, #9384de);
  --boolean: light-dark(#c98a2b, #d39a44);
  --nothing: light-dark(#8d979f, #75808a);
  --container: light-dark(#c9d0d5, #48525b);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
.inside[data-theme='light'] { color-scheme: light; }
.inside[data-theme='dark'] { color-scheme: dark; }
.panel, .toggle, .handle {
  font: 400 12px/1.4 var(--sans);
  color: var(--ink);
  text-align: start;
  -webkit-font-smoothing: antialiased;
}
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, dl, dd, pre { margin: 0; font: inherit; }
button, select, input { margin: 0; font: inherit; color: inherit; }
[hidden] { display: none; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }

.panel {
  container-type: inline-size;
  display: flex;
  flex-direction: column;
  block-size: 100%;
  min-block-size: 0;
  overflow: hidden;
  background: var(--surface);
  border: 1px solid var(--line);
}
.dock .panel { border-width: 0; }
.dock {
  position: fixed;
  z-index: 99999;
  display: block;
  max-block-size: 100dvh;
  box-shadow: 0 0 0 1px var(--strong), 0 0 24px light-dark(#0002, #0008);
}
.dock[data-position='bottom'] { inset: auto 0 0; }
.dock[data-position='top'] { inset: 0 0 auto; }
.dock[data-position='left'] { inset: 0 auto 0 0; }
.dock[data-position='right'] { inset: 0 0 0 auto; }
.handle { position: absolute; z-index: 2; touch-action: none; cursor: row-resize; }
.handle[data-side='true'] { cursor: col-resize; }
.handle:is(:hover, :focus-visible) { background: var(--accent); outline: none; }
.dock[data-position='bottom'] .handle { inset: -3px 0 auto; block-size: 5px; }
.dock[data-position='top'] .handle { inset: auto 0 -3px; block-size: 5px; }
.dock[data-position='left'] .handle { inset: 0 -3px 0 auto; inline-size: 5px; }
.dock[data-position='right'] .handle { inset: 0 auto 0 -3px; inline-size: 5px; }

.outlines { position: fixed; inset: 0; z-index: 99998; overflow: hidden; pointer-events: none; contain: strict; }
.outlines:empty { display: none; }
.outline { position: absolute; border-radius: 3px; outline: 2px solid var(--number); outline-offset: 1px; }
@media (prefers-reduced-motion: no-preference) {
  .outline { animation: outline 600ms ease-in forwards; }
  @keyframes outline { 40% { opacity: 1; } to { opacity: 0; } }
}

.toggle {
  position: fixed;
  z-index: 99999;
  inline-size: 36px;
  block-size: 36px;
  padding: 0;
  border: 1px solid var(--strong);
  border-radius: 10px;
  background: var(--surface);
  box-shadow: 0 1px 6px light-dark(#0002, #0007);
  cursor: pointer;
}
.toggle:hover { background: var(--hover); }
.toggle:focus-visible { outline-offset: 2px; }
.toggle[data-position='relative'] { position: static; }
.toggle[data-position^='bottom'] { inset-block-end: 12px; }
.toggle[data-position^='top'] { inset-block-start: 12px; }
.toggle[data-position$='left'] { inset-inline-start: 12px; }
.toggle[data-position$='right'] { inset-inline-end: 12px; }
.mark, .mark::before, .mark::after {
  display: block;
  block-size: 3px;
  border-radius: 2px;
  background: var(--string);
}
.mark { position: relative; inline-size: 14px; margin-inline: 8px auto; }
.mark::before, .mark::after { content: ''; position: absolute; }
.mark::before { inset: -7px auto auto 0; inline-size: 9px; background: var(--number); }
.mark::after { inset: 7px auto auto 6px; inline-size: 12px; background: var(--boolean); }

.bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 2px;
  flex: none;
  padding: 4px 6px 4px 10px;
  background: var(--raised);
  border-block-end: 1px solid var(--line);
}
.bar h2 { font-weight: 600; letter-spacing: 0.01em; }
.bar p {
  flex: 1;
  min-inline-size: 0;
  padding-inline: 12px;
  overflow: hidden;
  color: var(--ink-3);
  text-overflow: ellipsis;
  white-space: nowrap;
}
.bar button, .tabbar button {
  padding: 3px 8px;
  white-space: nowrap;
  border: 0;
  border-radius: 5px;
  background: none;
  color: var(--ink-2);
  cursor: pointer;
}
.bar button:hover:enabled { background: var(--hover); color: var(--ink); }
.bar button[aria-pressed='true'] { background: var(--chosen); color: var(--ink); }
.bar button:disabled { color: var(--strong); cursor: default; }
.bar .close { padding: 0 8px; font-size: 17px; line-height: 1.35; }

.body { display: flex; flex: 1; min-block-size: 0; }
.main { display: flex; flex: 1; flex-direction: column; min-inline-size: 0; min-block-size: 0; }
.failed { flex-flow: row wrap; gap: 8px; align-items: center; align-content: start; padding: 12px; color: var(--bad); }
.failed button { padding: 2px 8px; border: 1px solid var(--line); border-radius: 5px; background: none; color: var(--ink-2); cursor: pointer; }
.empty { padding: 12px; color: var(--ink-3); }

.runs {
  position: relative;
  flex: none;
  inline-size: 220px;
  overflow-y: auto;
  scrollbar-width: thin;
  border-inline-end: 1px solid var(--line);
}
.run {
  display: grid;
  grid-template-columns: 8px minmax(0, 1fr);
  column-gap: 8px;
  align-items: center;
  padding: 5px 10px;
  border-block-end: 1px solid var(--line);
  cursor: default;
}
.run:hover { background: var(--hover); }
.run[aria-selected='true'] { background: var(--chosen); }
.run-name, .run-facts { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.run-facts { grid-column: 2; color: var(--ink-3); font-size: 11px; font-variant-numeric: tabular-nums; }
.run[aria-selected='true'] .run-facts { color: var(--ink-2); }
.light { inline-size: 8px; block-size: 8px; border-radius: 50%; background: var(--container); }
.light:is([data-state='streaming'], [data-state='connecting']) { background: var(--string); }
.light[data-state='complete'] { background: var(--good); }
.light[data-state='error'] { border-radius: 1px; background: var(--bad); }
.light[data-state='stopped'] { background: var(--warn); }
@media (prefers-reduced-motion: no-preference) {
  .light[data-state='streaming'] { animation: pulse 1.2s ease-in-out infinite alternate; }
  @keyframes pulse { to { opacity: 0.35; } }
}

@container (max-width: 640px) {
  .body { flex-direction: column; }
  .runs {
    inline-size: auto;
    max-block-size: 74px;
    border-inline-end: 0;
    border-block-end: 1px solid var(--line);
  }
  .run { grid-template-columns: 8px minmax(0, 1fr) auto; padding-block: 3px; }
  .run-facts { grid-column: 3; }
}
`;

export const STYLES = FRAME_STYLES + VIEW_STYLES;

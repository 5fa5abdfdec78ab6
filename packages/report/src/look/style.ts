import { colourDeclarations } from './palette.js';
import { FONT } from './theme.js';

/** The page's style sheet. */
export const STYLE = `:root {
  color-scheme: light dark;
  ${colourDeclarations('light')}
}
@media screen and (prefers-color-scheme: dark) {
  :root {
  ${colourDeclarations('dark')}
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 3.5rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 ${FONT}; }
header.top, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1rem; }
header.top { padding-top: 2.5rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 44rem; }
a { color: var(--accent); }
code { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .875em; overflow-wrap: anywhere; }
code.command span { display: inline-block; max-width: 100%; }
.lead { font-size: 1.15rem; }
.soft { color: var(--soft); }
.warning { border-left: 4px solid var(--second); padding: .5rem 1rem; background: var(--panel); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .5rem; z-index: 2; }
nav { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--line); margin-top: 1.5rem; }
nav ul { max-width: 70rem; margin: 0 auto; padding: .5rem 1rem; list-style: none; display: flex; gap: .25rem 1.25rem; overflow-x: auto; white-space: nowrap; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.figures { columns: 2 27rem; column-gap: 2.5rem; margin: 1.5rem 0; }
figure { margin: 0; padding-bottom: 2rem; break-inside: avoid; }
.gallery figure { padding-bottom: 0; min-width: 0; }
figcaption p { color: var(--soft); font-size: .9rem; }
svg.chart { display: block; max-width: 100%; height: auto; }
svg.spectrogram, svg.scale { display: block; max-width: 100%; height: auto; }
svg .axis text { font-size: 12px; fill: var(--soft); font-family: inherit; }
svg .axis path { stroke: var(--soft); }
svg image { image-rendering: auto; }
audio { display: block; width: 100%; max-width: 19rem; height: 2.25rem; }
details { margin-top: .5rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--soft); padding: .25rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
thead th { font-weight: 600; color: var(--soft); vertical-align: bottom; }
thead th.number { white-space: normal; }
tbody th { font-weight: 400; min-width: 11rem; }
.number { text-align: right; white-space: nowrap; }
dl.record { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.25rem; font-size: .9rem; }
dl.record dt { color: var(--soft); }
dl.record dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 28rem), 1fr)); gap: 1.5rem 2rem; margin-top: 1rem; }
.dot { margin-right: .4em; }
.emotion { white-space: nowrap; }
[hidden] { display: none !important; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; margin: 1rem 0; font-size: .9rem; }
.filters label { display: grid; gap: .2rem; color: var(--soft); }
.filters input, .filters select { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--soft); border-radius: .3rem; padding: 0 .5rem; height: 2.25rem; min-width: 9rem; }
.filters output { color: var(--soft); padding: .35rem 0; }
table.clips { width: 100%; min-width: 44rem; }
table.clips .number { padding-right: 1.5rem; }
table.clips tbody th { min-width: 13.5rem; }
.scroll + h3, .scroll + .scroll { margin-top: 1.5rem; }
table.clips thead th { position: sticky; top: 0; background: var(--page); }
table.clips button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
table.clips th[aria-sort] button::after { content: '\\00a0↕'; color: var(--soft); }
table.clips th[aria-sort="ascending"] button::after { content: '\\00a0↑'; }
table.clips th[aria-sort="descending"] button::after { content: '\\00a0↓'; }
table.clips audio { width: 13rem; }
.look { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem 1rem; }
.tall { max-height: 44rem; overflow: auto; border-block: 1px solid var(--line); }
.thumbnail { display: block; width: 130px; height: 48px; }
.right { color: var(--accent); }
.wrong { color: var(--second); font-weight: 600; }
footer { margin-top: 4rem; padding-bottom: 3rem; color: var(--soft); font-size: .9rem; }
@media screen and (max-width: 40rem) {
  tbody th, tbody td { min-width: 0 !important; overflow-wrap: anywhere; }
  .cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards { min-width: 0 !important; }
  .cards tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
  .cards th, .cards td { border: 0; padding: .1rem 0 !important; }
  .cards tbody th { font-weight: 600; }
  .cards th .soft { font-weight: 400; }
  .look { padding-top: .25rem; }
  table.clips .look audio { flex: 1 1 10rem; width: auto; }
  .cards td[data-head] { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; text-align: right; }
  .cards td[data-head]::before { content: attr(data-head); color: var(--soft); text-align: left; white-space: normal; }
  .cards:not(.clips) thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .clips thead { position: sticky; top: 0; background: var(--page); }
  .clips thead tr { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
  .clips thead tr::before { content: 'Sort by'; color: var(--soft); }
  .clips thead th:not([aria-sort]) { display: none; }
  table.clips thead th { position: static; }
  .filters label { flex: 1 1 40%; }
  .filters input, .filters select { min-width: 0; width: 100%; }
  .tall { max-height: 85vh; }
  dl.record { display: block; }
  dl.record dd { margin-bottom: .5rem; }
}
@page { margin: 14mm; }
@media print {
  nav, .filters, audio, .skip, .screen, details:not([open]) { display: none; }
  html { font-size: 10pt; }
  table { font-size: 8pt; }
  th, td { padding-right: .4rem; }
  tbody th { min-width: 0; }
  table.clips tbody th { min-width: 9rem; }
  .number { white-space: normal; }
  .scroll { overflow: visible; }
  table.clips { min-width: 0; }
  figure, tr, p, .voice { break-inside: avoid; }
  h2, h3, section > p { break-after: avoid; }
  .gallery { grid-template-columns: 1fr 1fr; }
  .tall { max-height: none; overflow: visible; border: 0; }
  table.clips thead th { position: static; }
  /* Chromium repeats the words of a head on each sheet, but no buttons. */
  table.clips button { display: contents; }
  table.clips button::after { content: '' !important; }
  .figures { columns: 2 16rem; }
}
`;

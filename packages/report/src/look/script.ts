/**
 * The page's script: sorts and filters the table of clips. Without it the page shows the same, in its first order.
 * Rows carry their keys as data attributes; nothing is fetched, made from text or kept.
 */
export const SCRIPT = `'use strict';
for (const table of document.querySelectorAll('table.clips')) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const first = new Map(rows.map((row, index) => [row, index]));
  const form = document.getElementById(table.dataset.filters);
  form.hidden = false;
  const output = form.querySelector('output');
  const filter = () => {
    const { words, actual, predicted, show } = form.elements;
    let shown = 0;
    for (const row of rows) {
      const { dataset } = row;
      row.hidden =
        !dataset.words.includes(words.value.trim().toLowerCase()) ||
        (actual.value !== '' && dataset.actual !== actual.value) ||
        (predicted.value !== '' && !dataset.predicted.split(' ').includes(predicted.value)) ||
        (show.value !== '' && dataset.result !== show.value);
      if (!row.hidden) shown += 1;
    }
    output.value = shown + ' of ' + rows.length + ' clips';
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  filter();
  for (const head of table.querySelectorAll('th[aria-sort]')) {
    head.querySelector('button').addEventListener('click', () => {
      const direction = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      for (const other of table.querySelectorAll('th[aria-sort]')) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
      const keyOf = (row) => row.cells[head.cellIndex].dataset.key;
      const numeric = head.dataset.kind === 'number';
      const compare = (a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
      rows.sort((a, b) => direction * compare(keyOf(a), keyOf(b)) || first.get(a) - first.get(b));
      body.append(...rows);
    });
  }
}
`;

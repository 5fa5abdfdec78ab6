import { expect, it } from 'vitest';

import { dataTable } from './data-table.js';
import { markup, trusted } from './markup.js';

it('escapes what it is given, in text and in attributes', () => {
  const evil = `"'><script>alert(1)</script>&`;
  expect(markup`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&#34;&#39;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#38;">&#34;&#39;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#38;</p>',
  );
});

it('joins lists, keeps HTML and leaves out what is not there', () => {
  const items = ['a<', 2].map((item) => markup`<li>${item}</li>`);
  expect(markup`<ul>${items}</ul>${undefined}${trusted('<hr>')}`.text).toBe(
    '<ul><li>a&#60;</li><li>2</li></ul><hr>',
  );
});

it('names the rows of a table by their first cells and sets numbers to the right', () => {
  const { text } = dataTable({ head: ['who', 'share'], rows: [['<b>', '12.5\u00a0%']] }, 'A table');
  expect(text).toContain('<th scope="row">&#60;b&#62;</th><td class="number">12.5\u00a0%</td>');
});

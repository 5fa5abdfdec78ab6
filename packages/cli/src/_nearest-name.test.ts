import { expect, test } from 'vitest';

import { nearestName } from './_nearest-name.js';

test.each([
  ['acters-luna', 'actors-luna'],
  ['Notebook', 'notebook'],
  ['actors-luna', 'actors-luna'],
  ['actors-los', 'actors-loso'],
  ['zebra', undefined],
  ['', undefined],
])('%j is nearest to %j', (typed, meant) => {
  expect(nearestName(typed, ['notebook', 'actors-luna', 'actors-loso', 'text'])).toBe(meant);
});

import { expect, it } from 'vitest';

import { historyCsv, readHistory } from './history.js';

it('leaves the dev columns empty where there was no dev part', () => {
  expect(historyCsv([{ epoch: 1, loss: 2, accuracy: 0.5, seconds: 3 }])).toBe(
    'epoch,loss,accuracy,devLoss,devAccuracy,devUar,seconds\n1,2,0.5,,,,3\n',
  );
});

it('reads what it writes, and takes a loss that is not finite for none', () => {
  const dev = { devLoss: 1.5, devAccuracy: 0.25, devUar: 0.125 };
  const history = [
    { epoch: 1, loss: 2, accuracy: 0.5, seconds: 3, ...dev },
    { epoch: 2, loss: Number.NaN, accuracy: 0.5, seconds: 3 },
  ];
  const read = readHistory(historyCsv(history), 'history.csv');
  expect(read[0]).toEqual(history[0]);
  expect(read[1]).toEqual({ ...history[1], loss: undefined });
});

import { train } from '@prosodia/model';
import { contend } from '../_contender.mjs';

await contend(async ({ network, fit, classes, batchSize, epochs, onEpoch }) => {
  const { backend } = await train({
    ...{ network, fit, classes, batchSize, epochs, selection: 'last' },
    onEpoch: ({ loss }) => onEpoch(loss),
  });
  return `${backend.name} ${backend.version} ${backend.device}`;
});

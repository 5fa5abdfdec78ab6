import { train } from '@prosodia/model';
import { contend } from '../_contender.mjs';

await contend(async ({ network, settings, fit, classes, batchSize, epochs, onEpoch }) => {
  const { backend } = await train({
    ...{ ...settings, network, fit, classes, batchSize, epochs, selection: 'last' },
    onEpoch: ({ loss }) => onEpoch(loss),
  });
  return `${backend.name} ${backend.version} ${backend.device}`;
});

import { train } from '@prosodia/model';
import { contend } from '../_contender.mjs';

await contend(async ({ onEpoch, settings, ...job }) => {
  const { backend } = await train({
    ...{ ...settings, ...job, selection: 'last' },
    onEpoch: ({ loss }) => onEpoch(loss),
  });
  return `${backend.name} ${backend.version} ${backend.device}`;
});

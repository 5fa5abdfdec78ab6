import { expect, it } from 'vitest';
import { classes, network, sines } from '../_test-training.js';
import { planTraining } from '../train-options.js';
import { checkIdentity, identityOf } from './_identity.js';

it('takes the rows that older checkpoints call `fit` for those of train', () => {
  const identity = (seed: number) =>
    identityOf(planTraining({ train: sines(61, seed), classes, network }));
  const { train = null, ...others } = identity(1);
  const older = { ...others, fit: train };
  expect(() => {
    checkIdentity(older, identity(1), 'folder');
  }).not.toThrow();
  expect(() => {
    checkIdentity(older, identity(9), 'folder');
  }).toThrow('Expected train "');
});

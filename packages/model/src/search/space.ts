import { createRandom, deriveSeed } from '@prosodia/statistics';

import { expected } from '../errors.js';

/** What a kind of model can be set to, by name: costs, rates, sizes. */
export type Settings = Readonly<Record<string, number>>;

/** The values that a search tries for one setting. */
export type Dimension =
  | { readonly kind: 'choice'; readonly of: readonly number[] }
  /** `log`: every factor is as likely, as suits costs and rates; both ends above 0. */
  | {
      readonly kind: 'range';
      readonly from: number;
      readonly to: number;
      readonly scale: 'linear' | 'log';
    };

/** A dimension for each setting that may be searched; empty where a model has none. */
export type SearchSpace = Readonly<Record<string, Dimension>>;

export const choice = (...of: readonly number[]): Dimension => ({ kind: 'choice', of });
export const range = (from: number, to: number): Dimension => ({
  ...{ kind: 'range', from, to, scale: 'linear' },
});
export const logRange = (from: number, to: number): Dimension => ({
  ...{ kind: 'range', from, to, scale: 'log' },
});

/**
 * Settings drawn at random (Bergstra and Bengio 2012): the same seed and trial give the same, whatever was drawn
 * before, so that a search can be interrupted and be made longer. Three significant digits.
 *
 * @param trial 0 or more
 */
export function drawSettings(space: SearchSpace, seed: number, trial: number): Settings {
  const random = createRandom(deriveSeed(seed, trial));
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension]) => [name, draw(dimension, random())]),
  );
}

/** @param share 0 .. 1 */
function draw(dimension: Dimension, share: number): number {
  if (dimension.kind === 'choice')
    return dimension.of[Math.floor(share * dimension.of.length)] ?? Number.NaN;
  const { from, to, scale } = dimension;
  const value = scale === 'log' ? from * (to / from) ** share : from + share * (to - from);
  return Number(value.toPrecision(3));
}

/**
 * Settings of one's own over the usual ones.
 *
 * @throws {ModelError} INVALID_OPTION for a name that the model does not have
 */
export function withSettings(model: string, usual: Settings, own: Settings): Settings {
  for (const name of Object.keys(own))
    if (!Object.hasOwn(usual, name)) {
      const known = Object.keys(usual).join(', ') || 'no settings';
      throw expected('INVALID_OPTION', known, `the settings of ${model}`, name);
    }
  return { ...usual, ...own };
}

import { PROTOCOLS } from '@prosodia/features';
import { expect, it } from 'vitest';

import { EVALUATED_MODELS } from '../evaluation/evaluated-model.js';
import { NETWORK_KINDS } from '../run/network-kinds.js';
import { evaluateCommand } from './evaluate.js';
import { searchCommand } from './search.js';

/** The help names what there is without loading it. */
const modelHelp = (command: Pick<typeof searchCommand, 'options'>): string =>
  command.options.find(({ long }) => long === '--model')?.description ?? '';

it('the help of evaluate names every model and every protocol', () => {
  for (const { name } of EVALUATED_MODELS) expect(modelHelp(evaluateCommand)).toContain(name);
  for (const { name } of PROTOCOLS) expect(evaluateCommand.description).toContain(name);
});

it('the help of search names every model that has settings', () => {
  for (const { name, space } of EVALUATED_MODELS)
    expect(modelHelp(searchCommand).includes(name)).toBe(Object.keys(space).length > 0);
});

it('every network can be trained', () => {
  const networks = EVALUATED_MODELS.filter(({ space }) => 'epochs' in space);
  expect(networks.map(({ name }) => name).sort()).toEqual([...NETWORK_KINDS].sort());
});

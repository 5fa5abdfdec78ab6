import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../checks/tree.mjs';
import { NODE_VERSIONS } from './node-versions.mjs';

it('tries the oldest Node that each package promises to run on', () => {
  const promises = readdirSync(join(ROOT, 'packages')).map((name) => {
    const manifest = readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8');
    return JSON.parse(manifest).engines.node;
  });
  expect(new Set(promises)).toEqual(new Set([`>=${NODE_VERSIONS[0]}`]));
});

import { describe, expect, it } from 'vitest';
import { fullDisk } from './full-disk.mjs';
import { kills } from './kills.mjs';

/** The parts of nx run model:stress, a few times each: many processes, for which a busy machine takes its time. */
describe('a training', { timeout: 300_000 }, () => {
  it.each(/** @type {const} */ (['plain', 'chance']))(
    'that is killed at random moments and goes on ends with the same bits: %s',
    async (kind) => {
      expect(await kills({ count: 3, kind })).toEqual({ sound: true, told: expect.any(String) });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'says that a disk is full, and loses nothing',
    async () => {
      expect(await fullDisk({ count: 1 })).toEqual({ sound: true, told: expect.any(String) });
    },
  );
});

import { describe, expect, it } from 'vitest';
import { aborts } from './aborts.mjs';
import { leaks } from './leaks.mjs';
import { repeats } from './repeats.mjs';
import { exits, workers } from './workers.mjs';

/** The parts of nx run dsp-native:stress, a few times each. */
describe('the addon', () => {
  it('outlives worker threads that are terminated at random moments', async () => {
    expect(await workers({ count: 16 })).toEqual({ sound: true, told: expect.any(String) });
  });

  it('lets a process exit in the middle of its work', async () => {
    expect(await exits({ count: 3 })).toEqual({ sound: true, told: expect.any(String) });
  });

  it('settles aborted calls at once and stays usable', async () => {
    const { told } = await aborts({ count: 20 });
    // How soon is for the command to say, on a machine that does nothing else.
    expect(told).toMatch(/^20 of 20 aborted calls settled, .* 0 wrong$/);
  });

  it('gives the same bits over threads, batches and repeats', async () => {
    expect(await repeats({ count: 2 })).toEqual({ sound: true, told: expect.any(String) });
  });

  it('leaves no memory behind, whether it computes or refuses', async () => {
    const kinds = ['extract', 'decodeWav', 'refused: extract', 'refused: stft'];
    expect(await leaks({ count: 1500, kinds })).toEqual({ sound: true, told: expect.any(String) });
  });
});

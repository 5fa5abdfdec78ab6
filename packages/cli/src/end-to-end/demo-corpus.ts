import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { synthesiseDemoCorpus } from '@prosodia/features';

/** For tests: a folder for all they write, with a demo corpus of two voices in it. */
export interface DemoPlace {
  readonly place: string;
  readonly corpus: string;
  /** A new folder of three clips of different emotions, one that is broken, and one that is none of RAVDESS's. */
  fewAndBroken(): Promise<{ folder: string; names: string[] }>;
  /** A new folder of the clips with these emotions of RAVDESS (`05`: angry). */
  only(...emotions: string[]): Promise<string>;
  remove(): Promise<void>;
}

export async function makeDemoPlace(): Promise<DemoPlace> {
  const place = await mkdtemp(join(tmpdir(), 'prosodia "it\'s" ☂ '));
  const corpus = join(place, 'two voices');
  await synthesiseDemoCorpus(corpus, { actors: 2 });
  return {
    ...{ place, corpus },
    async fewAndBroken() {
      const folder = await mkdtemp(join(place, 'with a broken one '));
      const names = (await readdir(join(corpus, 'Actor_02'))).sort().filter((_, i) => i % 20 === 0);
      for (const name of names) await copyFile(join(corpus, 'Actor_02', name), join(folder, name));
      await writeFile(join(folder, '03-01-08-02-02-02-24.wav'), 'RIFF');
      await writeFile(join(folder, 'holiday.wav'), 'RIFF');
      return { folder, names };
    },
    async only(...emotions) {
      const folder = await mkdtemp(join(place, 'only '));
      for (const actor of ['Actor_01', 'Actor_02'])
        for (const name of await readdir(join(corpus, actor)))
          if (emotions.includes(name.slice(6, 8)))
            await copyFile(join(corpus, actor, name), join(folder, name));
      return folder;
    },
    remove: () => rm(place, { recursive: true }),
  };
}

import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

let demo: DemoPlace;
beforeAll(async () => {
  demo = await makeDemoPlace();
});
afterAll(() => demo.remove());

test('explore shows a voice of each gender for each emotion, and says that a program made them', async () => {
  const out = join(demo.place, 'explore.html');
  const done = await prosodia(['explore', '--data', demo.corpus, '--out', out, '--json']);
  expect(done.exitCode, done.stderr).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({ out, clips: 120, synthetic: true, charts: 5 });
  const html = await readFile(out, 'utf8');
  expect(html.match(/<svg class="spectrogram"/g)).toHaveLength(16);
  expect(html.match(/<audio /g)).toHaveLength(16);
  expect(html).toContain('A program made these sounds.');
});

test('explore names the files that it cannot read, and goes without sounds where that is asked for', async () => {
  const { folder, names } = await demo.fewAndBroken();
  const out = join(demo.place, 'broken.html');
  const done = await prosodia(['explore', '--data', folder, '--out', out, '--no-audio', '--json']);
  expect(done.exitCode, done.stderr).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({ clips: names.length });
  const html = await readFile(out, 'utf8');
  expect(html).toContain('Left out: 2 files');
  expect(html).toContain('holiday.wav');
  expect(html).not.toContain('<audio');
});

const ffmpegThere = ((): boolean => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!ffmpegThere)(
  'explore measures, shows and plays FLAC and MP3 as it does WAV',
  async () => {
    const { folder, names } = await demo.fewAndBroken();
    const other = join(folder, 'other formats');
    await mkdir(other);
    for (const [index, name] of names.entries()) {
      const to = `${basename(name, '.wav')}.${index === 0 ? 'mp3' : 'flac'}`;
      execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, name), join(other, to)]);
    }
    const out = join(demo.place, 'formats.html');
    const done = await prosodia(['explore', '--data', other, '--out', out, '--json']);
    expect(done.exitCode, done.stderr).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ clips: names.length });
    const html = await readFile(out, 'utf8');
    expect(html).not.toContain('not measured');
    expect(html.match(/<svg class="spectrogram"/g)).toHaveLength(names.length);
    expect(html.match(/<audio /g)).toHaveLength(names.length);
  },
  300_000,
);

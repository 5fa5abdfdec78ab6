import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readCorpus, synthesiseDemoCorpus } from '@prosodia/features';
import type { Comparison } from '@prosodia/statistics';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { endingFor } from '../failure.js';
import { evaluateProtocol } from '../flows/evaluate-protocol.js';
import { createTerminal } from '../terminal/terminal.js';
import { prosodia } from './cli-process.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-protocol-'));
  await synthesiseDemoCorpus(join(dir, 'demo'), { actors: 4 });
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

const evaluate = (model: string, ...more: string[]) =>
  prosodia(
    [
      ...['evaluate', '--protocol', 'actors-loso', '--model', model, '--data', 'demo', '--json'],
      ...['--features', 'mel-mean-259.v1', ...more],
    ],
    { cwd: dir },
  );

test(
  'evaluates on new voices, goes on where it was, and compares',
  { timeout: 300_000 },
  async () => {
    const first = await evaluate('nearest-neighbours', '--out', 'a');
    expect(first.exitCode).toBe(0);
    const evaluation = JSON.parse(first.stdout) as Record<string, unknown>;
    expect(evaluation).toMatchObject({
      ...{ folder: 'a', folds: 4, protocol: 'actors-loso', synthetic: true, human: null },
      leakCheck: { passed: true, folds: 4, asked: ['clip', 'copies', 'numbers', 'speaker'] },
      corpus: { path: join(dir, 'demo'), dir: join(dir, 'demo') },
    });
    expect(evaluation.perSpeaker).toHaveLength(4);
    // Where nothing is left open, what is wrong is what is not right.
    const { riskCoverage } = evaluation.calibration as {
      riskCoverage: { coverage: number; risk: number }[];
    };
    const { mean } = evaluation.accuracy as { mean: number };
    expect(riskCoverage.at(-1)?.coverage).toBe(1);
    expect(riskCoverage.at(-1)?.risk).toBeCloseTo(1 - mean, 9);
    const shares = riskCoverage.map(({ coverage }) => coverage);
    expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));

    await unlink(join(dir, 'a/evaluation.json'));
    await unlink(join(dir, 'a/folds/seed0-fold3.json'));
    const kept = await readFile(join(dir, 'a/folds/seed0-fold1.json'), 'utf8');
    const again = await evaluate('nearest-neighbours', '--out', 'a');
    expect(again.exitCode).toBe(0);
    expect(await readFile(join(dir, 'a/folds/seed0-fold1.json'), 'utf8')).toBe(kept);
    expect((JSON.parse(again.stdout) as { uar: unknown }).uar).toEqual(evaluation.uar);

    const other = await evaluate('majority', '--out', 'a');
    expect(other).toMatchObject({ exitCode: 1 });
    expect(other.stderr).toContain('--out names another');

    expect((await evaluate('majority', '--out', 'b')).exitCode).toBe(0);
    const compared = await prosodia(['compare', 'b', 'a', '--json'], { cwd: dir });
    const said = await prosodia(['compare', 'b', 'a'], { cwd: dir });
    expect(said.stdout).toMatch(/^a (recognises the emotions better|has .* more average recall)/);
    expect((await readdir(join(dir, 'b/folds'))).length).toBe(4);

    const elsewhere = await mkdtemp(join(dir, 'elsewhere-'));
    const folders = ['../a', '../b', '--out', '../both.html'];
    const report = await prosodia(['report', ...folders, '--json'], { cwd: elsewhere });
    expect(report.exitCode, report.stderr).toBe(0);
    expect(JSON.parse(report.stdout)).toMatchObject({ folders: 2, charts: 17 });
    const html = await readFile(join(dir, 'both.html'), 'utf8');
    // The page takes the numbers that `evaluate` wrote down and the same tests as `compare`.
    const { error } = evaluation.calibration as { error: number };
    expect(html).toContain(`expected calibration error) is ${(100 * error).toFixed(1)}\u00a0%`);
    const { onlyFirst, onlySecond } = (JSON.parse(compared.stdout) as Comparison).mcnemar;
    expect(html).toContain(`data-head="only first right">${onlySecond}</td>`);
    expect(html).toContain(`data-head="only second right">${onlyFirst}</td>`);
    // The worst errors of both, to see and to hear.
    expect(html).toContain('>named by nearest-neighbours</button>');
    expect(html.match(/<audio /g)?.length).toBe((evaluation.clips as unknown[]).length);
  },
);

test('Ctrl-C leaves the folds that are done and says that the same command goes on', async () => {
  const stop = new AbortController();
  const terminal = createTerminal({ quiet: true, json: true });
  const progress = (label: string) => ({
    update: (done: number) => {
      if (label.startsWith('Evaluating') && done === 2) stop.abort();
    },
    end: () => undefined,
  });
  const context = { terminal: { ...terminal, progress }, signal: stop.signal, env: {} };
  const out = join(dir, 'stopped');
  const work = evaluateProtocol(
    {
      ...{ protocol: 'actors-loso', model: 'majority', data: join(dir, 'demo'), out, set: {} },
      ...{ foldColumn: 'fold', seeds: 1, ensemble: 1, selection: 'dev', normalise: 'train' },
      ...{ features: 'mel-mean-259.v1', cache: false },
    },
    context,
  );
  const error: unknown = await work.catch((reason: unknown) => reason);
  expect(endingFor(error, false)).toEqual({
    exitCode: 130,
    text: `Interrupted\nWhat is done so far is kept in ${out}. To go on: the same command again`,
  });
  const folds = () => readdir(join(out, 'folds'));
  expect(await folds()).toEqual(['seed0-fold1.json', 'seed0-fold2.json']);
  const kept = await readFile(join(out, 'folds/seed0-fold1.json'), 'utf8');
  expect(await evaluate('majority', '--out', out)).toMatchObject({ exitCode: 0 });
  expect(await folds()).toHaveLength(4);
  expect(await readFile(join(out, 'folds/seed0-fold1.json'), 'utf8')).toBe(kept);
});

test("measures values against their speaker's, and says so", async () => {
  const found = await prosodia(
    [
      ...['evaluate', '--protocol', 'actors-loso', '--model', 'nearest-neighbours'],
      ...['--data', 'demo', '--features', 'mel-mean-259.v1', '--normalise', 'speaker'],
    ],
    { cwd: dir },
  );
  expect(found.stdout).toContain('uses the audio of test speakers, without labels');
  const [folder = ''] = await readdir(join(dir, 'evaluations'));
  const text = await readFile(join(dir, 'evaluations', folder, 'evaluation.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ normalise: 'speaker', leakCheck: { passed: true } });
});

test('lets models answer together, each on its own features unless told, and keeps what each says alone', async () => {
  const found = await prosodia(
    [
      ...['evaluate', '--protocol', 'actors-loso', '--model', 'log-mel-conv+nearest-neighbours'],
      ...['--data', 'demo', '--selection', 'last', '--seeds', '1', '--epochs', '1'],
      ...['--out', 'both', '--json'],
    ],
    { cwd: dir },
  );
  expect(found).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(found.stdout)).toMatchObject({
    ...{ model: 'log-mel-conv+nearest-neighbours', learntFrom: 'train and dev', folds: 4 },
    features: 'voice-160x68.v2+voice-stats.v2',
  });
  expect((await readdir(join(dir, 'both-log-mel-conv/folds'))).length).toBe(4);
  expect((await readdir(join(dir, 'both/folds'))).length).toBe(4);
  const told = await evaluate('majority+nearest-neighbours', '--out', 'told');
  expect(JSON.parse(told.stdout)).toMatchObject({ features: 'mel-mean-259.v1' });
});

test('says what is wrong with choosing on the test part, and names models and protocols', async () => {
  const best = await evaluate('majority', '--selection', 'test-best', '--out', 'c');
  expect(best.stderr).toContain('the number is too high');
  const model = await evaluate('oracle');
  expect(model).toMatchObject({ exitCode: 2 });
  expect(model.stderr).toContain('majority, decision-tree');
});

test('search tries settings on dev alone, goes on where it was, and evaluate takes what it found', async () => {
  const search = (trials: string, ...more: string[]) =>
    prosodia(
      [
        ...['search', '--protocol', 'actors-loso', '--model', 'nearest-neighbours', '--folds', '2'],
        ...['--data', 'demo', '--features', 'mel-mean-259.v1', '--out', 'found'],
        ...['--trials', trials, ...more],
      ],
      { cwd: dir },
    );
  const first = await search('3', '--json');
  expect(first, first.stderr).toMatchObject({ exitCode: 0 });
  const { trials } = JSON.parse(first.stdout) as { trials: { trial: number; devUar: number[] }[] };
  expect(trials.map(({ trial }) => trial).sort()).toEqual([0, 1, 2]);
  expect(trials[0]?.devUar).toHaveLength(2);

  const kept = await readFile(join(dir, 'found/trials/trial0001.json'), 'utf8');
  await unlink(join(dir, 'found/trials/trial0002.json'));
  const more = await search('5');
  expect(await readFile(join(dir, 'found/trials/trial0001.json'), 'utf8')).toBe(kept);
  expect(await readdir(join(dir, 'found/trials'))).toHaveLength(5);
  expect(more.stdout).toMatch(/The usual settings are \d of 5\./);
  expect(await search('5', '--seed', '1')).toMatchObject({ exitCode: 1 });

  const tested = await evaluate('nearest-neighbours', '--set', 'k=3', '--out', 'set');
  expect(tested, tested.stderr).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(tested.stdout)).toMatchObject({ recipe: { settings: [{ k: 3 }] } });
  const misspelt = await evaluate('nearest-neighbours', '--set', 'K=3', '--out', 'set');
  expect(misspelt.stderr).toContain('Expected k for the settings of nearest-neighbours');
  expect(await evaluate('majority', '--set', 'k')).toMatchObject({ exitCode: 2 });
});

test('an evaluation does not go on with folds or labels that were changed', async () => {
  const { clips } = await readCorpus(join(dir, 'demo'));
  const foldsBy = (parts: number) => clips.map(({ path }, i) => `${path},${i % parts}`);
  const byFolds = async (parts: number) => {
    await writeFile(join(dir, 'own.csv'), ['path,fold', ...foldsBy(parts), ''].join('\n'));
    return evaluate('majority', '--protocol', 'own.csv', '--out', 'own');
  };
  const first = await byFolds(3);
  expect(first, first.stderr).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(first.stdout)).toMatchObject({
    given: { protocol: join(dir, 'own.csv'), foldColumn: 'fold', set: {} },
  });
  const other = await byFolds(4);
  expect(other.exitCode, other.stderr).toBe(1);
  expect(other.stderr).toContain('other settings or recordings');
});

import { access, constants, lstat, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

import { describeKernel } from '@prosodia/dsp-native';
import { featureStoreFolder, findCorpus, readCorpus, userDataFolder } from '@prosodia/features';
import { loadBackend, locateTensorflow, tensorflowCache, type Backend } from '@prosodia/model';

import type { CommandContext } from '../command.js';
import { formatBackend } from '../run/format-run.js';
import type { Finding } from '../stages/finding.js';
import { findPrograms } from '../stages/find-programs.js';
import { formatBytes } from '../terminal/format-store.js';
import { counted } from '../terminal/format-table.js';

/** The oldest Node that the packages promise to run on. */
const OLDEST_NODE = [20, 17] as const;

/** Everything that the main job builds on, in the order in which it meets it. Changes nothing. */
export async function examineMachine({
  env,
}: Pick<CommandContext, 'env'>): Promise<readonly Finding[]> {
  return [
    findNode(process.version),
    ...findAddon(env),
    ...(await findPrograms(env)),
    ...(await findTensorflow()),
    { name: 'threads', state: 'fine', found: `${availableParallelism()} at once` },
    await findFolder('cache', tensorflowCache(), 'PROSODIA_CACHE names another one'),
    await findFolder('features', featureStoreFolder(env), 'PROSODIA_CACHE names another place'),
    await findFolder('data folder', userDataFolder(env), '`--data DIR` names recordings elsewhere'),
    await findRecordings(env),
  ];
}

export function findNode(version: string): Finding {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const enough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  const found = `${version} on ${process.platform}-${process.arch}`;
  if (enough) return { name: 'Node', state: 'fine', found };
  const advice = `bring Node ${OLDEST_NODE.join('.')} or later`;
  return { name: 'Node', state: 'blocking', found, advice };
}

function findAddon({ PROSODIA_KERNEL }: NodeJS.ProcessEnv): Finding[] {
  try {
    const { name, available } = describeKernel();
    const chosen = PROSODIA_KERNEL === undefined ? 'the best' : 'as PROSODIA_KERNEL says';
    return [
      { name: 'addon', state: 'fine', found: '@prosodia/dsp-native' },
      { name: 'kernel', state: 'fine', found: `${name}, ${chosen} of ${available.join(', ')}` },
    ];
  } catch (error) {
    const [found = '', ...advice] = messageOf(error).split('\n');
    return [
      {
        ...{ name: 'addon', state: 'blocking', found },
        ...(advice.length > 0 && { advice: advice.join(' ').replace(/ +/g, ' ') }),
      },
    ];
  }
}

async function findTensorflow(): Promise<Finding[]> {
  const place = locateTensorflow();
  const remedy = place.found ? '' : `training is several times slower without; ${place.remedy}`;
  let notice: string | undefined;
  let backend: Backend;
  try {
    backend = await loadBackend({ onFallback: (words) => (notice = words) });
  } catch (error) {
    return [{ name: 'TensorFlow', state: 'blocking', found: messageOf(error) }];
  }
  const device: Finding = { name: 'device', state: 'fine', found: formatBackend(backend) };
  if (!place.found)
    return [{ name: 'TensorFlow', state: 'missing', found: place.reason, advice: remedy }, device];
  const { tensorflowVersion, route, folder } = place;
  const found = `${tensorflowVersion} (${route}) in ${folder}`;
  if (notice === undefined) return [{ name: 'TensorFlow', state: 'fine', found }, device];
  return [{ name: 'TensorFlow', state: 'missing', found, advice: notice }, device];
}

/** Whether things can be kept there, now or when it is made. */
async function findFolder(name: string, folder: string, advice: string): Promise<Finding> {
  try {
    await access(await nearest(folder), constants.W_OK);
    return { name, state: 'fine', found: `${folder}, ${formatBytes(await bytesIn(folder))}` };
  } catch (error) {
    const found = `${folder} cannot be written (${messageOf(error)})`;
    return { name, state: 'missing', found, advice };
  }
}

/** Of the files in a folder and below; 0 where there is none. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map(async (name) => {
    const found = await lstat(join(folder, name)).catch(() => undefined);
    return found?.isFile() === true ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The folder, or the one above it that is there. */
async function nearest(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    (error: unknown) => (error as NodeJS.ErrnoException).code !== 'ENOENT',
  );
  return there || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

async function findRecordings(env: NodeJS.ProcessEnv): Promise<Finding> {
  const name = 'corpus';
  try {
    const found = await findCorpus({ env });
    if (found === undefined)
      return {
        ...{ name, state: 'missing', found: 'none yet' },
        advice: 'the first run downloads RAVDESS (208 MB), or makes synthetic sounds',
      };
    const { clips, refused } = await readCorpus(found.path);
    const others = refused.length === 0 ? '' : `, ${counted(refused.length, 'other file')}`;
    return {
      name,
      state: 'fine',
      found: `${counted(clips.length, 'clip')} in ${found.path}${others}`,
    };
  } catch (error) {
    const advice = 'let PROSODIA_DATA name a folder of recordings, or unset it';
    return { name, state: 'blocking', found: messageOf(error), advice };
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

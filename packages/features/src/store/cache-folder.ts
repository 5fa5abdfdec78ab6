import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this program keeps what it can make again: the folder that `PROSODIA_CACHE` names, else one within the
 * user's cache folder. TensorFlow lies there too, in a folder of its own.
 */
export function userCacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const named = given('PROSODIA_CACHE');
  if (named !== undefined) return named;
  const local = platform === 'win32' ? given('LOCALAPPDATA') : undefined;
  if (local !== undefined) return join(local, 'prosodia', 'cache');
  return join(given('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'prosodia');
}

/** Where every command keeps features. */
export function featureStoreFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(userCacheFolder(env), 'features');
}

import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this program keeps corpora for the user: within the XDG data folder on Linux, Application
 * Support on macOS, the local application data on Windows.
 */
export function userDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'prosodia');
  if (platform === 'win32') {
    return join(nonEmpty(env.LOCALAPPDATA) ?? join(home, 'AppData', 'Local'), 'prosodia');
  }
  return join(nonEmpty(env.XDG_DATA_HOME) ?? join(home, '.local', 'share'), 'prosodia');
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

import { spawnSync } from 'node:child_process';

const TENSORFLOW = new URL('../tensorflow/', import.meta.url).href;
const ENDINGS = ['process.exit(0)', 'process.exitCode = 0', "process.kill(process.pid, 'SIGTERM')"];
/** To open the libraries takes about half of it. */
const LONGEST_MS = 300;

/**
 * Processes that end at random moments while TensorFlow's libraries are opened on their thread, by themselves, by a call
 * and by a signal, one way after the other.
 *
 * @param {{ count: number }} options how many
 */
export async function endings({ count }) {
  const wrong = [];
  for (let index = 0; index < count; index++) {
    const ending = ENDINGS[index % ENDINGS.length] ?? '';
    const ms = Math.floor(Math.random() * LONGEST_MS);
    const program = `
      import { locateTensorflow } from '${TENSORFLOW}locate.mjs';
      import { openTensorflow } from '${TENSORFLOW}load.mjs';
      openTensorflow(locateTensorflow());
      setTimeout(() => { ${ending} }, ${ms});`;
    const args = ['--input-type=module', '--eval', program];
    const { status, signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const fine = ending.includes('SIGTERM') ? signal === 'SIGTERM' : status === 0;
    if (!fine || stderr !== '') wrong.push({ ending, ms, status, signal, stderr });
  }
  const sound = wrong.length === 0;
  const told = `${count} processes that ended while TensorFlow was opened: ${wrong.length} ended otherwise`;
  return { sound, told: sound ? told : `${told}; ${JSON.stringify(wrong.slice(0, 3))}` };
}

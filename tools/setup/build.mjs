/**
 * Builds what the command line needs. What nx and the compilers say is shown only where something fails; `nx run-many
 * -p cli,dsp-native -t build build-native` shows it as it comes.
 */
import { run } from './_run.mjs';

const say = (/** @type {string} */ message) => process.stderr.write(`[build] ${message}\n`);

say('the addon in C++ and the packages; the first time it takes some minutes');
const targets = ['-p', 'cli,dsp-native', '-t', 'build', 'build-native'];
const nx = ['exec', '--', 'nx', 'run-many', ...targets, '--output-style=static'];
if (!run('npm', nx, { quiet: true })) {
  say('it failed; what was said is above');
  process.exit(1);
}
say('done');

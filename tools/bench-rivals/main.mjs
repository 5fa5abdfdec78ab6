import { existsSync } from 'node:fs';
import { installUnasked, packageManager } from '../setup/package-managers.mjs';
import { setUpCpp } from './cpp.mjs';
import { setUpNpm } from './npm.mjs';
import { setUpKeras, setUpPython, setUpTorch } from './python.mjs';
import { RIVALS } from './rivals.mjs';

// node tools/bench-rivals/main.mjs names | set-up dsp-native | model
// Prints JSON for that project's benchmark: all names, or { contenders, leftOut } as its contenders.mjs has them.

/** What makes each surroundings; it gives the interpreter of its programs, or why there is none. */
const SURROUNDINGS = {
  python: setUpPython,
  torch: setUpTorch,
  keras: setUpKeras,
  npm: setUpNpm,
  cpp: setUpCpp,
};

const [verb, benchmark] = process.argv.slice(2);
const rivals = Object.entries(RIVALS).find(([name]) => name === benchmark)?.[1];
if (rivals && verb === 'names') console.log(JSON.stringify(rivals.map(({ name }) => name)));
else if (rivals && verb === 'set-up') console.log(JSON.stringify(await setUp(rivals)));
else {
  const known = Object.keys(RIVALS).join(' or ');
  const received = [verb, benchmark].filter(Boolean).join(' ') || 'nothing';
  say(`Expected names or set-up, and ${known}, for the arguments but received ${received}`);
  process.exitCode = 2;
}

/**
 * Brings what the rivals need; one that cannot be had is left out, with the reason.
 *
 * @param {import('./rivals.mjs').Rival[]} rivals
 */
async function setUp(rivals) {
  installSystemPackages(new Set(rivals.map(({ surroundings }) => surroundings)));
  /** @type {Map<string, Awaited<ReturnType<typeof SURROUNDINGS[keyof typeof SURROUNDINGS]>>>} */
  const made = new Map();
  const contenders = [];
  /** @type {Map<string, string[]>} names by reason */
  const leftOut = new Map();
  for (const { surroundings, program, ...rival } of rivals) {
    const found = made.get(surroundings) ?? (await SURROUNDINGS[surroundings](say));
    made.set(surroundings, found);
    const interpreter = typeof found === 'function' ? found(program[0] ?? '') : found;
    if (interpreter instanceof Error) {
      const reason = interpreter.message;
      leftOut.set(reason, [...(leftOut.get(reason) ?? []), rival.name]);
    } else {
      const rest = surroundings === 'cpp' ? program.slice(1) : program; // a built program is its own interpreter
      const command = [interpreter, ...rest];
      contenders.push({ ...rival, command });
    }
  }
  return {
    contenders,
    leftOut: [...leftOut].map(([reason, names]) => ({ contenders: names, reason })),
  };
}

/**
 * On Debian as root; elsewhere what is missing shows in the reasons of those left out.
 *
 * @param {Set<string>} needed surroundings
 */
function installSystemPackages(needed) {
  const manager = packageManager();
  if (manager && needed.has('cpp') && !existsSync('/usr/include/fftw3.h')) {
    installUnasked(manager, ['fftw', 'kissfft', 'venv'], say);
  }
}

/** @param {string} message */
function say(message) {
  process.stderr.write(`bench-rivals: ${message}\n`);
}

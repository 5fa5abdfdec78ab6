import { existsSync } from 'node:fs';
import { installUnasked, packageManager } from '../setup/package-managers.mjs';
import { setUpCpp } from './cpp.mjs';
import { setUpNpm } from './npm.mjs';
import { setUpPython } from './python.mjs';
import { RIVALS } from './rivals.mjs';

// node tools/bench-rivals/main.mjs names | set-up
// Prints JSON for the benchmark of dsp-native: all names, or { contenders, leftOut } as its contenders.mjs has them.

const verb = process.argv[2];
if (verb === 'names') console.log(JSON.stringify(RIVALS.map(({ name }) => name)));
else if (verb === 'set-up') console.log(JSON.stringify(await setUp()));
else {
  say(`Expected names or set-up for the argument but received ${verb ?? 'nothing'}`);
  process.exitCode = 2;
}

/** Brings what the rivals need; one that cannot be had is left out, with the reason. */
async function setUp() {
  installSystemPackages();
  const { python, torch } = await setUpPython(say);
  const npm = setUpNpm(say);
  const built = setUpCpp(say);

  const contenders = [];
  /** @type {Map<string, string[]>} names by reason */
  const leftOut = new Map();
  for (const { surroundings, program, ...rival } of RIVALS) {
    const interpreter = { python, torch, npm, cpp: built(program[0] ?? '') }[surroundings];
    if (interpreter instanceof Error) {
      const reason = interpreter.message;
      leftOut.set(reason, [...(leftOut.get(reason) ?? []), rival.name]);
    } else {
      const command = surroundings === 'cpp' ? [interpreter] : [interpreter, ...program];
      contenders.push({ ...rival, command });
    }
  }
  return {
    contenders,
    leftOut: [...leftOut].map(([reason, names]) => ({ contenders: names, reason })),
  };
}

/** On Debian as root; elsewhere what is missing shows in the reasons of those left out. */
function installSystemPackages() {
  const manager = packageManager();
  if (manager && !existsSync('/usr/include/fftw3.h')) {
    installUnasked(manager, ['fftw', 'venv'], say);
  }
}

/** @param {string} message */
function say(message) {
  process.stderr.write(`bench-rivals: ${message}\n`);
}

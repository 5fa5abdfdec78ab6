import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const LOCATE = `
  const { locateTensorflow } = await import('./locate.mjs');
  const { openTensorflow } = await import('./load.mjs');
  const place = locateTensorflow();
  if (!place.openerPath) throw new Error('no opener; run: npx prosodia-tensorflow install');
`;

/** @param {string} program @param {NodeJS.ProcessEnv} [env] */
function runInChild(program, env = {}) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', LOCATE + program],
    {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      encoding: 'utf8',
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: undefined, ...env },
    },
  );
  return { status, signal, stdout, stderr };
}

const quiet = (stdout = '') => ({ status: 0, signal: null, stdout, stderr: '' });

it('opens the library that the binding needs, so that the binding finds it open', () => {
  const program = `
    const { createRequire } = await import('node:module');
    const require = createRequire(process.cwd() + '/');
    openTensorflow(place);
    const isOpen = require(place.openerPath).wait();
    const { TF_Version } = require(place.bindingPath);
    process.stdout.write(isOpen + ' ' + (TF_Version === place.tensorflowVersion));
  `;
  expect(runInChild(program)).toEqual(quiet('true true'));
});

it('prints nothing where a parent process has quieted TensorFlow for it', () => {
  const program = 'openTensorflow(place);';
  expect(runInChild(program, { TF_CPP_MIN_LOG_LEVEL: '2' })).toEqual(quiet());
});

it.each(['', 'process.exit(0);', 'process.exitCode = 0; setTimeout(() => process.exit(), 30);'])(
  'lets a process end while the libraries are being opened: %j',
  (ending) => {
    expect(runInChild(`openTensorflow(place); ${ending}`)).toEqual(quiet());
  },
);

it('lets a worker end while the libraries are being opened, and another one use them', () => {
  const program = `
    const { Worker } = await import('node:worker_threads');
    const { once } = await import('node:events');
    const code = ${JSON.stringify(`(async () => {${LOCATE} openTensorflow(place); })()`)};
    for (let i = 0; i < 2; i++) await once(new Worker(code, { eval: true }), 'exit');
    openTensorflow(place);
  `;
  expect(runInChild(program)).toEqual(quiet());
});

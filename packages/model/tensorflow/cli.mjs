#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { installTensorflow } from './install.mjs';
import { locateTensorflow } from './locate.mjs';
import { platformKey } from './releases.mjs';

const USAGE = `prosodia-tensorflow: brings TensorFlow for @prosodia/model, into a cache of yours

  prosodia-tensorflow status              whether it is there, and where
  prosodia-tensorflow install             builds it from the wheel on the Python package index
  prosodia-tensorflow install --gpu       the same for GPUs of NVIDIA (Linux x64, 2.9 GB); where none is seen, for the CPU
  prosodia-tensorflow install --official  lets tfjs-node download its own libtensorflow

  All may be there; the one asked for last is used, and asking again for it fetches nothing.

  --json  the result as one JSON object on stdout
  PROSODIA_CACHE moves the cache; PIP_INDEX_URL names another index; CXX another compiler.
`;

const WAYS = `Ways to have TensorFlow:
  - npx prosodia-tensorflow install             needs the Python package index, the npm registry and a C++ compiler
  - npx prosodia-tensorflow install --official  needs the download host of libtensorflow
  - pip download the wheel elsewhere, and point PIP_FIND_LINKS at its folder
`;

/** @param {string[]} argv */
async function main(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      official: { type: 'boolean', default: false },
      gpu: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [command] = positionals;
  const wrong = positionals.length !== 1 || !['status', 'install'].includes(command);
  if (values.help || wrong || (values.official && values.gpu)) {
    process[values.help ? 'stdout' : 'stderr'].write(USAGE);
    return values.help ? 0 : 2;
  }
  const say = (/** @type {string} */ message) => process.stderr.write(`${message}\n`);
  const result =
    command === 'install'
      ? await installTensorflow({ official: values.official, gpu: values.gpu, say })
      : locateTensorflow();
  process.stdout.write(
    values.json ? `${JSON.stringify(result, null, 2)}\n` : `${sentence(result)}\n`,
  );
  return result.found ? 0 : 1;
}

/** @param {import('./locate.d.mts').Location | import('./locate.d.mts').Absence} result */
function sentence(result) {
  return result.found
    ? `TensorFlow ${result.tensorflowVersion} (${result.route}) for tfjs-node ${result.tfjsNodeVersion} in ${result.folder}`
    : `${result.reason}; run: ${result.remedy}`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  const usage = code?.startsWith('ERR_PARSE_ARGS');
  const advice = usage ? USAGE : `TensorFlow could not be had on ${platformKey()}.\n${WAYS}`;
  process.stderr.write(`${code ?? 'error'}: ${message}\n\n${advice}`);
  process.exitCode = usage ? 2 : 1;
}

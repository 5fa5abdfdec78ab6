import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TensorflowError } from './_errors.mjs';
import { run } from './_run.mjs';
import { TFJS_NODE } from './releases.mjs';

/**
 * Fetches tfjs-node's own package (JavaScript and the sources of its binding) with the npm client,
 * which knows the user's registry, and unpacks it as `folder`/package. Its install script never runs.
 *
 * @param {string} folder exists
 * @returns {Promise<string>} the unpacked package
 */
export async function fetchTfjsNode(folder) {
  const spec = `@tensorflow/tfjs-node@${TFJS_NODE.version}`;
  const { ok, stderr } = await run('npm', ['pack', spec, '--silent', '--pack-destination', '.'], {
    cwd: folder,
    quiet: true,
  });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!ok || !archive) {
    throw new TensorflowError(
      'TENSORFLOW_UNREACHABLE',
      `Expected ${spec} from the npm registry but received ${stderr.trim() || 'nothing'}`,
    );
  }
  const bytes = await readFile(join(folder, archive));
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (integrity !== TFJS_NODE.integrity) {
    throw new TensorflowError(
      'TENSORFLOW_CHECKSUM',
      `Expected ${TFJS_NODE.integrity} for ${spec} but received ${integrity}`,
    );
  }
  const unpacked = await run('tar', ['-xzf', archive], { cwd: folder, quiet: true });
  if (!unpacked.ok) {
    throw new TensorflowError(
      'TENSORFLOW_UNPACK',
      `tar could not unpack ${archive}: ${unpacked.stderr}`,
    );
  }
  return join(folder, 'package');
}

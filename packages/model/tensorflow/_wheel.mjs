import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TensorflowError } from './_errors.mjs';
import { run } from './_run.mjs';

/** The Python package index, for machines without Python; pip knows its own. */
const indexUrl = () => (process.env.PIP_INDEX_URL || 'https://pypi.org/simple').replace(/\/$/, '');

/**
 * @typedef {import('./releases.mjs').Wheel} Wheel
 * @typedef {(message: string) => void} Say
 */

/**
 * Puts the wheel into `folder`: with pip where there is one (it knows the user's mirrors, proxies
 * and caches), else straight from the index.
 *
 * @param {Wheel} wheel
 * @param {string} folder exists
 * @param {Say} say
 * @returns {Promise<string>} its path; its hash is right
 */
export async function fetchWheel(wheel, folder, say) {
  const file = join(folder, wheel.file);
  if (!existsSync(file)) {
    const pip = await findPip();
    if (!pip || !(await downloadWithPip(pip, wheel, folder, say))) {
      await downloadFromIndex(wheel, file, say);
    }
  }
  const sha256 = await sha256Of(file);
  if (sha256 !== wheel.sha256) {
    await rm(file);
    throw new TensorflowError(
      'TENSORFLOW_CHECKSUM',
      `Expected sha256 ${wheel.sha256} for ${wheel.file} but received ${sha256}`,
    );
  }
  return file;
}

/** @returns {Promise<string[] | undefined>} the words that start pip */
async function findPip() {
  for (const python of ['python3', 'python']) {
    const pip = [python, '-m', 'pip'];
    if ((await run(python, ['-m', 'pip', '--version'], { quiet: true })).ok) return pip;
  }
  return undefined;
}

/**
 * @param {string[]} pip
 * @param {Wheel} wheel
 * @param {string} folder
 * @param {Say} say
 */
async function downloadWithPip([program, ...args], wheel, folder, say) {
  say(`TensorFlow: fetching ${wheel.file} (${megabytes(wheel.bytes)}) with pip`);
  const requirements = join(folder, 'requirements.txt');
  const pin = `${wheel.project}==${wheel.version} --hash=sha256:${wheel.sha256}\n`;
  await writeFile(requirements, pin);
  const { ok } = await run(program, [
    ...args,
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--require-hashes',
    `--platform=${wheel.pipPlatform}`,
    '--python-version=3.11',
    '--implementation=cp',
    '--abi=cp311',
    '--disable-pip-version-check',
    `--dest=${folder}`,
    `--requirement=${requirements}`,
  ]);
  if (!ok) say('TensorFlow: pip could not bring it, trying the package index directly');
  return ok;
}

/**
 * @param {Wheel} wheel
 * @param {string} file
 * @param {Say} say
 */
async function downloadFromIndex(wheel, file, say) {
  const page = `${indexUrl()}/${wheel.project}/`;
  say(`TensorFlow: fetching ${wheel.file} (${megabytes(wheel.bytes)}) from ${new URL(page).host}`);
  const part = `${file}.part`;
  try {
    const listing = await fetchOrThrow(page, { accept: 'text/html' });
    const link = findLink(await listing.text(), wheel.file);
    const response = await fetchOrThrow(new URL(link, listing.url || page).href, {});
    const body = Readable.fromWeb(/** @type {any} */ (response.body));
    await pipeline(body, tellProgress(wheel.bytes, say), createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    throw new TensorflowError(
      'TENSORFLOW_UNREACHABLE',
      `Expected ${wheel.file} from ${new URL(page).host} but received ${describe(error)}`,
      { cause: error },
    );
  }
}

/**
 * @param {string} url
 * @param {Record<string, string>} headers
 */
async function fetchOrThrow(url, headers) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response;
}

/**
 * @param {string} html a page of the simple index (PEP 503)
 * @param {string} name
 */
function findLink(html, name) {
  for (const [, href] of html.matchAll(/href="([^"]+)"/g)) {
    if (href.replace(/[#?].*$/, '').endsWith(`/${name}`)) return href.replaceAll('&amp;', '&');
  }
  throw new Error('a page that does not list it');
}

/**
 * A line each tenth of the way, readable in a terminal and in a log.
 *
 * @param {number} total bytes
 * @param {Say} say
 */
function tellProgress(total, say) {
  let received = 0;
  let told = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      received += chunk.length;
      const tenths = Math.floor((10 * received) / total);
      if (tenths > told) say(`TensorFlow: ${megabytes(received)} of ${megabytes(total)}`);
      told = tenths;
      done(null, chunk);
    },
  });
}

/** @param {string} file */
async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** @param {number} bytes */
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** @param {any} error fetch hides its reason in `cause` */
const describe = (error) => error.cause?.code ?? error.cause?.message ?? error.message;

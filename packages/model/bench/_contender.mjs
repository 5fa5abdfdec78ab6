import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The program around a contender written in JavaScript; README.md says what the runner expects of it.
 *
 * @typedef {object} Job
 * @property {import('@prosodia/model').NetworkSpec} network
 * @property {import('@prosodia/model').TrainingSettings} settings
 * @property {{ x: Float32Array, y: Int32Array, rows: number, width: number }} train
 * @property {number} classes
 * @property {number} batchSize
 * @property {number} epochs warm-up included
 * @property {(loss: number) => void} onEpoch to be called at each epoch's end
 *
 * @param {(job: Job) => Promise<string>} run gives what ran, with versions
 */
export async function contend(run) {
  const [folder = '', batchSize, epochs, warmUp] = process.argv.slice(2);
  /** @param {string} name */
  const read = (name) => readFileSync(join(folder, name));
  const { rows, width, classes } = JSON.parse(read('shape.json').toString());
  const train = {
    x: new Float32Array(exact(read('x.f32'))),
    y: new Int32Array(exact(read('y.i32'))),
    rows,
    width,
  };
  /** @type {number[]} */
  const losses = [];
  /** @type {number[]} from one epoch's end to the next one's, so that nothing between two epochs is left out */
  const times = [];
  let begin = performance.now();
  const version = await run({
    network: JSON.parse(read('network.json').toString()),
    settings: JSON.parse(read('settings.json').toString()),
    train,
    classes,
    batchSize: Number(batchSize),
    epochs: Number(warmUp) + Number(epochs),
    onEpoch(loss) {
      const now = performance.now();
      times.push(now - begin);
      begin = now;
      losses.push(loss);
    },
  });
  const msPerEpoch = times.slice(Number(warmUp));
  console.log(JSON.stringify({ version, losses, msPerEpoch }));
}

/** @param {Buffer} bytes */
const exact = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

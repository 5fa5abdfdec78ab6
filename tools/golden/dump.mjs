/**
 * Our side of agreement.py, as files of float32.
 *   node dump.mjs clips   PATHS.txt OUT.f32               259 values of each path
 *   node dump.mjs samples LENGTHS.txt SAMPLES.f32 OUT.f32  log-mel spectrograms of ready 44.1 kHz samples
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { extract, logMelSpectrogram } from '@prosodia/dsp-native';

const [command, ...files] = process.argv.slice(2);
const lines = (/** @type {string} */ file) => readFileSync(file, 'utf8').trimEnd().split('\n');

if (command === 'clips') {
  const [list, out] = files;
  const { values, failures } = await extract(lines(list));
  if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join('\n'));
  writeFileSync(out, values);
} else {
  const [list, samplesFile, out] = files;
  const bytes = readFileSync(samplesFile);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  let start = 0;
  const spectrograms = lines(list).map((length) => {
    const end = start + Number(length);
    const { values } = logMelSpectrogram(samples.subarray(start, end));
    start = end;
    return Buffer.from(values.buffer);
  });
  writeFileSync(out, Buffer.concat(spectrograms));
}

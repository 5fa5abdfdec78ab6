const SAMPLE_RATE = 48000;
const SECONDS = 3.6;

/**
 * A 16-bit mono WAV file that sounds somewhat like a voice: harmonics of a swaying pitch in syllables,
 * and breath. The same bytes for the same seed.
 *
 * @param {number} seed
 * @returns {Buffer}
 */
export function syntheticWav(seed) {
  const noise = noiseSource(seed);
  const pitch = 100 + 120 * Math.abs(noise());
  const samples = new Int16Array(SAMPLE_RATE * SECONDS);
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    const seconds = i / SAMPLE_RATE;
    phase +=
      (2 * Math.PI * pitch * (1 + 0.1 * Math.sin(2 * Math.PI * 1.3 * seconds))) / SAMPLE_RATE;
    const loudness = 0.5 - 0.5 * Math.cos(2 * Math.PI * 3 * seconds);
    let voice = 0;
    for (let harmonic = 1; harmonic <= 20; harmonic++)
      voice += Math.sin(harmonic * phase) / harmonic;
    samples[i] = 32767 * (0.2 * loudness * voice + 0.005 * noise());
  }
  return Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]);
}

/** @param {number} seed @returns {() => number} uniform in [-1, 1) */
function noiseSource(seed) {
  let state = (seed + 1) >>> 0;
  // Numerical Recipes' linear congruential generator: it need not be good, only the same everywhere.
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
}

/** @param {number} dataBytes */
function header(dataBytes) {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // channels
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(2 * SAMPLE_RATE, 28); // bytes a second
  bytes.writeUInt16LE(2, 32); // bytes a frame
  bytes.writeUInt16LE(16, 34); // bits a sample
  bytes.write('data', 36);
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}

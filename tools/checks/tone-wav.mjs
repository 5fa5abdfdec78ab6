const RATE = 48_000;
const SECONDS = 4;

/** @returns {Buffer} a WAV file: four seconds of a tone, 48 kHz, mono, 16 bit */
export function toneWav() {
  const frames = RATE * SECONDS;
  const wav = Buffer.alloc(44 + 2 * frames);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + 2 * frames, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(2 * RATE, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * frames, 40);
  for (let n = 0; n < frames; n++) {
    wav.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 220 * n) / RATE)), 44 + 2 * n);
  }
  return wav;
}

/** A WAV file of one channel with 16-bit samples; what lies beyond [-1, 1) is cut off. */
export function encodeWav(samples: Float32Array, sampleRate: number): Uint8Array {
  const header = 44;
  const bytesPerSample = 2;
  const dataBytes = samples.length * bytesPerSample;
  const file = Buffer.alloc(header + dataBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(header - 8 + dataBytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16); // bytes of the format chunk
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * bytesPerSample, 28);
  file.writeUInt16LE(bytesPerSample, 32);
  file.writeUInt16LE(8 * bytesPerSample, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  const view = new DataView(file.buffer, file.byteOffset + header, dataBytes);
  for (let i = 0; i < samples.length; i++) {
    const level = Math.round((samples[i] ?? 0) * 32768);
    view.setInt16(i * bytesPerSample, Math.min(32767, Math.max(-32768, level)), true);
  }
  return file;
}

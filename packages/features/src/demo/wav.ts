/**
 * A WAV file of one channel with 16-bit samples; what lies beyond [-1, 1) is cut off.
 *
 * @param comment ASCII; where there is one it stands before the samples, as RIFF's INFO has it
 */
export function encodeWav(samples: Float32Array, sampleRate: number, comment = ''): Uint8Array {
  const info = infoChunk(comment);
  const header = 44 + info.length;
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
  info.copy(file, 36);
  file.write('data', header - 8, 'latin1');
  file.writeUInt32LE(dataBytes, header - 4);
  const view = new DataView(file.buffer, file.byteOffset + header, dataBytes);
  for (let i = 0; i < samples.length; i++) {
    const level = Math.round((samples[i] ?? 0) * 32768);
    view.setInt16(i * bytesPerSample, Math.min(32767, Math.max(-32768, level)), true);
  }
  return file;
}

/** `LIST` of `INFO` with one `ICMT`, or nothing. */
function infoChunk(comment: string): Buffer {
  if (comment === '') return Buffer.alloc(0);
  const textBytes = comment.length + 1; // with its final zero
  const chunk = Buffer.alloc(20 + textBytes + (textBytes % 2));
  chunk.write('LIST', 0, 'latin1');
  chunk.writeUInt32LE(chunk.length - 8, 4);
  chunk.write('INFOICMT', 8, 'latin1');
  chunk.writeUInt32LE(textBytes, 16);
  chunk.write(comment, 20, 'latin1');
  return chunk;
}

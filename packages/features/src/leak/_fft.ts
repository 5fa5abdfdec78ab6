/** Forward transforms of one length, a power of two, of complex numbers in place. */
export function createFft(length: number): (real: Float64Array, imaginary: Float64Array) => void {
  const bits = Math.log2(length);
  const reversed = Uint32Array.from({ length }, (_, i) => {
    let mirrored = 0;
    for (let bit = 0; bit < bits; bit++) mirrored |= ((i >> bit) & 1) << (bits - 1 - bit);
    return mirrored;
  });
  const angle = (i: number): number => (-2 * Math.PI * i) / length;
  const cosines = Float64Array.from({ length: length / 2 }, (_, i) => Math.cos(angle(i)));
  const sines = Float64Array.from({ length: length / 2 }, (_, i) => Math.sin(angle(i)));

  return (real, imaginary) => {
    for (let i = 0; i < length; i++) {
      const j = reversed[i] ?? 0;
      if (j <= i) continue;
      swap(real, i, j);
      swap(imaginary, i, j);
    }
    for (let half = 1; half < length; half *= 2) {
      const step = length / (2 * half);
      for (let start = 0; start < length; start += 2 * half)
        for (let i = 0; i < half; i++) {
          const a = start + i;
          const b = a + half;
          const cosine = cosines[i * step] ?? 0;
          const sine = sines[i * step] ?? 0;
          const x = (real[b] ?? 0) * cosine - (imaginary[b] ?? 0) * sine;
          const y = (real[b] ?? 0) * sine + (imaginary[b] ?? 0) * cosine;
          real[b] = (real[a] ?? 0) - x;
          imaginary[b] = (imaginary[a] ?? 0) - y;
          real[a] = (real[a] ?? 0) + x;
          imaginary[a] = (imaginary[a] ?? 0) + y;
        }
    }
  };
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i] ?? 0;
  values[i] = values[j] ?? 0;
  values[j] = kept;
}

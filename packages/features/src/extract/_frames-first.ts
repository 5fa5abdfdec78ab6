/**
 * A spectrogram the other way round, frames x bands instead of bands x frames, with the frames that a clip lacks as
 * quiet as its quietest value.
 *
 * @param frames how many the clip has, 1 or more
 * @param into as many values as `row`
 */
export function framesFirst(
  row: Float32Array,
  bands: number,
  frames: number,
  into: Float32Array,
): void {
  const maxFrames = row.length / bands;
  let quietest = Infinity;
  for (let band = 0; band < bands; band++)
    for (let frame = 0; frame < frames; frame++) {
      const value = row[band * maxFrames + frame] ?? 0;
      into[frame * bands + band] = value;
      quietest = Math.min(quietest, value);
    }
  into.fill(quietest, frames * bands);
}

import { PITCH_ROWS } from './_voice-rows.js';
import { type ExtractedFiles } from './extracted-files.js';
import { type ExtractionSettings } from './feature-set.js';

/**
 * A warning for each row of the native pass in which nothing happens: all its frames are the same, to the bit, as those
 * of digital silence are. A single frame tells nothing.
 */
export function silenceWarnings(
  { output, nMels, offsetSeconds, durationSeconds }: ExtractionSettings,
  { values, width, nFrames }: Pick<ExtractedFiles, 'values' | 'width' | 'nFrames'>,
): ExtractedFiles['warnings'] {
  const bands = output === 'band-mean' ? 1 : nMels;
  const maxFrames = width / (bands + (output === 'log-mel-pitch' ? PITCH_ROWS : 0));
  const isSilent = (row: number, frames: number): boolean => {
    for (let band = 0; band < bands; band++) {
      const start = row * width + band * maxFrames;
      for (let frame = 1; frame < frames; frame++)
        if (values[start + frame] !== values[start]) return false;
    }
    return true;
  };
  const part = `${offsetSeconds} to ${offsetSeconds + durationSeconds} s`;
  const message = `no sound in the part that is heard (${part}), so whatever a model says of it means nothing`;
  return [...nFrames].flatMap((frames, index) =>
    frames > 1 && isSilent(index, frames) ? [{ index, message }] : [],
  );
}

import { silenceWarnings } from './_silence.js';
import { type ExtractedFiles } from './extracted-files.js';
import { type FeatureSet } from './feature-set.js';

/**
 * The rows of a feature set, of what the native pass gave; the row of a failed file stays 0. Where there is no sound
 * a warning says so.
 */
export function featureRows(
  { extraction, transform, width }: FeatureSet,
  extracted: ExtractedFiles,
): ExtractedFiles {
  const warnings = [...extracted.warnings, ...silenceWarnings(extraction, extracted)].sort(
    (a, b) => a.index - b.index, // as rows that were kept come
  );
  if (transform === undefined) return { ...extracted, warnings };
  const values = new Float32Array(extracted.nFrames.length * width);
  extracted.nFrames.forEach((frames, row) => {
    if (frames === 0) return;
    const { width: native } = extracted;
    const own = extracted.values.subarray(row * native, (row + 1) * native);
    transform(own, frames, values.subarray(row * width, (row + 1) * width));
  });
  return { ...extracted, values, width, warnings };
}

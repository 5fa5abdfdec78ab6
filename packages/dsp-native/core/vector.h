#pragma once

#include <cstddef>
#include <span>

/** The vector stage: a spectrogram of any length as a row of fixed width. */
namespace prosodia {

/**
 * The mean over all bands of each of the first `row.size()` frames. `spectrogram` is [bands x frames],
 * row-major.
 */
void bandMeans(std::span<const float> spectrogram, std::size_t frames, std::span<float> row);

}  // namespace prosodia

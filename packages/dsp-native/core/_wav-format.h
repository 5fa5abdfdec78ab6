#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "error.h"
#include "wav.h"

/** The 'fmt ' chunk; private to the wav stage. */
namespace prosodia {

/** As many bytes of a 'fmt ' chunk as are ever looked at. */
inline constexpr std::size_t wavFormatBytes = 40;

/** An unsigned integer of `count` bytes, at most 8. */
std::uint64_t wavNumber(const std::uint8_t* bytes, std::size_t count, bool bigEndian);

/**
 * Fills in what the chunk says of the samples. `content` is its beginning, `body` the byte offset of that; of
 * `header` the byte order is known already. Errors: WAV_FORMAT_INVALID, WAV_FORMAT_UNSUPPORTED, WAV_LIMIT.
 */
Check parseWavFormat(std::span<const std::uint8_t> content, std::uint64_t body, const WavLimits& limits,
                     WavHeader& header);

}  // namespace prosodia

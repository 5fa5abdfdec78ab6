#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "error.h"
#include "kernels/kernel.h"

/** The triangular bands of the mel stage, on Slaney's mel scale. */
namespace prosodia {

/** librosa.filters.mel's arguments; scale and area normalisation are Slaney's (htk=False, norm="slaney"). */
struct MelBands {
  double sampleRate = 44100;  ///< hertz, finite, > 0
  std::uint32_t nFft = 2048;  ///< even, 4 to 65536
  std::uint32_t nMels = 128;  ///< 1 to 4096
  double fMin = 0;            ///< hertz, 0 <= fMin < fMax
  double fMax = 8000;         ///< hertz, at most sampleRate / 2

  bool operator==(const MelBands&) const = default;
};

/** A filterbank kept as what is not zero: for each band its first bin and the weights from there on. */
struct MelFilterbank {
  std::vector<std::uint32_t> firstBin;     ///< [nMels]
  std::vector<std::uint32_t> weightStart;  ///< [nMels + 1], where each band's weights begin in `weights`
  std::vector<double> weights;
  std::vector<float> singleWeights;  ///< the same in single precision
  std::uint32_t binLimit = 0;        ///< bins from here on touch no band
  /** [nMels], how much noise in the bins shows in a band: the sum of its squared weights over that of its
   * weights. */
  std::vector<float> noise;

  /** Errors: INVALID_OPTION. A band too narrow to hold any bin has no weights, as in librosa. */
  static Result<MelFilterbank> create(const MelBands& bands);

  /** The matrix librosa.filters.mel returns, [nMels x (nFft / 2 + 1)], row-major. */
  void writeDense(std::uint32_t binCount, std::span<float> matrix) const;

  /** As the kernels take it, with weights of either precision. */
  template <class Real>
  MelTables<Real> tables(const std::vector<Real>& ofPrecision) const {
    return {firstBin.size(), firstBin.data(), weightStart.data(), ofPrecision.data(), binLimit};
  }
};

}  // namespace prosodia

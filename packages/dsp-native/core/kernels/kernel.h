#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "../error.h"

/**
 * The interface of the instruction-set kernels. One file per set implements it from the generic sources
 * beside
 * (`_frames.h`, `_filter.h`); select.cpp chooses one when a plan is built. Only that one file is compiled
 * with the set's flags, so nothing but plain pointers and numbers crosses this border.
 */
namespace prosodia {

/** What all frames of one plan share. */
struct FrameTables {
  std::size_t nFft;
  std::size_t hopLength;
  const double* window;   ///< [nFft], half of the analysis window
  const double* cosines;  ///< [nFft / 2 + 1], cos(2 pi k / nFft)
  const double* sines;    ///< [nFft / 2 + 1], sin(2 pi k / nFft)
  void* transform;        ///< what createTransform(nFft / 2) gave; never written to
};

/** A sparse filterbank, see MelFilterbank. */
struct MelTables {
  std::size_t nMels;
  const std::uint32_t* firstBin;
  const std::uint32_t* weightStart;
  const double* weights;
  std::size_t binLimit;
};

/** A polyphase filter, see resample.cpp for how the coefficients are laid out. */
struct FilterTables {
  std::uint64_t from;  ///< reduced: an output sample advances the input by from / to samples
  std::uint64_t to;
  std::size_t taps;           ///< even
  std::size_t phases;         ///< rows of `coefficients`; when below `to`, neighbouring rows are interpolated
  const float* coefficients;  ///< [phases + 1, taps]
};

/** One instruction set's way to do the inner work. All pointers lead to memory the caller sized. */
struct Kernel {
  const char* name;

  /** kissfft's plan for a complex transform of `size` points; shared by threads, given back by
   * destroyTransform. */
  void* (*createTransform)(std::size_t size);
  void (*destroyTransform)(void* transform);

  /** Doubles of working memory for one call of `spectra` or `melPower`. */
  std::size_t (*scratchDoubles)(std::size_t nFft);

  /** Frame t is padded[t * hopLength ... + nFft). Outputs [nFft / 2 + 1 x frameCount]. */
  void (*spectra)(const FrameTables& tables, const float* padded, std::size_t frameCount, double* scratch,
                  float* real, float* imaginary);

  /** Output [nMels x frameCount]. */
  void (*melPower)(const FrameTables& tables, const MelTables& mel, const float* padded,
                   std::size_t frameCount, double* scratch, float* power);

  /** Output samples `firstOutput` and on of a filter with any number of taps and phases. */
  void (*filter)(const FilterTables& tables, const float* input, std::size_t inputLength,
                 std::uint64_t firstOutput, float* output, std::size_t outputLength);

  /** Floats of working memory for one call of `filterStretches`. */
  std::size_t (*stretchScratchFloats)(const FilterTables& tables);

  /** All output samples of a filter that has a row for each phase; faster, and sums in the order of the taps.
   */
  void (*filterStretches)(const FilterTables& tables, const float* input, std::size_t inputLength,
                          float* output, std::size_t outputLength, float* scratch);
};

/** The kernels this CPU can run, the best one first. */
std::vector<const Kernel*> availableKernels();

/**
 * The kernel of that name; for an empty name the one PROSODIA_KERNEL names, and without it the best.
 * Errors: INVALID_OPTION for a name that is unknown or that this CPU cannot run.
 */
Result<const Kernel*> chooseKernel(std::string_view name);

}  // namespace prosodia

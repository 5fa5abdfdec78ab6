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

/** A complex transform; its two precisions go two ways, see docs/decisions/0006. */
template <class Real>
struct TransformTables;

/** The fast one, a sequence of small transforms; see transform.h. */
template <>
struct TransformTables<float> {
  const std::uint32_t* radices;  ///< of 2, 3, 4, 5 and 8; their product is the size
  const float* twiddles;         ///< for each stage but the last, see transform.cpp
  const std::uint32_t* place;    ///< [size], where each bin comes to lie
};

/** The exact one, kissfft's. */
template <>
struct TransformTables<double> {
  const void* plan;  ///< what createExactTransform gave; never written to
};

/** What all frames of one plan share. */
template <class Real>
struct FrameTables {
  std::size_t nFft;
  std::size_t hopLength;
  const Real* window;               ///< [nFft], half of the analysis window
  const Real* cosines;              ///< [nFft / 4 + 1], cos(2 pi k / nFft)
  const Real* sines;                ///< [nFft / 4 + 1], sin(2 pi k / nFft)
  TransformTables<Real> transform;  ///< of nFft / 2 points
};

/** A sparse filterbank, see MelFilterbank. */
template <class Real>
struct MelTables {
  std::size_t nMels;
  const std::uint32_t* firstBin;
  const std::uint32_t* weightStart;
  const Real* weights;
  std::size_t binLimit;
};

/**
 * Where the power of bins goes: that of bin firstBin + i of frame t to power[i * stride + t], and the sum of
 * all but bin 0, in their order, to total[t].
 */
struct BinRows {
  std::size_t firstBin;
  std::size_t binCount;
  float* power;
  float* total;
};

/** A polyphase filter, see polyphase.h for how the coefficients are laid out. */
struct FilterTables {
  std::uint64_t from;  ///< reduced: an output sample advances the input by from / to samples
  std::uint64_t to;
  std::size_t taps;           ///< even
  std::size_t phases;         ///< rows of `coefficients`; when below `to`, neighbouring rows are interpolated
  const float* coefficients;  ///< [phases + 1, taps]
};

/** A polyphase filter with a row for each phase, laid out for the lanes of one kernel, see block-filter.h. */
struct BlockTables {
  std::size_t inputs;  ///< samples of a period, or of a few
  std::size_t outputs;
  std::size_t
      blocks;        ///< of floatLanes output samples each, the last of which may reach into the next period
  std::size_t taps;  ///< of a block
  const std::size_t* firstInput;  ///< [blocks], what tap 0 of lane 0 meets
  const float* coefficients;      ///< [blocks, taps, floatLanes]
};

/**
 * Periods that filterBlocks filters at once, so that a coefficient is loaded for all and no addition waits
 * for the one before. Each of those left over takes nearly as long as all of them.
 */
constexpr std::size_t blockPeriods = 6;

/** Columns that rowProducts may take at once, a multiple of every kernel's vectors. */
constexpr std::size_t rowProductColumns = 32;

/** One instruction set's way to do the inner work. All pointers lead to memory the caller sized. */
struct Kernel {
  const char* name;

  /** kissfft's plan for `size` points; shared by threads, given back by destroyExactTransform. */
  void* (*createExactTransform)(std::size_t size);
  void (*destroyExactTransform)(void* plan);

  /** Floats of working memory for one call of what works on frames. */
  std::size_t (*frameScratchFloats)(std::size_t nFft, std::size_t hopLength);

  /** Frame t is signal[t * hopLength ... + nFft). Outputs [nFft / 2 + 1 x frameCount]. */
  void (*spectra)(const FrameTables<double>& tables, const float* signal, std::size_t frameCount,
                  float* scratch, float* real, float* imaginary);

  /**
   * Band b of frame t becomes power[b * stride + t]. `bins`, unless null, gets what it asks for.
   */
  void (*melPower)(const FrameTables<double>& tables, const MelTables<double>& mel, const float* signal,
                   std::size_t frameCount, float* scratch, float* power, std::size_t stride,
                   const BinRows* bins);

  /** Both in single precision: twice as fast, and off by some -138 dB of what is in the frame. */
  void (*spectraSingle)(const FrameTables<float>& tables, const float* signal, std::size_t frameCount,
                        float* scratch, float* real, float* imaginary);
  void (*melPowerSingle)(const FrameTables<float>& tables, const MelTables<float>& mel, const float* signal,
                         std::size_t frameCount, float* scratch, float* power, std::size_t stride,
                         const BinRows* bins);

  /** The sum of the products, added up in an order that is the same for every kernel. */
  float (*dot)(const float* a, const float* b, std::size_t count);

  /** Output samples `firstOutput` and on of a filter with any number of taps and phases. */
  void (*filter)(const FilterTables& tables, const float* input, std::size_t inputLength,
                 std::uint64_t firstOutput, float* output, std::size_t outputLength);

  /** Output samples that filterBlocks computes at once. */
  std::size_t floatLanes;

  /**
   * All output samples of that many periods, summed in the order of the taps. `output` takes up to floatLanes
   * - 1 samples more: those that come next.
   */
  void (*filterBlocks)(const BlockTables& tables, const float* input, std::size_t periods, float* output);

  /**
   * `weights` [rows x count] times `values`, of which row k begins at values[k * stride], become `sums` [rows
   * x sumsStride]; summed in the order of the count. Of the columns the first `columns` and up to
   * rowProductColumns - 1 more are read and written.
   */
  void (*rowProducts)(const float* weights, std::size_t rows, std::size_t count, const float* values,
                      std::size_t stride, std::size_t columns, float* sums, std::size_t sumsStride);

  /**
   * 10 log10(power) - refDb, at least leastDb; returns the largest, minus infinity for none. Powers are not
   * negative. `decibels` may be `power`.
   */
  float (*toDecibels)(const float* power, std::size_t count, float refDb, float leastDb, float* decibels);

  /** Lifts what lies below `floorDb` to it. */
  void (*raiseTo)(float floorDb, float* decibels, std::size_t count);
};

/** The kernels this CPU can run, the best one first. */
std::vector<const Kernel*> availableKernels();

/**
 * The kernel of that name; for an empty name the one PROSODIA_KERNEL names, and without it the best.
 * Errors: INVALID_OPTION for a name that is unknown or that this CPU cannot run.
 */
Result<const Kernel*> chooseKernel(std::string_view name);

}  // namespace prosodia

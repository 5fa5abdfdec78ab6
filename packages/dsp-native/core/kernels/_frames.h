#pragma once

/** Frames to spectra and mel power, one frame in each lane; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <stdint.h>

#include "_columns.h"
#include "_kissfft.h"
#include "_transform.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** In either precision; where there is no vector, a double takes more than a float. */
inline size_t frameScratchFloats(size_t nFft, size_t hopLength) {
  const size_t half = nFft / 2;
  const size_t vectors = 4 * half + half + 1 + 1;  // transform, power, and one to begin on a boundary
  const size_t offsets = wholeBlocks(nFft) * sizeof(size_t) / sizeof(float);
  return sizeof(Doubles) / sizeof(float) * vectors + columnFloats(columnSizes(nFft, hopLength)) + offsets;
}

template <class Real>
struct FrameMemory {
  /** [nFft], where each sample of the first frame lies in `columns`; as wide as an address, because GCC takes
   * narrower ones there by way of a vector register. */
  size_t* offsets;
  Complex<Real>* input;  ///< [nFft / 2], for a transform that is not in place
  Complex<Real>* bins;   ///< [nFft / 2]
  Wide<Real>* power;     ///< [nFft / 2 + 1]
  float* columns;
};

template <class Real>
inline FrameMemory<Real> layOut(float* scratch, const FrameTables<Real>& tables, const ColumnSizes& sizes) {
  FrameMemory<Real> memory;
  memory.offsets = reinterpret_cast<size_t*>(aligned(scratch));
  memory.input = reinterpret_cast<Complex<Real>*>(memory.offsets + wholeBlocks(tables.nFft));
  memory.bins = memory.input + tables.nFft / 2;
  memory.power = reinterpret_cast<Wide<Real>*>(memory.bins + tables.nFft / 2);
  memory.columns = reinterpret_cast<float*>(memory.power + tables.nFft / 2 + 1);
  for (size_t row = 0, n = 0; n < tables.nFft; ++row) {
    for (size_t column = 0; column < tables.hopLength && n < tables.nFft; ++column, ++n) {
      memory.offsets[n] = column * sizes.stride + row;
    }
  }
  return memory;
}

/** Windowed samples of a round of frames as complex numbers, even samples real and odd ones imaginary. */
template <class Real>
struct WindowedFrames {
  const float* columns;  ///< moved to the round's first frame
  const size_t* offsets;
  const Real* window;

  PROSODIA_INLINE Wide<Real> sample(size_t n) const {
    return Wide<Real>::loadFloats(columns + offsets[n]) * Wide<Real>(window[n]);
  }
  PROSODIA_INLINE Complex<Real> operator()(size_t index) const {
    return {sample(2 * index), sample(2 * index + 1)};
  }
};

/**
 * Calls `use(first, count, memory)` for rounds of as many frames as there are lanes, or the last ones, when
 * their half-size transform is in `memory.bins`.
 */
template <class Real, class Use>
PROSODIA_INLINE void forEachRound(const FrameTables<Real>& tables, const float* signal, size_t frameCount,
                                  float* scratch, const Use& use) {
  const ColumnSizes sizes = columnSizes(tables.nFft, tables.hopLength);
  const FrameMemory<Real> memory = layOut(scratch, tables, sizes);
  constexpr size_t lanes = Wide<Real>::size;
  const size_t half = tables.nFft / 2;
  for (size_t block = 0; block < frameCount; block += framesPerBlock) {
    const size_t left = frameCount - block;
    const size_t frames = left < framesPerBlock ? left : framesPerBlock;
    const size_t length = (left - 1) * tables.hopLength + tables.nFft;
    fillColumns(sizes, signal + block * tables.hopLength, length, tables.nFft, tables.hopLength, frames,
                memory.columns);
    for (size_t first = 0; first < frames; first += lanes) {
      const WindowedFrames<Real> source{memory.columns + first, memory.offsets, tables.window};
      transform(tables.transform, half, source, memory.input, memory.bins);
      use(block + first, frames - first < lanes ? frames - first : lanes, memory);
    }
  }
}

/** Bins k and nFft / 2 - k of the real transform, from the same two of the half-size one; k at most nFft / 4.
 */
template <class Real>
struct BinPair {
  Complex<Real> low;
  Complex<Real> high;
};

template <class Real>
PROSODIA_INLINE BinPair<Real> splitBins(const FrameTables<Real>& tables, const Complex<Real>* bins,
                                        size_t k) {
  const Complex<Real> a = bins[placeOf(tables.transform, k)];
  const Complex<Real> b = bins[placeOf(tables.transform, k == 0 ? 0 : tables.nFft / 2 - k)];
  const Complex<Real> even{a.real + b.real, a.imaginary - b.imaginary};
  const Complex<Real> odd{a.imaginary + b.imaginary, b.real - a.real};
  const Wide<Real> cosine(tables.cosines[k]);
  const Wide<Real> sine(tables.sines[k]);
  const Complex<Real> turnedOdd{cosine * odd.real + sine * odd.imaginary,
                                cosine * odd.imaginary - sine * odd.real};
  const Complex<Real> high = even - turnedOdd;
  return {even + turnedOdd, {high.real, -high.imaginary}};
}

template <class Lanes>
PROSODIA_INLINE void storeFirst(Lanes lanes, size_t count, float* to) {
  if (count == Lanes::size) return lanes.storeFloats(to);
  float values[Lanes::size];
  lanes.storeFloats(values);
  for (size_t lane = 0; lane < count; ++lane) to[lane] = values[lane];
}

template <class Real>
inline void spectra(const FrameTables<Real>& tables, const float* signal, size_t frameCount, float* scratch,
                    float* real, float* imaginary) {
  const size_t half = tables.nFft / 2;
  forEachRound(tables, signal, frameCount, scratch,
               [&](size_t first, size_t count, const FrameMemory<Real>& memory) {
                 const auto storeBin = [&](const Complex<Real>& bin, size_t k) {
                   storeFirst(bin.real, count, real + k * frameCount + first);
                   storeFirst(bin.imaginary, count, imaginary + k * frameCount + first);
                 };
                 for (size_t k = 0; k <= half / 2; ++k) {
                   const BinPair<Real> pair = splitBins(tables, memory.bins, k);
                   storeBin(pair.low, k);
                   storeBin(pair.high, half - k);
                 }
               });
}

template <class Real>
PROSODIA_INLINE Wide<Real> powerOf(const Complex<Real>& bin) {
  return bin.real * bin.real + bin.imaginary * bin.imaginary;
}

template <class Real>
inline void storeBins(const BinRows& rows, const Wide<Real>* power, size_t lastBin, size_t stride,
                      size_t first, size_t count) {
  Wide<Real> total(static_cast<Real>(0));
  for (size_t k = 1; k <= lastBin; ++k) total += power[k];
  storeFirst(total, count, rows.total + first);
  for (size_t i = 0; i < rows.binCount; ++i) {
    storeFirst(power[rows.firstBin + i], count, rows.power + i * stride + first);
  }
}

template <class Real>
inline void melPower(const FrameTables<Real>& tables, const MelTables<Real>& mel, const float* signal,
                     size_t frameCount, float* scratch, float* power, size_t stride, const BinRows* binRows) {
  const size_t half = tables.nFft / 2;
  const size_t limit = binRows == nullptr ? mel.binLimit : half + 1;
  forEachRound(tables, signal, frameCount, scratch,
               [&](size_t first, size_t count, const FrameMemory<Real>& memory) {
                 const FrameTables<Real> own = tables;  // in registers, whatever the stores may change
                 for (size_t k = 0; k <= half / 2 && k < limit; ++k) {
                   const BinPair<Real> pair = splitBins(own, memory.bins, k);
                   memory.power[k] = powerOf(pair.low);
                   if (half - k < limit) memory.power[half - k] = powerOf(pair.high);
                 }
                 if (binRows != nullptr) storeBins<Real>(*binRows, memory.power, half, stride, first, count);
                 for (size_t band = 0; band < mel.nMels; ++band) {
                   const Wide<Real>* const inBand = memory.power + mel.firstBin[band];
                   const Real* const weights = mel.weights + mel.weightStart[band];
                   const size_t bins = mel.weightStart[band + 1] - mel.weightStart[band];
                   Wide<Real> sum(static_cast<Real>(0));
                   for (size_t i = 0; i < bins; ++i) sum += inBand[i] * Wide<Real>(weights[i]);
                   storeFirst(sum, count, power + band * stride + first);
                 }
               });
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

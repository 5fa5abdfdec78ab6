#pragma once

/** Frames to spectra and mel power, one frame in each lane; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <stdint.h>

#include "_kissfft.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** Input and output of the half-size transform and the power of each bin, in complex and real lanes. */
inline size_t scratchDoubles(size_t nFft) {
  const size_t half = nFft / 2;
  // One vector more, to begin on a boundary of its own.
  return doubleLanes * (2 * half + 2 * half + half + 1 + 1);
}

struct FrameMemory {
  Complex* windowed;  ///< [nFft / 2]
  Complex* halves;    ///< [nFft / 2]
  Doubles* power;     ///< [nFft / 2 + 1]
};

inline FrameMemory layOut(double* scratch, size_t nFft) {
  const uintptr_t alignment = sizeof(Doubles);
  const uintptr_t aligned = (reinterpret_cast<uintptr_t>(scratch) + alignment - 1) / alignment * alignment;
  Complex* const windowed = reinterpret_cast<Complex*>(aligned);
  Complex* const halves = windowed + nFft / 2;
  return {windowed, halves, reinterpret_cast<Doubles*>(halves + nFft / 2)};
}

/** The frames of one round; where fewer are left than there are lanes, the last one fills up. */
struct Round {
  const float* start[doubleLanes];
  size_t count;
};

inline Round roundOf(const FrameTables& tables, const float* padded, size_t first, size_t frameCount) {
  Round round;
  for (size_t lane = 0; lane < doubleLanes; ++lane) {
    const size_t frame = first + lane < frameCount ? first + lane : frameCount - 1;
    round.start[lane] = padded + frame * tables.hopLength;
  }
  round.count = frameCount - first < doubleLanes ? frameCount - first : doubleLanes;
  return round;
}

PROSODIA_INLINE Doubles gather(const Round& round, size_t sample) {
  double values[doubleLanes];
  for (size_t lane = 0; lane < doubleLanes; ++lane) values[lane] = round.start[lane][sample];
  return Doubles::load(values);
}

PROSODIA_INLINE void scatter(Doubles lanes, size_t count, float* to) {
  double values[doubleLanes];
  lanes.store(values);
  for (size_t lane = 0; lane < count; ++lane) to[lane] = static_cast<float>(values[lane]);
}

/** The windowed frames as complex numbers, even samples real and odd ones imaginary, transformed at half
 * size. */
inline void transformRound(const FrameTables& tables, const Round& round, const FrameMemory& memory) {
  for (size_t n = 0; n < tables.nFft; n += 2) {
    memory.windowed[n / 2] = Complex(gather(round, n) * Doubles(tables.window[n]),
                                     gather(round, n + 1) * Doubles(tables.window[n + 1]));
  }
  static_cast<const Transform*>(tables.transform)->transform(memory.windowed, memory.halves);
}

/** Bin k of the real transform from bins k and nFft / 2 - k of the half-size one. */
PROSODIA_INLINE Complex splitBin(const FrameTables& tables, const Complex* halves, size_t k) {
  const size_t half = tables.nFft / 2;
  const Complex a = halves[k == half ? 0 : k];
  const Complex b = halves[k == 0 ? 0 : half - k];
  const Doubles evenReal = a.real() + b.real();
  const Doubles evenImaginary = a.imag() - b.imag();
  const Doubles oddReal = a.imag() + b.imag();
  const Doubles oddImaginary = b.real() - a.real();
  const Doubles cosine(tables.cosines[k]);
  const Doubles sine(tables.sines[k]);
  return {evenReal + cosine * oddReal + sine * oddImaginary,
          evenImaginary + cosine * oddImaginary - sine * oddReal};
}

inline void spectra(const FrameTables& tables, const float* padded, size_t frameCount, double* scratch,
                    float* real, float* imaginary) {
  const FrameMemory memory = layOut(scratch, tables.nFft);
  for (size_t first = 0; first < frameCount; first += doubleLanes) {
    const Round round = roundOf(tables, padded, first, frameCount);
    transformRound(tables, round, memory);
    for (size_t k = 0; k <= tables.nFft / 2; ++k) {
      const Complex bin = splitBin(tables, memory.halves, k);
      scatter(bin.real(), round.count, real + k * frameCount + first);
      scatter(bin.imag(), round.count, imaginary + k * frameCount + first);
    }
  }
}

inline void melPower(const FrameTables& tables, const MelTables& mel, const float* padded, size_t frameCount,
                     double* scratch, float* power) {
  const FrameMemory memory = layOut(scratch, tables.nFft);
  for (size_t first = 0; first < frameCount; first += doubleLanes) {
    const Round round = roundOf(tables, padded, first, frameCount);
    transformRound(tables, round, memory);
    for (size_t k = 0; k < mel.binLimit; ++k) {
      const Complex bin = splitBin(tables, memory.halves, k);
      memory.power[k] = bin.real() * bin.real() + bin.imag() * bin.imag();
    }
    for (size_t band = 0; band < mel.nMels; ++band) {
      const Doubles* const binPower = memory.power + mel.firstBin[band];
      const double* const weights = mel.weights + mel.weightStart[band];
      const size_t count = mel.weightStart[band + 1] - mel.weightStart[band];
      Doubles sum(0.0);
      for (size_t i = 0; i < count; ++i) sum += binPower[i] * Doubles(weights[i]);
      scatter(sum, round.count, power + band * frameCount + first);
    }
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

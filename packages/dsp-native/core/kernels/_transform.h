#pragma once

/**
 * The fast transform, in place and in single precision; part of the generic kernel, see _kernel.h. The exact
 * one is in _kissfft.h.
 */
#include <stddef.h>
#include <stdint.h>

#include "_butterflies.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** The first of `size` elements of each of the radix parts, then the second, ...: small transforms, turned.
 */
template <size_t radix, class Real, class Source>
PROSODIA_INLINE void stageOf(size_t size, const Real* twiddles, const Source& source, Complex<Real>* to) {
  const size_t step = size / radix;
  for (size_t i = 0; i < step; ++i) {
    Complex<Real> x[radix];
    PROSODIA_UNROLL
    for (size_t part = 0; part < radix; ++part) x[part] = source(i + part * step);
    butterfly(x);
    to[i] = x[0];
    PROSODIA_UNROLL
    for (size_t part = 1; part < radix; ++part) {
      to[i + part * step] = turned(x[part], twiddles + 2 * (part - 1));
    }
    twiddles += 2 * (radix - 1);
  }
}

/** The last stage, of `blocks` transforms that lie one after the other. */
template <size_t radix, class Real, class Source>
PROSODIA_INLINE void lastStageOf(size_t blocks, const Source& source, Complex<Real>* to) {
  for (size_t i = 0; i < blocks * radix; i += radix) {
    Complex<Real> x[radix];
    PROSODIA_UNROLL
    for (size_t part = 0; part < radix; ++part) x[part] = source(i + part);
    butterfly(x);
    PROSODIA_UNROLL
    for (size_t part = 0; part < radix; ++part) to[i + part] = x[part];
  }
}

template <size_t radix, class Real, class Source>
inline void runStageOf(size_t size, size_t blocks, const Real* twiddles, const Source& source,
                       Complex<Real>* to) {
  if (size == radix) {
    lastStageOf<radix>(blocks, source, to);
  } else {
    stageOf<radix>(size, twiddles, source, to);
  }
}

template <class Real, class Source>
inline void runStage(uint32_t radix, size_t size, size_t blocks, const Real* twiddles, const Source& source,
                     Complex<Real>* to) {
  switch (radix) {
    case 2:
      return runStageOf<2>(size, blocks, twiddles, source, to);
    case 3:
      return runStageOf<3>(size, blocks, twiddles, source, to);
    case 4:
      return runStageOf<4>(size, blocks, twiddles, source, to);
    case 5:
      return runStageOf<5>(size, blocks, twiddles, source, to);
    default:
      return runStageOf<8>(size, blocks, twiddles, source, to);
  }
}

/** The elements that lie there already. */
template <class Real>
struct InPlace {
  const Complex<Real>* data;
  PROSODIA_INLINE Complex<Real> operator()(size_t index) const { return data[index]; }
};

/** Depth first: a part is transformed to its end while it is in the first cache. */
template <class Real, class Source>
inline void transformPart(const TransformTables<Real>& tables, size_t stage, size_t size, size_t blocks,
                          const Real* twiddles, const Source& source, Complex<Real>* data) {
  const uint32_t radix = tables.radices[stage];
  runStage(radix, size, blocks, twiddles, source, data);
  if (size == radix) return;
  const size_t part = size / radix;
  const Real* const rest = twiddles + 2 * (radix - 1) * part;
  const bool partsAreLast = part == tables.radices[stage + 1];
  const size_t together = partsAreLast ? radix : 1;
  for (size_t i = 0; i < radix; i += together) {
    Complex<Real>* const begin = data + i * part;
    transformPart(tables, stage + 1, part, together, rest, InPlace<Real>{begin}, begin);
  }
}

/** The transform of the `size` elements that `source` gives, each asked for once; it needs no `input`. */
template <class Source>
inline void transform(const TransformTables<float>& tables, size_t size, const Source& source,
                      Complex<float>*, Complex<float>* bins) {
  transformPart(tables, 0, size, 1, tables.twiddles, source, bins);
}

/** Where the transform leaves a bin. */
PROSODIA_INLINE size_t placeOf(const TransformTables<float>& tables, size_t bin) {
  return tables.place[bin];
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

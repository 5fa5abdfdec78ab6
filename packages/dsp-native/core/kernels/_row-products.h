#pragma once

/** Sums of rows, each with its weight: a product of two matrices; part of the generic kernel, see _kernel.h.
 */
#include <stddef.h>

#include "_lanes.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/** Sums that are kept in registers: of so many rows of weights, and so many vectors of columns. */
constexpr size_t sumsTogether = 4;
constexpr size_t vectorsTogether = 2;
static_assert(rowProductColumns % (vectorsTogether * floatLanes) == 0);

template <size_t rows>
PROSODIA_INLINE void weighRows(const float* weights, size_t count, const float* values, float* sums,
                               size_t stride, size_t sumsStride) {
  Floats kept[rows * vectorsTogether];
  PROSODIA_UNROLL
  for (size_t i = 0; i < rows * vectorsTogether; ++i) kept[i] = Floats(0.0F);
  for (size_t k = 0; k < count; ++k) {
    Floats column[vectorsTogether];
    PROSODIA_UNROLL
    for (size_t v = 0; v < vectorsTogether; ++v) {
      column[v] = Floats::load(values + k * stride + v * floatLanes);
    }
    PROSODIA_UNROLL
    for (size_t i = 0; i < rows * vectorsTogether; ++i) {
      kept[i] += column[i % vectorsTogether] * Floats(weights[i / vectorsTogether * count + k]);
    }
  }
  PROSODIA_UNROLL
  for (size_t i = 0; i < rows * vectorsTogether; ++i) {
    kept[i].store(sums + i / vectorsTogether * sumsStride + i % vectorsTogether * floatLanes);
  }
}

/** A tile of columns stays in the first cache while all weights pass by. */
inline void rowProducts(const float* weights, size_t rows, size_t count, const float* values, size_t stride,
                        size_t columns, float* sums, size_t sumsStride) {
  for (size_t column = 0; column < columns; column += vectorsTogether * floatLanes) {
    size_t row = 0;
    for (; row + sumsTogether <= rows; row += sumsTogether) {
      weighRows<sumsTogether>(weights + row * count, count, values + column, sums + row * sumsStride + column,
                              stride, sumsStride);
    }
    for (; row < rows; ++row) {
      weighRows<1>(weights + row * count, count, values + column, sums + row * sumsStride + column, stride,
                   sumsStride);
    }
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

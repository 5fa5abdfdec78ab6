#pragma once

/** Power in decibels; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "_lanes.h"
#include "kernel.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

using Integers = Lanes<int32_t, floatLanes>;

/**
 * 10 log10 of positive numbers, within 2e-7 dB before the result is rounded; infinity for infinity, minus
 * infinity for zero and below.
 *
 * A number is 2^e (1 + f) with 1 + f between the roots of 1/2 and 2. 10 log10(1 + f) is f times a polynomial
 * whose largest error times f is the least one can have (2.0e-8 dB, by Lawson's weights); e times 10 log10(2)
 * is added in two parts, the larger of which has so few bits that the product is exact.
 */
PROSODIA_INLINE Floats decibelsOf(Floats power) {
  constexpr float polynomial[] = {0.377528936F, -0.633076131F, 0.654377162F, -0.718015075F, 0.865932882F,
                                  -1.08587897F, 1.44772112F,   -2.17147112F, 4.34294415F};
  constexpr float octaveHigh = 3.01025390625F;
  constexpr float octaveLow = 4.6050389812e-5F;
  constexpr int32_t rootOfHalf = 0x3f3504f3;
  constexpr float leastNormal = 1.17549435e-38F;
  constexpr float intoNormal = 16777216.0F;  // 2^24

  const auto isTiny = power.values < Floats(leastNormal).values;
  Floats number;
  number.values = isTiny ? (power * Floats(intoNormal)).values : power.values;
  Integers bits;
  memcpy(&bits.values, &number.values, sizeof bits);
  Integers exponent;
  exponent.values = (bits.values - Integers(rootOfHalf).values) >> 23;
  bits.values -= exponent.values << 23;
  memcpy(&number.values, &bits.values, sizeof bits);

  const Floats f = number - Floats(1.0F);
  Floats sum(polynomial[0]);
  for (size_t i = 1; i < sizeof polynomial / sizeof(float); ++i) sum = sum * f + Floats(polynomial[i]);
  Floats octaves = exponent.to<float>();
  octaves.values = isTiny ? (octaves - Floats(24.0F)).values : octaves.values;
  Floats decibels = octaves * Floats(octaveHigh) + (octaves * Floats(octaveLow) + sum * f);
  decibels.values = power.values < Floats(__builtin_inff()).values ? decibels.values : power.values;
  decibels.values = power.values > Floats(0.0F).values ? decibels.values : Floats(-__builtin_inff()).values;
  return decibels;
}

PROSODIA_INLINE Floats larger(Floats a, Floats b) {
  a.values = a.values > b.values ? a.values : b.values;
  return a;
}

inline float toDecibels(const float* power, size_t count, float refDb, float leastDb, float* decibels) {
  Floats largest(-__builtin_inff());
  const auto convert = [&](const float* from, float* to) {
    const Floats db = larger(decibelsOf(Floats::load(from)) - Floats(refDb), Floats(leastDb));
    largest = larger(db, largest);
    db.store(to);
  };
  size_t i = 0;
  for (; i + floatLanes <= count; i += floatLanes) convert(power + i, decibels + i);
  if (i < count) {
    float last[floatLanes];
    for (size_t lane = 0; lane < floatLanes; ++lane) last[lane] = i + lane < count ? power[i + lane] : 0.0F;
    convert(last, last);
    memcpy(decibels + i, last, (count - i) * sizeof(float));
  }
  float each[floatLanes];
  largest.store(each);
  for (size_t lane = 1; lane < floatLanes; ++lane) each[0] = each[lane] > each[0] ? each[lane] : each[0];
  return each[0];
}

inline void raiseTo(float floorDb, float* decibels, size_t count) {
  size_t i = 0;
  for (; i + floatLanes <= count; i += floatLanes) {
    larger(Floats::load(decibels + i), Floats(floorDb)).store(decibels + i);
  }
  for (; i < count; ++i) decibels[i] = decibels[i] > floorDb ? decibels[i] : floorDb;
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

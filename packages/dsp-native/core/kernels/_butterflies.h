#pragma once

/** Complex lanes and the smallest Fourier transforms of them; part of the generic kernel, see _kernel.h. */
#include <stddef.h>

#include "_lanes.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

template <class Real>
struct Complex {
  Wide<Real> real;
  Wide<Real> imaginary;

  friend PROSODIA_INLINE Complex operator+(const Complex& a, const Complex& b) {
    return {a.real + b.real, a.imaginary + b.imaginary};
  }
  friend PROSODIA_INLINE Complex operator-(const Complex& a, const Complex& b) {
    return {a.real - b.real, a.imaginary - b.imaginary};
  }
  friend PROSODIA_INLINE Complex operator*(const Complex& a, Wide<Real> factor) {
    return {a.real * factor, a.imaginary * factor};
  }
};

/** Times the complex number whose two parts lie at `factor`. */
template <class Real>
PROSODIA_INLINE Complex<Real> turned(const Complex<Real>& a, const Real* factor) {
  const Wide<Real> cosine(factor[0]);
  const Wide<Real> sine(factor[1]);
  return {a.real * cosine - a.imaginary * sine, a.real * sine + a.imaginary * cosine};
}

/** Times -i. */
template <class Real>
PROSODIA_INLINE Complex<Real> quarterTurned(const Complex<Real>& a) {
  return {a.imaginary, -a.real};
}

template <class Real>
PROSODIA_INLINE void butterfly(Complex<Real> (&x)[2]) {
  const Complex<Real> sum = x[0] + x[1];
  x[1] = x[0] - x[1];
  x[0] = sum;
}

template <class Real>
PROSODIA_INLINE void butterfly(Complex<Real> (&x)[3]) {
  constexpr double sine60 = 0.86602540378443864676;
  const Complex<Real> sum = x[1] + x[2];
  const Complex<Real> turn = quarterTurned((x[1] - x[2]) * Wide<Real>(static_cast<Real>(sine60)));
  const Complex<Real> middle = x[0] - sum * Wide<Real>(static_cast<Real>(0.5));
  x[0] = x[0] + sum;
  x[1] = middle + turn;
  x[2] = middle - turn;
}

template <class Real>
PROSODIA_INLINE void butterfly(Complex<Real> (&x)[4]) {
  const Complex<Real> evenSum = x[0] + x[2];
  const Complex<Real> evenDifference = x[0] - x[2];
  const Complex<Real> oddSum = x[1] + x[3];
  const Complex<Real> oddDifference = quarterTurned(x[1] - x[3]);
  x[0] = evenSum + oddSum;
  x[1] = evenDifference + oddDifference;
  x[2] = evenSum - oddSum;
  x[3] = evenDifference - oddDifference;
}

template <class Real>
PROSODIA_INLINE void butterfly(Complex<Real> (&x)[5]) {
  const Wide<Real> cosine72(static_cast<Real>(0.30901699437494742410));
  const Wide<Real> cosine144(static_cast<Real>(-0.80901699437494742410));
  const Wide<Real> sine72(static_cast<Real>(0.95105651629515357212));
  const Wide<Real> sine144(static_cast<Real>(0.58778525229247312917));
  const Complex<Real> outerSum = x[1] + x[4];
  const Complex<Real> outerDifference = quarterTurned(x[1] - x[4]);
  const Complex<Real> innerSum = x[2] + x[3];
  const Complex<Real> innerDifference = quarterTurned(x[2] - x[3]);
  const Complex<Real> first = x[0] + outerSum * cosine72 + innerSum * cosine144;
  const Complex<Real> second = x[0] + outerSum * cosine144 + innerSum * cosine72;
  const Complex<Real> firstTurn = outerDifference * sine72 + innerDifference * sine144;
  const Complex<Real> secondTurn = outerDifference * sine144 - innerDifference * sine72;
  x[0] = x[0] + outerSum + innerSum;
  x[1] = first + firstTurn;
  x[2] = second + secondTurn;
  x[3] = second - secondTurn;
  x[4] = first - firstTurn;
}

template <class Real>
PROSODIA_INLINE void butterfly(Complex<Real> (&x)[8]) {
  const Wide<Real> diagonal(static_cast<Real>(0.70710678118654752440));
  Complex<Real> even[4] = {x[0] + x[4], x[1] + x[5], x[2] + x[6], x[3] + x[7]};
  const Complex<Real> second = x[1] - x[5];
  const Complex<Real> fourth = x[3] - x[7];
  Complex<Real> odd[4] = {
      x[0] - x[4],
      {(second.real + second.imaginary) * diagonal, (second.imaginary - second.real) * diagonal},
      quarterTurned(x[2] - x[6]),
      {(fourth.imaginary - fourth.real) * diagonal, -((fourth.real + fourth.imaginary) * diagonal)}};
  butterfly(even);
  butterfly(odd);
  for (size_t i = 0; i < 4; ++i) {
    x[2 * i] = even[i];
    x[2 * i + 1] = odd[i];
  }
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

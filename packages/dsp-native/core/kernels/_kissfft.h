#pragma once

/**
 * The exact transform: kissfft over Doubles; part of the generic kernel, see _kernel.h. The only place that
 * knows kissfft.
 */
#include <math.h>
#include <stddef.h>

// What kissfft.hh includes, so that below, inside our namespace, its include lines find nothing left to do.
#include <complex>
#include <utility>
#include <vector>

#include "_butterflies.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/**
 * What kissfft.hh calls `std` while it is compiled in this namespace: just what it needs, compiled for this
 * instruction set alone (the reason is in _kernel.h), and with twiddles made in double precision in every
 * lane.
 */
namespace std {

using ::std::size_t;
using ::std::swap;

/** A Complex, which it holds, with the operations that kissfft asks for. */
template <class T>
class complex {
 public:
  PROSODIA_INLINE complex() = default;
  PROSODIA_INLINE complex(T real, T imaginary) : value{real, imaginary} {}
  PROSODIA_INLINE complex(const Complex<double>& number) : value(number) {}
  PROSODIA_INLINE T real() const { return value.real; }
  PROSODIA_INLINE T imag() const { return value.imaginary; }

  PROSODIA_INLINE complex& operator+=(const complex& other) {
    value = value + other.value;
    return *this;
  }
  PROSODIA_INLINE complex& operator*=(T factor) {
    value = value * factor;
    return *this;
  }
  friend PROSODIA_INLINE complex operator+(const complex& a, const complex& b) { return a.value + b.value; }
  friend PROSODIA_INLINE complex operator-(const complex& a, const complex& b) { return a.value - b.value; }
  friend PROSODIA_INLINE complex operator*(const complex& a, const complex& b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
  }
  friend PROSODIA_INLINE complex operator*(const complex& a, T factor) { return a.value * factor; }
  friend PROSODIA_INLINE complex operator*(T factor, const complex& a) { return a * factor; }

  Complex<double> value;
};

template <class T>
class vector {
 public:
  vector() = default;
  ~vector() { delete[] items_; }
  vector(const vector&) = delete;
  vector& operator=(const vector&) = delete;

  size_t size() const { return size_; }
  T& operator[](size_t index) { return items_[index]; }
  const T& operator[](size_t index) const { return items_[index]; }

  void resize(size_t size) {
    T* const larger = new T[size]();
    for (size_t i = 0; i < size_ && i < size; ++i) larger[i] = items_[i];
    delete[] items_;
    items_ = larger;
    size_ = size;
  }
  void push_back(T item) {
    resize(size_ + 1);
    items_[size_ - 1] = item;
  }

 private:
  T* items_ = nullptr;
  size_t size_ = 0;
};

inline double firstLane(Doubles lanes) {
  double values[doubleLanes];
  lanes.store(values);
  return values[0];
}

inline Doubles acos(Doubles cosine) {
  return Doubles(::acos(firstLane(cosine)));
}

inline complex<Doubles> exp(complex<Doubles> exponent) {
  const double magnitude = ::exp(firstLane(exponent.real()));
  const double angle = firstLane(exponent.imag());
  return {Doubles(magnitude * ::cos(angle)), Doubles(magnitude * ::sin(angle))};
}

inline complex<Doubles> conj(complex<Doubles> number) {
  return {number.real(), -number.imag()};
}

}  // namespace std

#include <kissfft.hh>

using KissComplex = std::complex<Doubles>;
using KissTransform = kissfft<Doubles>;
static_assert(sizeof(KissComplex) == sizeof(Complex<double>), "an array of one is an array of the other");

inline void* createExactTransform(size_t size) {
  return new KissTransform(size, false);
}
inline void destroyExactTransform(void* plan) {
  delete static_cast<KissTransform*>(plan);
}

/** The transform of the `size` elements that `source` gives, by way of `input`; bin k comes to lie at
 * bins[k]. */
template <class Source>
inline void transform(const TransformTables<double>& tables, size_t size, const Source& source,
                      Complex<double>* input, Complex<double>* bins) {
  KissComplex* const from = reinterpret_cast<KissComplex*>(input);
  for (size_t i = 0; i < size; ++i) from[i] = source(i);
  static_cast<const KissTransform*>(tables.plan)->transform(from, reinterpret_cast<KissComplex*>(bins));
}

PROSODIA_INLINE size_t placeOf(const TransformTables<double>&, size_t bin) {
  return bin;
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

#pragma once

/** kissfft over Doubles; part of the generic kernel, see _kernel.h. The only place that knows kissfft. */
#include <math.h>
#include <stddef.h>

// What kissfft.hh includes, so that below, inside our namespace, its include lines find nothing left to do.
#include <complex>
#include <utility>
#include <vector>

#include "_lanes.h"

namespace prosodia::kernels::PROSODIA_KERNEL {

/**
 * What kissfft.hh calls `std` while it is compiled in this namespace: just what it needs, compiled for this
 * instruction set alone (the reason is in _kernel.h), and with twiddles made in double precision in every
 * lane.
 */
namespace std {

using ::std::size_t;
using ::std::swap;

template <class T>
class complex {
 public:
  PROSODIA_INLINE complex() = default;
  PROSODIA_INLINE complex(T real, T imaginary) : real_(real), imaginary_(imaginary) {}
  PROSODIA_INLINE T real() const { return real_; }
  PROSODIA_INLINE T imag() const { return imaginary_; }

  PROSODIA_INLINE complex& operator+=(const complex& other) {
    real_ += other.real_;
    imaginary_ += other.imaginary_;
    return *this;
  }
  PROSODIA_INLINE complex& operator*=(T factor) {
    real_ *= factor;
    imaginary_ *= factor;
    return *this;
  }
  friend PROSODIA_INLINE complex operator+(const complex& a, const complex& b) {
    return {a.real_ + b.real_, a.imaginary_ + b.imaginary_};
  }
  friend PROSODIA_INLINE complex operator-(const complex& a, const complex& b) {
    return {a.real_ - b.real_, a.imaginary_ - b.imaginary_};
  }
  friend PROSODIA_INLINE complex operator*(const complex& a, const complex& b) {
    return {a.real_ * b.real_ - a.imaginary_ * b.imaginary_, a.real_ * b.imaginary_ + a.imaginary_ * b.real_};
  }
  friend PROSODIA_INLINE complex operator*(const complex& a, T factor) {
    return {a.real_ * factor, a.imaginary_ * factor};
  }
  friend PROSODIA_INLINE complex operator*(T factor, const complex& a) { return a * factor; }

 private:
  T real_;
  T imaginary_;
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

using Complex = std::complex<Doubles>;
using Transform = kissfft<Doubles>;

inline void* createTransform(size_t size) {
  return new Transform(size, false);
}
inline void destroyTransform(void* transform) {
  delete static_cast<Transform*>(transform);
}

}  // namespace prosodia::kernels::PROSODIA_KERNEL

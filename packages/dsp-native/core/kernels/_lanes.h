#pragma once

/** A few numbers of one type that are computed with at once; part of the generic kernel, see _kernel.h. */
#include <stddef.h>
#include <string.h>

#include <utility>

#if defined(__GNUC__)
#define PROSODIA_INLINE inline __attribute__((always_inline))
#else
#define PROSODIA_INLINE inline
#endif

/** Before a loop whose count is known and small: its array of vectors is to live in registers. */
#if defined(__clang__)
#define PROSODIA_UNROLL _Pragma("unroll")
#elif defined(__GNUC__)
#define PROSODIA_UNROLL _Pragma("GCC unroll 16")
#else
#define PROSODIA_UNROLL
#endif

namespace prosodia::kernels::PROSODIA_KERNEL {

template <class T, size_t count>
struct VectorOf {
#if defined(__GNUC__)
  typedef T Type __attribute__((vector_size(count * sizeof(T))));
#endif
};

template <class T>
struct VectorOf<T, 1> {
  typedef T Type;
};

template <class T, size_t count>
struct Lanes {
  static constexpr size_t size = count;
  typename VectorOf<T, count>::Type values;

  PROSODIA_INLINE Lanes() = default;
  // Written out, because GCC copies a plain struct in halves, and reading them as a whole then has to wait.
  PROSODIA_INLINE Lanes(const Lanes& other) : values(other.values) {}
  PROSODIA_INLINE Lanes& operator=(const Lanes& other) { return values = other.values, *this; }
  /** The same number in every lane; implicit, so that formulas read as such. */
  PROSODIA_INLINE Lanes(T value) {
    if constexpr (count == 1) {
      values = value;
    } else {
      values = value - typename VectorOf<T, count>::Type{};
    }
  }

  static PROSODIA_INLINE Lanes load(const T* from) {
    Lanes lanes;
    memcpy(&lanes.values, from, sizeof lanes.values);
    return lanes;
  }
  PROSODIA_INLINE void store(T* to) const { memcpy(to, &values, sizeof values); }

  /** Floats become this type on their way, and back. */
  static PROSODIA_INLINE Lanes loadFloats(const float* from) {
    return Lanes<float, count>::load(from).template to<T>();
  }
  PROSODIA_INLINE void storeFloats(float* to) const { this->template to<float>().store(to); }
  template <class Other>
  PROSODIA_INLINE Lanes<Other, count> to() const {
    Lanes<Other, count> converted;
    if constexpr (count == 1) {
      converted.values = static_cast<Other>(values);
    } else {
#if defined(__GNUC__)
      converted.values = __builtin_convertvector(values, typename VectorOf<Other, count>::Type);
#endif
    }
    return converted;
  }

  PROSODIA_INLINE Lanes& operator+=(Lanes other) {
    return values += other.values, *this;
  }
  PROSODIA_INLINE Lanes& operator-=(Lanes other) {
    return values -= other.values, *this;
  }
  PROSODIA_INLINE Lanes& operator*=(Lanes other) {
    return values *= other.values, *this;
  }
  PROSODIA_INLINE Lanes& operator/=(Lanes other) {
    return values /= other.values, *this;
  }
  friend PROSODIA_INLINE Lanes operator+(Lanes a, Lanes b) {
    return a += b;
  }
  friend PROSODIA_INLINE Lanes operator-(Lanes a, Lanes b) {
    return a -= b;
  }
  friend PROSODIA_INLINE Lanes operator*(Lanes a, Lanes b) {
    return a *= b;
  }
  friend PROSODIA_INLINE Lanes operator/(Lanes a, Lanes b) {
    return a /= b;
  }
  friend PROSODIA_INLINE Lanes operator-(Lanes a) {
    a.values = -a.values;
    return a;
  }

  /**
   * One row of a pair whose off-diagonal squares of `distance` lanes are swapped (a step of a transposition):
   * the upper one keeps its even squares and takes the lower one's for its odd ones, the lower one (`odd` =
   * 1) the other way round.
   */
  template <size_t distance, size_t odd>
  static PROSODIA_INLINE Lanes choose(Lanes upper, Lanes lower) {
    return chooseEach<distance, odd>(upper, lower, std::make_integer_sequence<int, count>());
  }

 private:
  template <size_t distance, size_t odd, int... lane>
  static PROSODIA_INLINE Lanes chooseEach(Lanes upper, Lanes lower, std::integer_sequence<int, lane...>) {
    constexpr auto source = [](int to) {
      const bool even = (to & static_cast<int>(distance)) == 0;
      return even ? to + static_cast<int>(odd * distance)
                  : static_cast<int>(count) + to - static_cast<int>((1 - odd) * distance);
    };
    Lanes chosen;
#if defined(__clang__)
    chosen.values = __builtin_shufflevector(upper.values, lower.values, source(lane)...);
#elif defined(__GNUC__)
    using Mask = typename VectorOf<int, count>::Type;
    chosen.values = __builtin_shuffle(upper.values, lower.values, Mask{source(lane)...});
#endif
    return chosen;
  }
};

/** One lane for each frame that is transformed at the same time. */
constexpr size_t doubleLanes = PROSODIA_DOUBLE_LANES;
using Doubles = Lanes<double, doubleLanes>;

/** As many floats as fit the same register; one, where there is no vector. */
constexpr size_t floatLanes = doubleLanes == 1 ? 1 : 2 * doubleLanes;
using Floats = Lanes<float, floatLanes>;

/** As many numbers of a type as fit one register. */
template <class Real>
using Wide = Lanes<Real, sizeof(Real) == sizeof(float) ? floatLanes : doubleLanes>;

}  // namespace prosodia::kernels::PROSODIA_KERNEL

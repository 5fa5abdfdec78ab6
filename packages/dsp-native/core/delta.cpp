#include "delta.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace prosodia {
namespace {

Check checkValues(std::span<const float> values) {
  constexpr float largest = 1e30F;
  // Not `> largest`: the comparison must fail for NaN as well.
  const auto bad =
      std::find_if(values.begin(), values.end(), [](float x) { return !(std::fabs(x) <= largest); });
  if (bad == values.end()) return std::nullopt;
  return expected(ErrorCode::audioNotFinite, "a finite number of magnitude at most 1e30",
                  "values[" + std::to_string(bad - values.begin()) + "]", std::to_string(*bad));
}

}  // namespace

Result<DeltaPlan> DeltaPlan::create(const DeltaOptions& options) {
  if (options.width < 3 || options.width > 65535 || options.width % 2 == 0) {
    return expected(ErrorCode::invalidOption, "an odd number from 3 to 65535", "width",
                    std::to_string(options.width));
  }
  if (options.order != 1 && options.order != 2) {
    return expected(ErrorCode::invalidOption, "1 or 2", "order", std::to_string(options.order));
  }
  return DeltaPlan(options);
}

DeltaPlan::DeltaPlan(const DeltaOptions& options) : weights_(options.width) {
  // The leading coefficient of the fit is the projection onto p(x), the polynomial of degree `order`
  // orthogonal to all lower ones: x, or x^2 less its mean. The derivative is that coefficient times order!,
  // which is order.
  const double half = (options.width - 1) / 2.0;
  const double meanSquare = half * (half + 1) / 3;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const double x = static_cast<double>(i) - half;
    weights_[i] = options.order == 1 ? x : x * x - meanSquare;
  }
  const double energy = std::inner_product(weights_.begin(), weights_.end(), weights_.begin(), 0.0);
  for (double& weight : weights_) weight *= options.order / energy;
}

Check DeltaPlan::compute(std::span<const float> values, std::size_t frames, std::span<float> deltas) const {
  const std::size_t width = weights_.size();
  if (frames < width) {
    return expected(ErrorCode::invalidOption, "at most the number of frames = " + std::to_string(frames),
                    "width", std::to_string(width));
  }
  if (const Check bad = checkValues(values)) return bad;
  const std::size_t half = width / 2;
  const std::size_t windows = frames - width + 1;
  for (std::size_t start = 0; start < values.size(); start += frames) {
    const std::span<const float> row = values.subspan(start, frames);
    const std::span<float> out = deltas.subspan(start, frames);
    for (std::size_t t = 0; t < windows; ++t) {
      out[half + t] =
          static_cast<float>(std::inner_product(weights_.begin(), weights_.end(), row.begin() + t, 0.0));
    }
    // That derivative of the polynomial is a constant: to its ends, the outermost fits have the same value.
    std::fill_n(out.begin(), half, out[half]);
    std::fill_n(out.end() - half, half, out[half + windows - 1]);
  }
  return std::nullopt;
}

}  // namespace prosodia

#include "bytes.h"

#include <algorithm>
#include <cstring>

namespace prosodia {

Result<std::size_t> MemoryBytes::readAt(std::uint64_t offset, std::span<std::uint8_t> target) const {
  if (offset >= bytes_.size()) return std::size_t{0};
  const std::size_t count =
      std::min<std::size_t>(target.size(), bytes_.size() - static_cast<std::size_t>(offset));
  if (count > 0) std::memcpy(target.data(), bytes_.data() + offset, count);
  return count;
}

}  // namespace prosodia

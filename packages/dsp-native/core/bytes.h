#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "error.h"

namespace prosodia {

/** Random access to the bytes of a recording, wherever they are. Not shared between threads. */
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /** Total number of bytes, as the system reports it. */
  virtual std::uint64_t size() const = 0;

  /**
   * Copies the bytes at `offset` into `target` and returns how many there were; fewer than asked only where
   * the source ends. Error: IO.
   */
  virtual Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> target) const = 0;
};

/** Bytes that lie in memory already; they must outlive the source. */
class MemoryBytes final : public ByteSource {
 public:
  explicit MemoryBytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> target) const override;

 private:
  std::span<const std::uint8_t> bytes_;
};

/** A regular file, read by position. `path` is UTF-8. Errors: IO, with the system's own reason. */
Result<std::unique_ptr<ByteSource>> openFile(const std::string& path);

}  // namespace prosodia

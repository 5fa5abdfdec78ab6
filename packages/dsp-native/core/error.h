#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

/**
 * How the core reports what went wrong: as a value with a stable code, never as an exception, never on
 * stderr. Every message has one sentence shape: `Expected <what> for <name> but received <value>`.
 */
namespace prosodia {

enum class ErrorCode {
  invalidOption,         ///< INVALID_OPTION          an option is outside its range
  io,                    ///< IO                      the system could not open or read the file
  wavNotWave,            ///< WAV_NOT_WAVE            no RIFF, RIFX or RF64 container with form WAVE
  wavFormatMissing,      ///< WAV_FORMAT_MISSING      no complete `fmt ` chunk
  wavFormatInvalid,      ///< WAV_FORMAT_INVALID      the `fmt ` chunk contradicts itself
  wavFormatUnsupported,  ///< WAV_FORMAT_UNSUPPORTED  a known or unknown encoding that is not decoded here
  wavDataMissing,        ///< WAV_DATA_MISSING        no `data` chunk
  wavLimit,              ///< WAV_LIMIT               the file exceeds one of WavLimits
  audioEmpty,            ///< AUDIO_EMPTY             no sample where at least one is needed
  audioNotFinite,        ///< AUDIO_NOT_FINITE        a sample is NaN, infinite or absurdly large
  cancelled,             ///< CANCELLED               the caller asked the batch to stop
  outOfMemory,           ///< OUT_OF_MEMORY           the system refused the memory
};

/** The stable spelling of a code, e.g. "WAV_FORMAT_MISSING". */
std::string_view codeName(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;
  /** Where in the file the offending bytes begin, for errors about a file's content. */
  std::optional<std::uint64_t> byteOffset = std::nullopt;
};

/** An error in the house's sentence shape: "Expected {what} for {name} but received {value}". */
Error expected(ErrorCode code, std::string_view what, std::string_view name, std::string_view value);

/** The same, for content of a file: the byte offset joins the value in the sentence. */
Error expectedAt(std::uint64_t byteOffset, ErrorCode code, std::string_view what, std::string_view name,
                 std::string_view value);

/** Text of the caller's between single quotes, for the sentence above. */
std::string inQuotes(std::string_view text);

/** Either a value or the error that stood in its way. */
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  T& operator*() { return *std::get_if<0>(&content_); }
  const T& operator*() const { return *std::get_if<0>(&content_); }
  T* operator->() { return std::get_if<0>(&content_); }
  const T* operator->() const { return std::get_if<0>(&content_); }
  /** Only when the result holds no value. */
  const Error& error() const { return *std::get_if<1>(&content_); }

 private:
  std::variant<T, Error> content_;
};

/** A check that passed, or the error that says why it did not. */
using Check = std::optional<Error>;

}  // namespace prosodia

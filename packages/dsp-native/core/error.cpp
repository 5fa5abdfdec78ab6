#include "error.h"

namespace prosodia {

std::string_view codeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalidOption:
      return "INVALID_OPTION";
    case ErrorCode::io:
      return "IO";
    case ErrorCode::wavNotWave:
      return "WAV_NOT_WAVE";
    case ErrorCode::wavFormatMissing:
      return "WAV_FORMAT_MISSING";
    case ErrorCode::wavFormatInvalid:
      return "WAV_FORMAT_INVALID";
    case ErrorCode::wavFormatUnsupported:
      return "WAV_FORMAT_UNSUPPORTED";
    case ErrorCode::wavDataMissing:
      return "WAV_DATA_MISSING";
    case ErrorCode::wavLimit:
      return "WAV_LIMIT";
    case ErrorCode::audioEmpty:
      return "AUDIO_EMPTY";
    case ErrorCode::audioNotFinite:
      return "AUDIO_NOT_FINITE";
    case ErrorCode::cancelled:
      return "CANCELLED";
    case ErrorCode::outOfMemory:
      return "OUT_OF_MEMORY";
  }
  return "UNKNOWN";
}

Error expected(ErrorCode code, std::string_view what, std::string_view name, std::string_view value) {
  std::string message = "Expected ";
  message.append(what).append(" for ").append(name).append(" but received ").append(value);
  return Error{code, std::move(message)};
}

Error expectedAt(std::uint64_t byteOffset, ErrorCode code, std::string_view what, std::string_view name,
                 std::string_view value) {
  Error error = expected(code, what, name, value);
  error.message += " at byte " + std::to_string(byteOffset);
  error.byteOffset = byteOffset;
  return error;
}

std::string inQuotes(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 2);
  return result.append(1, '\'').append(text).append(1, '\'');
}

}  // namespace prosodia

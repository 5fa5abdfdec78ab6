#include "error.h"

#include <doctest.h>

#include <set>

using namespace prosodia;

TEST_CASE("errors speak one sentence, and name the byte when it is known") {
  CHECK(expected(ErrorCode::io, "a file", "path", inQuotes("x")).message ==
        "Expected a file for path but received 'x'");
  const Error error =
      expectedAt(22, ErrorCode::wavFormatInvalid, "at least 1", "the number of channels", "0");
  CHECK(error.message == "Expected at least 1 for the number of channels but received 0 at byte 22");
  CHECK(error.byteOffset == 22);
}

TEST_CASE("every code has a name of its own") {
  std::set<std::string_view> names;
  const int count = static_cast<int>(ErrorCode::outOfMemory) + 1;
  for (int code = 0; code < count; ++code) names.insert(codeName(static_cast<ErrorCode>(code)));
  CHECK(names.size() == static_cast<std::size_t>(count));
  CHECK(names.count("UNKNOWN") == 0);
}

TEST_CASE("a result holds either its value or its error") {
  const Result<int> value = 3;
  REQUIRE(value);
  CHECK(*value == 3);
  const Result<int> error = expected(ErrorCode::audioEmpty, "a", "b", "c");
  REQUIRE_FALSE(error);
  CHECK(error.error().code == ErrorCode::audioEmpty);
}

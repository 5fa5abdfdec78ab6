#include "bytes.h"

#include <doctest.h>

#include <array>
#include <filesystem>
#include <fstream>

using namespace prosodia;

namespace {

Error refusal(const std::string& path) {
  const auto file = openFile(path);
  REQUIRE_FALSE(file);
  return file.error();
}

}  // namespace

TEST_CASE("memory gives the bytes asked for and fewer at its end") {
  const std::array<std::uint8_t, 4> bytes{1, 2, 3, 4};
  const MemoryBytes source(bytes);
  std::array<std::uint8_t, 3> target{};
  CHECK(*source.readAt(0, target) == 3);
  CHECK(target == std::array<std::uint8_t, 3>{1, 2, 3});
  CHECK(*source.readAt(3, target) == 1);
  CHECK(target[0] == 4);
  CHECK(*source.readAt(4, target) == 0);
  CHECK(*source.readAt(0xffffffffffffffff, target) == 0);
}

TEST_CASE("a file gives the same bytes as memory") {
  const auto path = std::filesystem::temp_directory_path() / "prosodia-bytes-\xc3\xa4.bin";
  std::ofstream(path, std::ios::binary) << "abcdef";
  const auto file = openFile(path.string());
  REQUIRE(file);
  CHECK((*file)->size() == 6);
  std::array<std::uint8_t, 4> target{};
  CHECK(*(*file)->readAt(2, target) == 4);
  CHECK(target == std::array<std::uint8_t, 4>{'c', 'd', 'e', 'f'});
  CHECK(*(*file)->readAt(5, target) == 1);
  std::filesystem::remove(path);
}

TEST_CASE("what is no readable file is refused with its path and the reason") {
  const Error missing = refusal("/nowhere/at-all.wav");
  CHECK(missing.code == ErrorCode::io);
  CHECK(missing.message ==
        "Expected a readable file for path but received '/nowhere/at-all.wav': No such file or directory");
  CHECK(refusal(std::filesystem::temp_directory_path().string()).message.find("not a regular file") !=
        std::string::npos);
}

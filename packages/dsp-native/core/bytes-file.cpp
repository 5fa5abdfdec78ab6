#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "bytes.h"

#ifndef _WIN32
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace prosodia {
namespace {

Error fileError(const std::string& path, const std::string& reason) {
  return expected(ErrorCode::io, "a readable file", "path", inQuotes(path) + ": " + reason);
}

#ifndef _WIN32

Error systemError(const std::string& path) {
  return fileError(path, std::generic_category().message(errno));
}

/** pread leaves the file without a position, so a window costs one system call and no seeks. */
class FileBytes final : public ByteSource {
 public:
  FileBytes(int handle, std::uint64_t size, std::string path)
      : handle_(handle), size_(size), path_(std::move(path)) {}
  ~FileBytes() override { close(handle_); }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  std::uint64_t size() const override { return size_; }

  Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> target) const override {
    std::size_t done = 0;
    while (done < target.size()) {
      const ssize_t count =
          pread(handle_, target.data() + done, target.size() - done, static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return systemError(path_);
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }

 private:
  int handle_;
  std::uint64_t size_;
  std::string path_;
};

#else

/** The same by way of the standard library, which takes wide paths on Windows. */
class FileBytes final : public ByteSource {
 public:
  FileBytes(std::ifstream stream, std::uint64_t size, std::string path)
      : stream_(std::move(stream)), size_(size), path_(std::move(path)) {}

  std::uint64_t size() const override { return size_; }

  Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> target) const override {
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(reinterpret_cast<char*>(target.data()), static_cast<std::streamsize>(target.size()));
    if (stream_.bad()) return fileError(path_, "the read failed");
    return static_cast<std::size_t>(stream_.gcount());
  }

 private:
  mutable std::ifstream stream_;
  std::uint64_t size_;
  std::string path_;
};

#endif

}  // namespace

#ifndef _WIN32

Result<std::unique_ptr<ByteSource>> openFile(const std::string& path) {
  // O_NONBLOCK: opening a named pipe must not wait for a writer; it is refused below like any other special
  // file.
  const int handle = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (handle < 0) return systemError(path);
  struct stat status {};
  if (fstat(handle, &status) != 0) {
    const Error error = systemError(path);
    close(handle);
    return error;
  }
  if (!S_ISREG(status.st_mode)) {
    close(handle);
    return fileError(path, "it is not a regular file");
  }
  return std::unique_ptr<ByteSource>(
      std::make_unique<FileBytes>(handle, static_cast<std::uint64_t>(status.st_size), path));
}

#else

Result<std::unique_ptr<ByteSource>> openFile(const std::string& path) {
  const std::filesystem::path native(std::u8string(path.begin(), path.end()));
  std::error_code problem;
  const std::uintmax_t size = std::filesystem::file_size(native, problem);
  if (problem) return fileError(path, problem.message());
  std::ifstream stream(native, std::ios::binary);
  if (!stream) return fileError(path, "it cannot be opened");
  return std::unique_ptr<ByteSource>(std::make_unique<FileBytes>(std::move(stream), size, path));
}

#endif

}  // namespace prosodia

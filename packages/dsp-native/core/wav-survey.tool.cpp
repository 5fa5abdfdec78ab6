/**
 * wav-survey FOLDER: what the decoder makes of every .wav file below a folder, one tab-separated line each:
 * path, verdict ("ok" or the error's code), frames, channels, rate, encoding, root mean square, remarks.
 * A development tool: it holds the decoder against other readers' verdicts on the same files.
 */
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "clip.h"
#include "wav.h"

namespace {

using namespace prosodia;
namespace fs = std::filesystem;

std::string failed(const Error& error) {
  return std::string(codeName(error.code)) + "\t\t\t\t\t\t" + error.message;
}

std::string survey(const std::string& path) {
  const auto file = openFile(path);
  if (!file) return failed(file.error());
  const auto header = readWavHeader(**file);
  if (!header) return failed(header.error());
  std::vector<std::uint8_t> bytes;
  std::vector<float> samples;
  if (const Check bad = readInterleaved(**file, *header, {0, header->frames}, bytes, samples))
    return failed(*bad);

  double squares = 0;
  for (const float sample : samples) squares += static_cast<double>(sample) * sample;
  const double rms = samples.empty() ? 0 : std::sqrt(squares / static_cast<double>(samples.size()));
  std::string line = "ok\t" + std::to_string(header->frames) + "\t" + std::to_string(header->channels) +
                     "\t" + std::to_string(header->sampleRate) + "\t" + encodingName(*header) + "\t" +
                     std::to_string(rms) + "\t";
  for (const std::string& warning : header->warnings) line += warning + "; ";
  return line;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: wav-survey FOLDER\n");
    return 2;
  }
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(argv[1])) {
    if (entry.is_regular_file() && entry.path().extension() == ".wav") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    std::printf("%s\t%s\n", fs::relative(path, argv[1]).string().c_str(), survey(path.string()).c_str());
  }
  return paths.empty() ? 1 : 0;
}

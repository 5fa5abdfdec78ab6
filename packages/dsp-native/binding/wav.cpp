#include "wav.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "_options.h"
#include "_promise-worker.h"
#include "clip.h"
#include "stages.h"

namespace prosodia::binding {
namespace {

Napi::Object describe(Napi::Env env, const WavHeader& header, std::uint32_t channels, std::uint64_t frames,
                      Napi::Float32Array samples) {
  Napi::Array warnings = Napi::Array::New(env, header.warnings.size());
  for (std::uint32_t i = 0; i < header.warnings.size(); ++i) warnings.Set(i, header.warnings[i]);
  Napi::Object audio = Napi::Object::New(env);
  audio.Set("sampleRate", static_cast<double>(header.sampleRate));
  audio.Set("channels", static_cast<double>(channels));
  audio.Set("frames", static_cast<double>(frames));
  audio.Set("samples", samples);
  audio.Set("sampleFormat", encodingName(header));
  audio.Set("warnings", warnings);
  return audio;
}

struct ReadOptions {
  ClipWindow window;
  bool mono = false;
  WavLimits limits;
};

/** Reads one file on a thread of libuv's pool. */
class ReadWavWorker final : public PromiseWorker {
 public:
  /** `into` is the caller's memory for the samples; nothing: a new array. */
  ReadWavWorker(Napi::Env env, std::string path, const ReadOptions& options,
                const std::optional<Napi::Float32Array>& into)
      : PromiseWorker(env), path_(std::move(path)), options_(options) {
    if (into) into_ = Napi::Persistent(*into);
  }

 protected:
  Check work() override {
    const auto source = openFile(path_);
    if (!source) return source.error();
    auto header = readWavHeader(**source, options_.limits);
    if (!header) return header.error();
    header_ = std::move(*header);
    std::vector<std::uint8_t> bytes;
    const FrameRange range = framesOfWindow(header_, options_.window);
    return options_.mono ? readMono(**source, header_, range, bytes, samples_)
                         : readInterleaved(**source, header_, range, bytes, samples_);
  }

  Napi::Value value(Napi::Env env) override {
    const std::uint32_t channels = options_.mono ? 1 : header_.channels;
    Napi::Float32Array samples =
        into_.IsEmpty() ? newFloats(env, samples_.size()) : roomIn(env, into_.Value(), samples_.size());
    std::copy(samples_.begin(), samples_.end(), samples.Data());
    return describe(env, header_, channels, samples_.size() / channels, samples);
  }

 private:
  std::string path_;
  ReadOptions options_;
  WavHeader header_;
  std::vector<float> samples_;
  Napi::Reference<Napi::Float32Array> into_;  // may be detached meanwhile, so it is filled at the end
};

}  // namespace

Napi::Value decodeWav(const Call& info) {
  const Napi::Env env = info.Env();
  const auto array = info[0].As<Napi::Uint8Array>();
  const std::span<const std::uint8_t> bytes(array.Data(), array.ElementLength());
  const WavHeader header = valueOrThrow(env, readWavHeader(MemoryBytes(bytes), readLimits(Options(info[1]))));
  Napi::Float32Array samples = newFloats(env, header.frames * header.channels);
  const auto data = bytes.subspan(header.dataOffset, header.frames * header.bytesPerFrame());
  decodeInterleaved(header, data, floatsOf(samples));
  return describe(env, header, header.channels, header.frames, samples);
}

Napi::Value readWav(const Call& info) {
  const Napi::Env env = info.Env();
  const Options options(info[1]);
  const ReadOptions read{
      .window = {options.number("offsetSeconds"), options.optionalNumber("durationSeconds")},
      .mono = options.flag("mono"),
      .limits = readLimits(options.nested("limits")),
  };
  passOrThrow(env, checkClipWindow(read.window));
  return PromiseWorker::start(std::make_unique<ReadWavWorker>(env, info[0].As<Napi::String>().Utf8Value(),
                                                              read, options.optionalFloats("into")));
}

}  // namespace prosodia::binding

#include "stream.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <new>
#include <optional>

#include "_options.h"
#include "stages.h"

namespace prosodia::binding {
namespace {

StreamOptions readStream(const Options& options) {
  return {
      .fromRate = options.integer("fromRate"),
      .toRate = options.integer("sampleRate"),
      .mel = {readStft(options), readMelBands(options)},
      .decibel = readDecibel(options),
      .runningReference = options.flag("runningReference"),
  };
}

/** A stream whose memory JavaScript's garbage collector knows of. */
class HeldStream {
 public:
  HeldStream(Napi::Env env, LogMelStream stream)
      : env_(env), stream_(std::move(stream)), bytes_(static_cast<std::int64_t>(stream_->bytes())) {
    Napi::MemoryManagement::AdjustExternalMemory(env_, bytes_);
  }
  ~HeldStream() { release(); }
  HeldStream(const HeldStream&) = delete;
  HeldStream& operator=(const HeldStream&) = delete;

  LogMelStream& operator*() { return *stream_; }

  void release() {
    if (!stream_) return;
    stream_.reset();
    Napi::MemoryManagement::AdjustExternalMemory(env_, -bytes_);
  }

 private:
  Napi::Env env_;
  std::optional<LogMelStream> stream_;
  std::int64_t bytes_;
};

/**
 * The `length` values that `work` appends, in the caller's memory or a new array. Memory that is too small is
 * refused before anything is taken.
 */
Napi::Value framesOf(Napi::Env env, const Options& options, std::uint64_t length,
                     std::span<const float> input, const std::function<Check(std::vector<float>&)>& work) {
  const std::optional<Napi::Float32Array> into = options.optionalFloats("into");
  std::optional<Napi::Float32Array> room;
  if (into) {
    room = roomIn(env, *into, length);
    checkApart(env, floatsOf(*room), input, "into");
  }
  std::vector<float> frames;
  try {
    passOrThrow(env, work(frames));
  } catch (const std::bad_alloc&) {
    throw toJavaScript(env, outOfMemory());
  }
  Napi::Float32Array array = room ? *room : newFloats(env, frames.size());
  std::copy(frames.begin(), frames.end(), array.Data());
  return array;
}

}  // namespace

Napi::Value logMelStream(const Call& info) {
  const Napi::Env env = info.Env();
  const StreamOptions options = readStream(Options(info[0]));
  const auto held = std::make_shared<HeldStream>(env, valueOrThrow(env, LogMelStream::create(options)));
  const std::uint64_t bands = options.mel.bands.nMels;
  Napi::Object handle = Napi::Object::New(env);
  handle.Set("push", Napi::Function::New(env, [held, bands](const Call& call) {
               const std::span<const float> samples = floatsOf(call[0]);
               const std::uint64_t length = (**held).framesOf(samples.size()) * bands;
               return framesOf(call.Env(), Options(call[1]), length, samples,
                               [&](auto& frames) { return (**held).push(samples, frames); });
             }));
  handle.Set("end", Napi::Function::New(env, [held, bands](const Call& call) {
               return framesOf(call.Env(), Options(call[0]), (**held).framesAtEnd() * bands, {},
                               [&](auto& frames) { return (**held).finish(frames); });
             }));
  handle.Set("release", Napi::Function::New(env, [held](const Call&) { held->release(); }));
  return handle;
}

}  // namespace prosodia::binding

#pragma once

#include <napi.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "decibel.h"
#include "error.h"
#include "mel.h"
#include "stft.h"
#include "wav.h"

/** From JavaScript values to the core's structs. TypeScript completed the options; the core checks their
 * ranges. */
namespace prosodia::binding {

/** The core's error as a JavaScript one with `code`; TypeScript makes a DspError of it. */
Napi::Error toJavaScript(Napi::Env env, const Error& error);

/** Reads the fields of an options object. A field of another type throws a JavaScript error. */
class Options {
 public:
  explicit Options(const Napi::Value& value) : object_(value.As<Napi::Object>()) {}

  std::uint32_t integer(const char* name) const { return object_.Get(name).As<Napi::Number>().Uint32Value(); }
  double number(const char* name) const { return object_.Get(name).As<Napi::Number>().DoubleValue(); }
  bool flag(const char* name) const { return object_.Get(name).As<Napi::Boolean>().Value(); }
  Options nested(const char* name) const { return Options(object_.Get(name)); }

  /** What the word stands for. A word that is not among the choices is INVALID_OPTION. */
  template <class T>
  T choice(const char* name, std::initializer_list<std::pair<std::string_view, T>> choices) const {
    const std::string word = object_.Get(name).As<Napi::String>().Utf8Value();
    std::string words;
    for (const auto& [known, meaning] : choices) {
      if (word == known) return meaning;
      words.append(words.empty() ? "one of " : ", ").append(inQuotes(known));
    }
    throw toJavaScript(object_.Env(), expected(ErrorCode::invalidOption, words, name, inQuotes(word)));
  }

  /** null means nothing. */
  std::optional<double> optionalNumber(const char* name) const;

  /** undefined means nothing. */
  std::optional<Napi::Float32Array> optionalFloats(const char* name) const;

  Napi::Env env() const { return object_.Env(); }

 private:
  Napi::Object object_;
};

WavLimits readLimits(const Options& options);
StftOptions readStft(const Options& options);
MelBands readMelBands(const Options& options);
DecibelOptions readDecibel(const Options& options);

/** The memory of a Float32Array, valid while JavaScript does not run. */
std::span<const float> floatsOf(const Napi::Value& value);

/** Keeps for `env` what newFloats needs; called once, when the addon is loaded. */
void keepConstructors(Napi::Env env);

/** A new Float32Array, all 0. Throws a RangeError if the memory is not to be had. */
Napi::Float32Array newFloats(Napi::Env env, std::uint64_t length);
std::span<float> floatsOf(Napi::Float32Array& array);

/** INVALID_OPTION unless `into` has just `length` floats; one that was detached has none. */
void checkInto(Napi::Env env, const Napi::Float32Array& into, std::uint64_t length,
               const char* name = "into");

/**
 * The caller's own memory for `length` floats of a result, the option of that name, or a new array. The
 * result may not lie on what it is computed from: INVALID_OPTION.
 */
Napi::Float32Array resultFloats(const Options& options, std::uint64_t length, std::span<const float> input,
                                const char* name = "into");

/** INVALID_OPTION where the memory `name` overlaps what is read, or another result. */
void checkApart(Napi::Env env, std::span<const float> result, std::span<const float> other, const char* name);

/** The first `length` floats of the caller's memory. INVALID_OPTION where it has fewer. */
Napi::Float32Array roomIn(Napi::Env env, const Napi::Float32Array& into, std::uint64_t length);

/** What std::bad_alloc becomes. */
Error outOfMemory();

/** The value, or the error thrown. */
template <class T>
T valueOrThrow(Napi::Env env, Result<T> result) {
  if (!result) throw toJavaScript(env, result.error());
  return std::move(*result);
}

inline void passOrThrow(Napi::Env env, const Check& check) {
  if (check) throw toJavaScript(env, *check);
}

}  // namespace prosodia::binding

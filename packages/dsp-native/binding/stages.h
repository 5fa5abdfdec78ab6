#pragma once

#include <napi.h>

/** One function a stage: what the addon exports. TypeScript has checked names and types of all arguments. */
namespace prosodia::binding {

Napi::Value decodeWav(const Napi::CallbackInfo& info);  // (bytes, limits) -> WavAudio
Napi::Value readWav(const Napi::CallbackInfo& info);    // (path, options) -> Promise of WavAudio
Napi::Value resample(const Napi::CallbackInfo& info);   // (samples, options) -> Float32Array
Napi::Value stft(const Napi::CallbackInfo& info);  // (samples, options) -> { real, imag, nBins, nFrames }
Napi::Value melFilterbank(const Napi::CallbackInfo& info);  // (options) -> Float32Array
Napi::Value melSpectrogram(
    const Napi::CallbackInfo& info);  // (samples, options) -> { values, nMels, nFrames }
Napi::Value logMelSpectrogram(
    const Napi::CallbackInfo& info);                    // (samples, options) -> { values, nMels, nFrames }
Napi::Value powerToDb(const Napi::CallbackInfo& info);  // (values, options) -> Float32Array
Napi::Value extract(const Napi::CallbackInfo& info);    // (paths, options, onProgress) -> { promise, cancel }
Napi::Value describeKernel(const Napi::CallbackInfo& info);  // () -> { name, available }

}  // namespace prosodia::binding

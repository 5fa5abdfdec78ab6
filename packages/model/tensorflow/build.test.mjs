import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { placeOfNvidia } from './_build.mjs';

it('puts the libraries of all packages into one folder, where they find each other', () => {
  const places = [
    'nvidia/cudnn/lib/libcudnn.so.9',
    'nvidia/cudnn/lib/libcudnn_ops.so.9',
    'nvidia/cusolver/lib/libcusolver.so.11',
    'nvidia/cuda_nvrtc/lib/libnvrtc-builtins.so.12.9',
  ].map((name) => dirname(placeOfNvidia(name) ?? ''));
  // One of those in the RUNPATH of libtensorflow_framework; that of cusolver is not.
  expect(new Set(places)).toEqual(new Set(['nvidia/cuda_runtime/lib']));
});

it.each([
  'nvidia/cudnn/include/cudnn.h',
  'nvidia/cuda_runtime/lib/libcudart_static.a',
  'nvidia_cudnn_cu12-9.28.0.42.dist-info/RECORD',
])('leaves %s packed', (name) => {
  expect(placeOfNvidia(name)).toBeUndefined();
});

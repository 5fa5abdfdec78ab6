/** What is brought, to the byte: the wheels of each platform, checked by hash. */

export const TFJS_NODE = {
  version: '4.22.0',
  integrity:
    'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
};

export const TENSORFLOW_VERSION = '2.21.0';

/** Node-API version the binding is compiled for: 8 is in every Node from 16 on. */
export const NAPI_VERSION = 8;

/**
 * @typedef {object} Wheel
 * @property {string} project name on the Python package index
 * @property {string} version
 * @property {string} file
 * @property {string} pipPlatform
 * @property {string} sha256
 * @property {number} bytes
 *
 * @typedef {object} Release what one route fetches
 * @property {Wheel} tensorflow
 * @property {readonly [string, string]} libraries libtensorflow_cc and libtensorflow_framework in it
 * @property {readonly Wheel[]} companions of which it opens libraries
 */

/** @type {Release['libraries']} */
const LINUX_LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** @type {Release['libraries']} */
const MACOS_LIBRARIES = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];

/**
 * By platform key. `tensorflow-cpu` exists for x64 only; elsewhere `tensorflow` holds no CUDA.
 *
 * @type {Readonly<Record<string, Release>>}
 */
export const RELEASES = {
  'linux-x64': {
    tensorflow: {
      project: 'tensorflow-cpu',
      version: TENSORFLOW_VERSION,
      file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
      pipPlatform: 'manylinux_2_27_x86_64',
      sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      bytes: 273_829_956,
    },
    libraries: LINUX_LIBRARIES,
    companions: [],
  },
  'linux-arm64': {
    tensorflow: {
      project: 'tensorflow',
      version: TENSORFLOW_VERSION,
      file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl',
      pipPlatform: 'manylinux_2_27_aarch64',
      sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
      bytes: 281_828_020,
    },
    libraries: LINUX_LIBRARIES,
    companions: [],
  },
  'darwin-arm64': {
    tensorflow: {
      project: 'tensorflow',
      version: TENSORFLOW_VERSION,
      file: 'tensorflow-2.21.0-cp311-cp311-macosx_12_0_arm64.whl',
      pipPlatform: 'macosx_12_0_arm64',
      sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
      bytes: 223_405_849,
    },
    libraries: MACOS_LIBRARIES,
    companions: [],
  },
};

/**
 * A package of NVIDIA's.
 *
 * @param {string} name
 * @param {string} version
 * @param {string} platforms as the file's name has them
 * @param {number} bytes
 * @param {string} sha256
 * @returns {Wheel}
 */
const nvidia = (name, version, platforms, bytes, sha256) => ({
  ...{ project: `nvidia-${name}`, version, bytes, sha256 },
  file: `nvidia_${name.replaceAll('-', '_')}-${version}-py3-none-${platforms}.whl`,
  pipPlatform: platforms.split('.')[0],
});

/**
 * The releases for GPUs of NVIDIA, by platform key: CUDA is in packages of its own. Of the twelve that
 * `tensorflow[and-cuda]` names, four are left out: NCCL is for several GPUs at once, CUPTI for profiles, nvcc for XLA,
 * and nothing opens cuRAND.
 *
 * @type {Readonly<Record<string, Release>>}
 */
export const GPU_RELEASES = {
  'linux-x64': {
    tensorflow: {
      project: 'tensorflow',
      version: TENSORFLOW_VERSION,
      file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
      pipPlatform: 'manylinux_2_27_x86_64',
      sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
      bytes: 572_440_367,
    },
    libraries: LINUX_LIBRARIES,
    companions: [
      nvidia(
        'cublas-cu12',
        '12.9.3.13',
        'manylinux_2_27_x86_64',
        581_217_458,
        'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
      ),
      nvidia(
        'cuda-nvrtc-cu12',
        '12.9.86',
        'manylinux2010_x86_64.manylinux_2_12_x86_64',
        89_568_129,
        '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
      ),
      nvidia(
        'cuda-runtime-cu12',
        '12.9.79',
        'manylinux2014_x86_64.manylinux_2_17_x86_64',
        3_493_179,
        '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
      ),
      nvidia(
        'cudnn-cu12',
        '9.28.0.42',
        'manylinux_2_27_x86_64',
        716_538_495,
        '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
      ),
      nvidia(
        'cufft-cu12',
        '11.4.1.4',
        'manylinux2014_x86_64.manylinux_2_17_x86_64',
        200_877_592,
        'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
      ),
      nvidia(
        'cusolver-cu12',
        '11.7.5.82',
        'manylinux_2_27_x86_64',
        338_117_415,
        '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
      ),
      nvidia(
        'cusparse-cu12',
        '12.5.10.65',
        'manylinux2014_x86_64.manylinux_2_17_x86_64',
        366_465_088,
        '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
      ),
      nvidia(
        'nvjitlink-cu12',
        '12.9.86',
        'manylinux2010_x86_64.manylinux_2_12_x86_64',
        39_748_338,
        'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
      ),
    ],
  },
};

/**
 * The key into `RELEASES` and `GPU_RELEASES`. The wheels need glibc, so musl has a name of its own.
 *
 * @returns {string} such as `linux-x64`
 */
export function platformKey() {
  const musl =
    process.platform === 'linux' &&
    !('glibcVersionRuntime' in /** @type {any} */ (process.report.getReport()).header);
  return `${process.platform}${musl ? 'musl' : ''}-${process.arch}`;
}

/** What is brought, to the byte: one wheel a platform, checked by hash. */

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
 * @property {string} file
 * @property {string} pipPlatform
 * @property {string} sha256
 * @property {number} bytes
 * @property {readonly [string, string]} libraries libtensorflow_cc and libtensorflow_framework in it
 */

/** @type {Wheel['libraries']} */
const LINUX_LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** @type {Wheel['libraries']} */
const MACOS_LIBRARIES = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];

/**
 * By platform key. `tensorflow-cpu` exists for x64 only; elsewhere `tensorflow` holds no CUDA.
 *
 * @type {Readonly<Record<string, Wheel>>}
 */
export const WHEELS = {
  'linux-x64': {
    project: 'tensorflow-cpu',
    file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    pipPlatform: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    bytes: 273_829_956,
    libraries: LINUX_LIBRARIES,
  },
  'linux-arm64': {
    project: 'tensorflow',
    file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl',
    pipPlatform: 'manylinux_2_27_aarch64',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
    bytes: 281_828_020,
    libraries: LINUX_LIBRARIES,
  },
  'darwin-arm64': {
    project: 'tensorflow',
    file: 'tensorflow-2.21.0-cp311-cp311-macosx_12_0_arm64.whl',
    pipPlatform: 'macosx_12_0_arm64',
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
    bytes: 223_405_849,
    libraries: MACOS_LIBRARIES,
  },
};

/**
 * The key into `WHEELS`. The wheels need glibc, so musl has a name of its own.
 *
 * @returns {string} such as `linux-x64`
 */
export function platformKey() {
  const musl =
    process.platform === 'linux' &&
    !('glibcVersionRuntime' in /** @type {any} */ (process.report.getReport()).header);
  return `${process.platform}${musl ? 'musl' : ''}-${process.arch}`;
}

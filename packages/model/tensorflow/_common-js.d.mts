/** See `_common-js.mjs`. */
export function commonJsLoader(
  modules: Record<string, unknown>,
  require: NodeJS.Require,
): (file: string) => unknown;

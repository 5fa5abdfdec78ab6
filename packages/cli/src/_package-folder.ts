/** This package's own folder, from `src` and from `dist` alike. */
export const PACKAGE_FOLDER = new URL('../', import.meta.url);

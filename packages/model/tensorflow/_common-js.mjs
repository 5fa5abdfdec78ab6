import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

/**
 * Loads CommonJS files with some of the modules that they import by name handed in. So tfjs-node runs from the shared
 * cache on the caller's tfjs, and tfjs without the parts that nobody here uses, and no module of Node or of the caller
 * is patched.
 *
 * @param {Record<string, unknown>} modules by the name they are required with
 * @param {NodeJS.Require} require for all others
 * @returns {(file: string) => any} the file's exports
 */
export function commonJsLoader(modules, require) {
  /** @type {Map<string, { exports: any }>} */
  const loaded = new Map();
  /** @param {string} file */
  const load = (file) => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    /** @param {string} id */
    const requireFrom = (id) =>
      modules[id] ?? (id.startsWith('.') ? load(join(dirname(file), `${id}.js`)) : require(id));
    const body = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module'], {
      filename: file,
    });
    body.call(module.exports, module.exports, requireFrom, module);
    return module.exports;
  };
  return load;
}

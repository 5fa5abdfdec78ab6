/** Where the libraries come from: the PyPI wheel for the CPU, those for GPUs, or tfjs-node's own download. */
export type Route = 'wheel' | 'gpu' | 'official';

/** A TensorFlow that is ready to be loaded. Paths are absolute. */
export interface Location {
  found: true;
  route: Route;
  folder: string;
  tensorflowVersion: string;
  tfjsNodeVersion: string;
  bindingPath: string;
  /** An addon that opens the libraries beforehand, and without what they would print; see `openTensorflow`. */
  openerPath?: string;
  tfjsNodeDir: string;
}

/** Why there is none, and the command that brings one. */
export interface Absence {
  found: false;
  reason: string;
  remedy: string;
}

/**
 * Where the per-user cache holds TensorFlow for this platform: what was asked for last where several
 * routes are there. Looks only, changes nothing.
 */
export function locateTensorflow(): Location | Absence;

/** What one route brought; undefined where that is nothing whole. */
export function locateRoute(route: Route): Location | undefined;

/** The file that holds the route which was asked for last. */
export function preferenceFile(): string;

/** The per-user folder that every checkout shares; `PROSODIA_CACHE` and `XDG_CACHE_HOME` move it. */
export function cacheRoot(): string;

/** The folder that an install of `route` ends in. */
export function installFolder(route: Route): string;

export const MANIFEST: string;

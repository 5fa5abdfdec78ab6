/** The part of libsvm-js that is used here; the package brings no types. It exports a promise of the class. */
declare module 'libsvm-js' {
  export interface Svm {
    train(rows: number[][], labels: number[]): void;
    /** The model in LIBSVM's own text format. */
    serializeModel(): string;
    free(): void;
  }
  export interface SvmClass {
    readonly KERNEL_TYPES: { readonly LINEAR: string; readonly RBF: string };
    new (options: {
      readonly kernel: string;
      readonly cost: number;
      readonly gamma?: number;
      readonly cacheSize?: number;
      readonly quiet?: boolean;
    }): Svm;
  }
}

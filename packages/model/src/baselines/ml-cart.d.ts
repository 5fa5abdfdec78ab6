/** The part of ml-cart that is used here; the package brings no types. */
declare module 'ml-cart' {
  export class DecisionTreeClassifier {
    readonly root: { classify(row: number[]): { getRow(index: number): number[] } };
    train(rows: number[][], labels: number[]): void;
  }
}

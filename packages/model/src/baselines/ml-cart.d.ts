/** The part of ml-cart that is used here; the package brings no types. */
declare module 'ml-cart' {
  export class DecisionTreeClassifier {
    train(rows: number[][], labels: number[]): void;
    predict(rows: number[][]): number[];
  }
}

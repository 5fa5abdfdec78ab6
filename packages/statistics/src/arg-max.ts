/**
 * The column of each row's largest value; a tie goes to the earlier column, as NumPy's `argmax` has it.
 *
 * @param values rows x width, row-major
 */
export function argMaxRows(values: Float32Array, width: number): Int32Array {
  const rows = width === 0 ? 0 : Math.floor(values.length / width);
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let column = 1; column < width; column++)
      if ((values[row * width + column] ?? 0) > (values[row * width + best] ?? 0)) best = column;
    return best;
  });
}

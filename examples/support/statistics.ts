export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a sample: divided by n - 1, and 0 for a single value. */
export const standardDeviation = (values: readonly number[]): number => {
  const squares = values.map((value) => (value - mean(values)) ** 2);
  return Math.sqrt(
    squares.reduce((sum, square) => sum + square, 0) / Math.max(1, values.length - 1),
  );
};

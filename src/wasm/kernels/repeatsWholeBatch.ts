/**
 * Whether broadcasting to `batchShape` repeats a batch of this shape as a whole. It is all that
 * tfjs's own kernels do; axis by axis, as [2, 1] with [1, 3], they return wrong values.
 */
export function repeatsWholeBatch(
  shape: readonly number[],
  batchShape: readonly number[],
): boolean {
  const firstAxis = shape.findIndex((size) => size !== 1);
  if (firstAxis < 0) return true;
  const repeated = shape.slice(firstAxis);
  return repeated.every((size, axis) => size === batchShape.at(axis - repeated.length));
}

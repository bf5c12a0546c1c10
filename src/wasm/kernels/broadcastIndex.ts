/** Where a batch of this shape, broadcast to `batchShape`, keeps its matrix number `index`. */
export function broadcastIndex(
  shape: readonly number[],
  batchShape: readonly number[],
  index: number,
): number {
  let rest = index;
  let source = 0;
  let stride = 1;
  for (let axis = 1; axis <= shape.length; axis++) {
    const size = shape.at(-axis) as number;
    const batchSize = batchShape.at(-axis) as number;
    source += (size === 1 ? 0 : rest % batchSize) * stride;
    stride *= size;
    rest = Math.floor(rest / batchSize);
  }
  return source;
}

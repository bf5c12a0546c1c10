/**
 * Whether scatter matrices of this dimension are summed in float64, not by products on the backend.
 *
 * The threshold is where the float64 sums over 60,000 rows take half a second.
 */
export function isExactDimension(dimension: number): boolean {
  return dimension <= 128;
}

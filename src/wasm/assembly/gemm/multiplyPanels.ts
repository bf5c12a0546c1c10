import { halfTile, TILE_COLUMNS, TILE_ROWS, tile } from './tile';

/** The bytes of a tile that reaches over an edge, to be copied from. */
export const SPILL_BYTES: i32 = TILE_ROWS * TILE_COLUMNS * 4;

/**
 * C = A B, or C += A B, from packed panels of A and B; what other kernels than `gemm` can pack too.
 * `strideC` is in bytes; `spill` has room for one tile.
 */
export function multiplyPanels(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  b: usize,
  c: usize,
  strideC: usize,
  accumulate: bool,
  spill: usize,
): void {
  const panelOfA = <usize>(TILE_ROWS * inner) << 2;
  const panelOfB = <usize>(TILE_COLUMNS * inner) << 2;
  // One panel of B stays in the first cache while all of A, in the second, passes by.
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    const width = min(TILE_COLUMNS, columns - column);
    let left = a;
    let target = c + (<usize>column << 2);
    for (let row = 0; row < rows; row += TILE_ROWS) {
      const height = min(TILE_ROWS, rows - row);
      if (width == TILE_COLUMNS && height == TILE_ROWS) {
        tile(inner, left, b, target, strideC, accumulate);
      } else {
        if (width > 4) tile(inner, left, b, spill, TILE_COLUMNS << 2, false);
        else halfTile(inner, left, b, spill, TILE_COLUMNS << 2);
        copyTile(height, width, spill, target, strideC, accumulate);
      }
      left += panelOfA;
      target += TILE_ROWS * strideC;
    }
    b += panelOfB;
  }
}

/** The part of a tile that lies within the matrix. */
function copyTile(
  rows: i32,
  columns: i32,
  spill: usize,
  c: usize,
  strideC: usize,
  accumulate: bool,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const target = c + (<usize>column << 2);
      const sum = load<f32>(spill + (<usize>column << 2));
      store<f32>(target, accumulate ? sum + load<f32>(target) : sum);
    }
    spill += TILE_COLUMNS << 2;
    c += strideC;
  }
}

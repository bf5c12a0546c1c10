import { BLOCK_COLUMNS, BLOCK_INNER, BLOCK_ROWS, blockSize } from '../gemm/blocks';
import { multiplyPanels, SPILL_BYTES } from '../gemm/multiplyPanels';
import { packColumns } from '../gemm/pack';
import { TILE_COLUMNS, TILE_ROWS } from '../gemm/tile';
import { packTransposedPatches } from './packPatches';
import { Patches } from './Patches';

/** The bytes that `correlate` needs as its workspace. */
export function correlateWorkspaceBytes(): i32 {
  return SPILL_BYTES + (BLOCK_INNER * (BLOCK_ROWS + BLOCK_COLUMNS) + BLOCK_INNER) * 4;
}

/**
 * The gradient of a convolution to its filter: the transposed matrix of patches times `dy`, which
 * has a row of `columns` for each of the `positions`.
 */
export function correlate(
  description: usize,
  positions: i32,
  dy: usize,
  columns: i32,
  out: usize,
  workspace: usize,
): void {
  const patches = changetype<Patches>(description);
  const rows = patches.inner;
  const line = <usize>columns << 2;
  if (positions == 0) {
    memory.fill(out, 0, rows * line);
    return;
  }
  const spill = workspace;
  const panelsOfA = spill + SPILL_BYTES;
  const panelsOfB = panelsOfA + BLOCK_INNER * BLOCK_ROWS * 4;
  const pointers = panelsOfB + BLOCK_INNER * BLOCK_COLUMNS * 4;
  const rowStep = blockSize(rows, BLOCK_ROWS, TILE_ROWS);
  const columnStep = blockSize(columns, BLOCK_COLUMNS, TILE_COLUMNS);
  const innerStep = blockSize(positions, BLOCK_INNER, 1);

  for (let column = 0; column < columns; column += columnStep) {
    const width = min(columnStep, columns - column);
    const offset = <usize>column << 2;
    for (let p = 0; p < positions; p += innerStep) {
      const depth = min(innerStep, positions - p);
      packColumns(false, dy + p * line + offset, line, width, depth, panelsOfB);
      for (let row = 0; row < rows; row += rowStep) {
        const height = min(rowStep, rows - row);
        packTransposedPatches(patches, row, height, p, depth, pointers, panelsOfA);
        multiplyPanels(
          height, width, depth, panelsOfA, panelsOfB, out + row * line + offset, line, p > 0, spill,
        );
      }
    }
  }
}

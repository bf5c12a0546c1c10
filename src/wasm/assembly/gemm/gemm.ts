import { BLOCK_COLUMNS, BLOCK_INNER, BLOCK_ROWS, blockSize } from './blocks';
import { finish } from './finish';
import { dotRows, sumRows } from './matrixVector';
import { multiplyPanels, SPILL_BYTES } from './multiplyPanels';
import { packColumns, packRows } from './pack';
import { TILE_COLUMNS, TILE_ROWS } from './tile';

/** Below this number of rows, passing over B row by row of A is quicker than packing it. */
const FEW_ROWS: i32 = 4;

/** The bytes that `gemm` needs as its workspace. */
export function gemmWorkspaceBytes(): i32 {
  return SPILL_BYTES + BLOCK_INNER * (BLOCK_ROWS + BLOCK_COLUMNS) * 4;
}

/**
 * C = activation(op(A) op(B) + bias), or C += op(A) op(B), for matrices of any size, row by row in
 * memory. Both operands are packed by block, transposed or not, so that all four combinations take
 * the same time. Strides, from row to row as stored, are in elements; a bias of 0 is none.
 */
export function gemm(
  transposeA: bool,
  transposeB: bool,
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  strideA: usize,
  b: usize,
  strideB: usize,
  c: usize,
  strideC: usize,
  accumulate: bool,
  bias: usize,
  activation: i32,
  slope: f32,
  workspace: usize,
): void {
  strideA <<= 2;
  strideB <<= 2;
  strideC <<= 2;
  if (inner == 0) {
    if (!accumulate) {
      for (let row = 0; row < rows; row++) memory.fill(c + row * strideC, 0, <usize>columns << 2);
    }
    finish(rows, columns, c, strideC, bias, activation, slope);
    return;
  }
  // One contiguous column on the right, or few contiguous rows on the left.
  if (!accumulate && columns == 1 && (transposeB || strideB == 4) && (!transposeA || strideC == 4)) {
    if (transposeA) sumRows(inner, rows, a, strideA, b, c);
    else dotRows(rows, inner, a, strideA, b, c, strideC);
    finish(rows, columns, c, strideC, bias, activation, slope);
    return;
  }
  if (!accumulate && rows < FEW_ROWS && (transposeA ? rows == 1 && strideA == 4 : true)) {
    for (let row = 0; row < rows; row++) {
      if (transposeB) dotRows(columns, inner, b, strideB, a + row * strideA, c + row * strideC, 4);
      else sumRows(inner, columns, b, strideB, a + row * strideA, c + row * strideC);
    }
    finish(rows, columns, c, strideC, bias, activation, slope);
    return;
  }

  const spill = workspace;
  const panelsOfA = spill + SPILL_BYTES;
  const panelsOfB = panelsOfA + BLOCK_INNER * BLOCK_ROWS * 4;
  const rowStep = blockSize(rows, BLOCK_ROWS, TILE_ROWS);
  const columnStep = blockSize(columns, BLOCK_COLUMNS, TILE_COLUMNS);
  const innerStep = blockSize(inner, BLOCK_INNER, 1);

  for (let column = 0; column < columns; column += columnStep) {
    const width = min(columnStep, columns - column);
    for (let p = 0; p < inner; p += innerStep) {
      const depth = min(innerStep, inner - p);
      const isLast = p + depth == inner;
      const rightBlock = b + at(transposeB ? column : p, transposeB ? p : column, strideB);
      packColumns(transposeB, rightBlock, strideB, width, depth, panelsOfB);
      for (let row = 0; row < rows; row += rowStep) {
        const height = min(rowStep, rows - row);
        const leftBlock = a + at(transposeA ? p : row, transposeA ? row : p, strideA);
        packRows(!transposeA, leftBlock, strideA, height, depth, panelsOfA);
        const block = c + at(row, column, strideC);
        multiplyPanels(
          height, width, depth, panelsOfA, panelsOfB, block, strideC, accumulate || p > 0, spill,
        );
        if (isLast) {
          const biasOfBlock = bias ? bias + (<usize>column << 2) : 0;
          finish(height, width, block, strideC, biasOfBlock, activation, slope);
        }
      }
    }
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function at(row: i32, column: i32, stride: usize): usize {
  return <usize>row * stride + (<usize>column << 2);
}

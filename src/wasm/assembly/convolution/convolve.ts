import { BLOCK_INNER, BLOCK_ROWS, blockSize } from '../gemm/blocks';
import { finish } from '../gemm/finish';
import { multiplyPanels, SPILL_BYTES } from '../gemm/multiplyPanels';
import { packColumns } from '../gemm/pack';
import { TILE_COLUMNS, TILE_ROWS } from '../gemm/tile';
import { FEW_COLUMNS, multiplyByFew } from './multiplyByFew';
import { packPatches } from './packPatches';
import { Patches } from './Patches';

/** The bytes that `convolve` needs as its workspace, for patches of this length. */
export function convolveWorkspaceBytes(inner: i32, columns: i32): i32 {
  const panelsOfB = inner * wholeTiles(columns);
  const block = BLOCK_ROWS * columns;
  return SPILL_BYTES +
    (BLOCK_INNER * BLOCK_ROWS + BLOCK_ROWS + panelsOfB + block + inner * columns) * 4;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function wholeTiles(columns: i32): i32 {
  return (columns + TILE_COLUMNS - 1) & ~(TILE_COLUMNS - 1);
}

/**
 * The product of patches with a filter: activation(patches filter + bias), a pixel of `columns`
 * channels for each of the `positions`.
 *
 * Filter taps are `filterStepY` and `filterStepX` elements apart; each is a matrix of channels x
 * columns, or, `transposed`, of columns x channels. Pixels are written `pixelStride` elements apart,
 * lines of the grid `lineStride`, images `imageStride`.
 */
export function convolve(
  description: usize,
  positions: i32,
  filter: usize,
  filterStepY: i32,
  filterStepX: i32,
  transposed: bool,
  columns: i32,
  out: usize,
  imageStride: i32,
  lineStride: i32,
  pixelStride: i32,
  bias: usize,
  activation: i32,
  slope: f32,
  workspace: usize,
): void {
  const patches = changetype<Patches>(description);
  const inner = patches.inner;
  const innerStep = inner > 0 ? blockSize(inner, BLOCK_INNER, 4) : 1;
  const byFew = columns <= FEW_COLUMNS && patches.channels > FEW_COLUMNS &&
    // The addresses of all taps stand where panels stand otherwise.
    patches.tapsY * patches.tapsX <= BLOCK_INNER;
  const rowStep = blockSize(positions, BLOCK_ROWS, TILE_ROWS);
  const isDense = pixelStride == columns && lineStride == patches.gridWidth * pixelStride &&
    imageStride == patches.gridHeight * lineStride;

  const spill = workspace;
  const panelsOfA = spill + SPILL_BYTES;
  const pointers = panelsOfA + BLOCK_INNER * BLOCK_ROWS * 4;
  const panelsOfB = pointers + BLOCK_ROWS * 4;
  const panelLine = <usize>wholeTiles(columns) << 2;
  const block = panelsOfB + inner * panelLine;
  const line = <usize>columns << 2;
  let right = filter;
  const tap = patches.channels * columns;
  if (transposed || filterStepX != tap || filterStepY != patches.tapsX * tap) {
    right = block + BLOCK_ROWS * line;
    gatherTaps(patches, filter, filterStepY, filterStepX, transposed, columns, right);
  }
  if (byFew) transpose(right, inner, columns, panelsOfB);
  else for (let p = 0; p < inner; p += innerStep) {
    const depth = min(innerStep, inner - p);
    packColumns(false, right + p * line, line, columns, depth, panelsOfB + p * panelLine);
  }
  for (let row = 0; row < positions; row += rowStep) {
    const height = min(rowStep, positions - row);
    const target = isDense ? out + row * line : block;
    if (inner == 0) memory.fill(target, 0, height * line);
    if (byFew) multiplyByFew(patches, row, height, columns, panelsOfB, target, panelsOfA);
    else for (let p = 0; p < inner; p += innerStep) {
      const depth = min(innerStep, inner - p);
      packPatches(patches, row, height, p, depth, pointers, panelsOfA);
      multiplyPanels(
        height, columns, depth, panelsOfA, panelsOfB + p * panelLine, target, line, p > 0, spill,
      );
    }
    finish(height, columns, target, line, bias, activation, slope);
    if (!isDense) {
      scatter(patches, row, height, block, line, out, imageStride, lineStride, pixelStride);
    }
  }
}

/** The taps that are used, one after the other: the matrix of inner x columns. */
function gatherTaps(
  patches: Patches,
  filter: usize,
  stepY: i32,
  stepX: i32,
  transposed: bool,
  columns: i32,
  to: usize,
): void {
  const channels = patches.channels;
  const bytes = <usize>(channels * columns) << 2;
  for (let ty = 0; ty < patches.tapsY; ty++) {
    for (let tx = 0; tx < patches.tapsX; tx++) {
      const tap = filter + (<usize>(ty * stepY + tx * stepX) << 2);
      if (transposed) transpose(tap, columns, channels, to);
      else memory.copy(to, tap, bytes);
      to += bytes;
    }
  }
}

function transpose(from: usize, rows: i32, columns: i32, to: usize): void {
  for (let column = 0; column < columns; column++) {
    let source = from + (<usize>column << 2);
    for (let row = 0; row < rows; row++) {
      store<f32>(to, load<f32>(source));
      source += <usize>columns << 2;
      to += 4;
    }
  }
}

/** Writes the pixels of a block, one after the other, to where they belong. */
function scatter(
  patches: Patches,
  first: i32,
  count: i32,
  block: usize,
  bytes: usize,
  out: usize,
  imageStride: i32,
  lineStride: i32,
  pixelStride: i32,
): void {
  const gridWidth = patches.gridWidth, gridHeight = patches.gridHeight;
  for (let position = first; position < first + count; position++) {
    const line = position / gridWidth;
    const x = position - line * gridWidth;
    const image = line / gridHeight;
    const y = line - image * gridHeight;
    const at = image * imageStride + y * lineStride + x * pixelStride;
    memory.copy(out + (<usize>at << 2), block, bytes);
    block += bytes;
  }
}

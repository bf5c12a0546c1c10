import { storeTransposed } from '../gemm/pack';
import { TILE_ROWS } from '../gemm/tile';
import { locateTap, Patches } from './Patches';

/**
 * Packs rows of the matrix of patches as the left matrix of a product: `rows` of them from `first`
 * on, `depth` of their columns from `start` on. `pointers` has room for the rows, and three more.
 */
export function packPatches(
  patches: Patches,
  first: i32,
  rows: i32,
  start: i32,
  depth: i32,
  pointers: usize,
  panels: usize,
): void {
  const channels = patches.channels;
  const panelBytes = <usize>(TILE_ROWS * depth) << 2;
  for (let line = rows; line & 3; line++) store<usize>(pointers + (line << 2), patches.zeros);
  let column = start;
  while (column < start + depth) {
    const tap = column / channels;
    const channel = column - tap * channels;
    const count = min(channels - channel, start + depth - column);
    locateTap(patches, tap, first, rows, pointers);
    const offset = <usize>channel << 2;
    let panel = panels + (<usize>((column - start) * TILE_ROWS) << 2);
    for (let line: usize = 0; line < <usize>rows << 2; line += 16) {
      const at = pointers + line;
      interleave(
        load<usize>(at) + offset, load<usize>(at, 4) + offset,
        load<usize>(at, 8) + offset, load<usize>(at, 12) + offset, count, panel,
      );
      panel += panelBytes;
    }
    column += count;
  }
}

/** Four runs of values, as four lines of a panel. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function interleave(s0: usize, s1: usize, s2: usize, s3: usize, count: i32, panel: usize): void {
  let rest = count;
  for (; rest >= 4; rest -= 4) {
    storeTransposed(v128.load(s0), v128.load(s1), v128.load(s2), v128.load(s3), panel, 16);
    s0 += 16;
    s1 += 16;
    s2 += 16;
    s3 += 16;
    panel += 64;
  }
  for (; rest > 0; rest--) {
    store<f32>(panel, load<f32>(s0));
    store<f32>(panel, load<f32>(s1), 4);
    store<f32>(panel, load<f32>(s2), 8);
    store<f32>(panel, load<f32>(s3), 12);
    s0 += 4;
    s1 += 4;
    s2 += 4;
    s3 += 4;
    panel += 16;
  }
}

/**
 * The same for the transposed matrix: `rows` of it (elements of a patch) from `start` on, `depth` of
 * its columns (positions) from `first` on. `pointers` has room for the positions.
 */
export function packTransposedPatches(
  patches: Patches,
  start: i32,
  rows: i32,
  first: i32,
  depth: i32,
  pointers: usize,
  panels: usize,
): void {
  const channels = patches.channels;
  const panelBytes = <usize>(TILE_ROWS * depth) << 2;
  if (rows & 3) memory.fill(panels + (rows >> 2) * panelBytes, 0, panelBytes);
  let row = 0;
  while (row < rows) {
    const tap = (start + row) / channels;
    let channel = start + row - tap * channels;
    const end = min(rows, row + channels - channel);
    locateTap(patches, tap, first, depth, pointers);
    while (row < end) {
      const panel = panels + (row >> 2) * panelBytes + ((row & 3) << 2);
      const offset = <usize>channel << 2;
      if ((row & 3) == 0 && end - row >= 4) {
        gatherFour(pointers, offset, depth, panel);
        row += 4;
        channel += 4;
      } else {
        gatherOne(pointers, offset, depth, panel);
        row++;
        channel++;
      }
    }
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function gatherFour(pointers: usize, offset: usize, count: i32, panel: usize): void {
  for (const end = pointers + (<usize>count << 2); pointers < end; pointers += 4) {
    v128.store(panel, v128.load(load<usize>(pointers) + offset));
    panel += 16;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function gatherOne(pointers: usize, offset: usize, count: i32, panel: usize): void {
  for (const end = pointers + (<usize>count << 2); pointers < end; pointers += 4) {
    store<f32>(panel, load<f32>(load<usize>(pointers) + offset));
    panel += 16;
  }
}

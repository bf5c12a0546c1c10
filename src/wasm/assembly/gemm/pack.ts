import { TILE_COLUMNS, TILE_ROWS } from './tile';

// A panel holds `width` lines (rows of the left matrix, columns of the right one) side by side:
// `width` values for each inner index. Lines that are missing from the last panel are zeros.
//
// A source has one of two layouts. Its lines are contiguous (rows of an upright left matrix, columns
// of a transposed right one), or what belongs to one inner index is. Strides are in bytes.

/** Packs rows of the left matrix. */
export function packRows(
  contiguousLines: bool,
  source: usize,
  stride: usize,
  rows: i32,
  inner: i32,
  panels: usize,
): void {
  if (contiguousLines) interleaveLines(TILE_ROWS, source, stride, rows, inner, panels);
  else copyAcrossLines(TILE_ROWS, source, stride, rows, inner, panels);
}

/** Packs columns of the right matrix. */
export function packColumns(
  contiguousLines: bool,
  source: usize,
  stride: usize,
  columns: i32,
  inner: i32,
  panels: usize,
): void {
  if (contiguousLines) interleaveLines(TILE_COLUMNS, source, stride, columns, inner, panels);
  else copyAcrossLines(TILE_COLUMNS, source, stride, columns, inner, panels);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function interleaveLines(
  width: i32,
  source: usize,
  stride: usize,
  lines: i32,
  inner: i32,
  panels: usize,
): void {
  for (let line = 0; line < lines; line += width) {
    for (let group = 0; group < width; group += 4) {
      interleaveFour(width, source, stride, lines - line - group, inner, panels + (group << 2));
      source += 4 * stride;
    }
    panels += <usize>(width * inner) << 2;
  }
}

/** Four lines of a panel, of which `present` exist. */
function interleaveFour(
  width: i32,
  source: usize,
  stride: usize,
  present: i32,
  inner: i32,
  panel: usize,
): void {
  const step = <usize>width << 2;
  let p = 0;
  if (present >= 4) {
    for (; p + 4 <= inner; p += 4) {
      transposeFour(source, stride, panel, step);
      source += 16;
      panel += 4 * step;
    }
  }
  for (; p < inner; p++) {
    for (let line = 0; line < 4; line++) {
      const value = line < present ? load<f32>(source + line * stride) : <f32>0;
      store<f32>(panel + (line << 2), value);
    }
    source += 4;
    panel += step;
  }
}

/** A block of 4 x 4, transposed. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function transposeFour(source: usize, stride: usize, target: usize, step: usize): void {
  const r0 = v128.load(source), r1 = v128.load(source + stride);
  const r2 = v128.load(source + 2 * stride), r3 = v128.load(source + 3 * stride);
  storeTransposed(r0, r1, r2, r3, target, step);
}

/** Four rows of four, as columns. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function storeTransposed(
  r0: v128,
  r1: v128,
  r2: v128,
  r3: v128,
  target: usize,
  step: usize,
): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(target + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(target + 2 * step, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(target + 3 * step, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function copyAcrossLines(
  width: i32,
  source: usize,
  stride: usize,
  lines: i32,
  inner: i32,
  panels: usize,
): void {
  for (let line = 0; line < lines; line += width) {
    let from = source + (<usize>line << 2);
    const present = min(width, lines - line);
    if (present == width) {
      for (let p = 0; p < inner; p++) {
        for (let i = 0; i < width; i += 4) v128.store(panels + (i << 2), v128.load(from + (i << 2)));
        from += stride;
        panels += <usize>width << 2;
      }
    } else {
      for (let p = 0; p < inner; p++) {
        for (let i = 0; i < width; i++) {
          store<f32>(panels + (i << 2), i < present ? load<f32>(from + (i << 2)) : <f32>0);
        }
        from += stride;
        panels += <usize>width << 2;
      }
    }
  }
}
